export interface SettingTables {
  setting: SettingTable
}

/**
 * Values that all replicas of a deployment share. The probe is a row to write, by which `/readyz` finds out whether it can.
 * Deletions are paused while there is a row that says since when.
 */
interface SettingTable {
  name:
    | 'secret_key_fingerprint'
    | 'last_write_probe'
    | 'deletions_paused_at'
    | 'deletions_resumed_at'
    | 'events_removed_to'
  value: string
}
