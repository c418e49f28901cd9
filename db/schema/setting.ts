export interface SettingTables {
  setting: SettingTable
}

/** Values that all replicas of a deployment must agree on. */
interface SettingTable {
  name: 'secret_key_fingerprint'
  value: string
}
