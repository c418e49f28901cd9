// Registers the resources of a file, as many at once as a request takes. The whole file is read before anything is
// sent, so that a mistake in its last line changes nothing.
import type { RegisterResourcesInput } from '../../../client/index.ts'
import type { Session } from '../../connect.ts'
import { badInput } from '../../errors.ts'
import { dataOf, isObject, nameOf, textIn } from '../../files.ts'
import { assertKnown } from '../../input-file.ts'

type Resource = RegisterResourcesInput['resources'][number]

/** The server's limits for one request. */
const BATCH_ROWS = 1_000
const BATCH_BYTES = 250 * 1024

/** Registers all resources of a file. The result of `contentOf` is added to each of them and overrides the file. */
export async function registerAll(
  { client, print, workspace }: Session,
  file: string,
  contentOf: () => Promise<Partial<Resource>>,
): Promise<void> {
  const { resources, workspace: inFile } = await resourcesIn(file)
  const into = workspace(inFile)
  const content = await contentOf()
  let registered = 0
  for (const batch of batchesOf(resources.map((resource) => ({ ...resource, ...content })))) {
    const payload = await client.registerResources({ workspace: into, resources: batch })
    for (const resource of payload.resources) await print.written(resource, resource.id)
    registered += batch.length
    if (registered < resources.length) print.note(`${registered} of ${resources.length} registered`)
  }
  print.note(registered === 0 ? 'No resources: nothing was registered.' : `${registered} registered`)
}

/** Reads a list, one object per line, or the input of `registerResources`, which also has a workspace. */
async function resourcesIn(file: string): Promise<{ resources: Resource[]; workspace?: unknown }> {
  const found = await dataIn(file)
  const isInput = isObject(found) && 'resources' in found
  if (isInput) await assertKnown(found, 'RegisterResourcesInput', nameOf(file))
  const { resources, workspace } = isInput ? found : { resources: Array.isArray(found) ? found : [found] }
  if (!Array.isArray(resources)) throw badInput(`the resources of ${nameOf(file)} are no list`)
  for (const [index, row] of resources.entries()) {
    const place = `resource ${index + 1} of ${nameOf(file)}`
    if (!isObject(row) || !('kind' in row && 'name' in row)) throw badInput(`${place} has no kind or no name`)
    await assertKnown(row, 'ResourceInput', place)
  }
  return { resources, workspace }
}

async function dataIn(file: string): Promise<unknown> {
  const text = textIn(file)
  if (text.trim() === '') return []
  const json = jsonOf(text)
  if (json !== undefined) return json
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  // only in NDJSON is the first line a complete object
  if (jsonOf(lines[0] ?? '') === undefined) return await dataOf(text, file)
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const row = jsonOf(line)
    if (row === undefined) throw badInput(`${nameOf(file)}:${index + 1} is not JSON`)
    return [row]
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function* batchesOf(resources: readonly Resource[]): Generator<Resource[]> {
  let batch: Resource[] = []
  let bytes = 0
  for (const resource of resources) {
    const size = Buffer.byteLength(JSON.stringify(resource)) + 1
    if (batch.length === BATCH_ROWS || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(resource)
    bytes += size
  }
  if (batch.length > 0) yield batch
}
