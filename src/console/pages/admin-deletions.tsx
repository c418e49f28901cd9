import { useFrame } from '../frame/context.ts'
import { Empty } from '../ui/Empty.tsx'
import { Title } from '../ui/Title.tsx'
import { Brake } from './brake.tsx'
import { DeletionRows } from './deletion-rows.tsx'
import Missing from './missing.tsx'

/** `GET /admin/deletions`, for platform admins: failed ones first, and the brake. */
export default function AdminDeletions() {
  const { me } = useFrame()
  if (!me.platformAdmin) return <Missing />
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
