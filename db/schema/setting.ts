export interface SettingTables {
  setting: SettingTable
}

/** Values that all replicas of a deployment share. The probe is a row to write, by which `/readyz` finds out whether it can. */
interface SettingTable {
  name: 'secret_key_fingerprint' | 'last_write_probe'
  value: string
}
