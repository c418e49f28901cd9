import { Empty } from '../../ui/Empty.tsx'
import { Title } from '../../ui/Title.tsx'
import { DeletionRows } from '../deletions/deletion-rows.tsx'
import { Brake } from './brake.tsx'
import { forPlatformAdmins } from './for-platform-admins.tsx'

/** `GET /admin/deletions`: all deletions, failed ones first, and the switch that pauses them. */
export default forPlatformAdmins(AdminDeletions)

function AdminDeletions() {
  return (
    <>
      <Title description="Of the whole platform: first those that have failed, and wait for somebody.">
        All deletions
      </Title>
      <Brake />
      <DeletionRows
        failedFirst
        empty={
          <Empty icon="trash" title="No workspace is being deleted, or was">
            What owners delete is followed here, with what fails of it.
          </Empty>
        }
      />
    </>
  )
}
