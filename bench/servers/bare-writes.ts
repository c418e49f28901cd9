// The lower bound of mutations: node:http and prepared statements. It runs the statements that Croft sends, with the
// ids and instants of each request, in one transaction on a connection of its own. It checks nothing that it reads.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '../../src/store/id.ts'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import type { Operation } from '../writes.ts'

export interface WritesOptions {
  /** A SQLite file. */
  readonly file: string
  readonly callerId: string
  /** The texts of Croft's statements, in their order. */
  readonly statements: Record<Operation, readonly string[]>
}

/** The environment of the process. */
export const writesEnvironment = (options: WritesOptions) => ({ BENCH_WRITES: JSON.stringify(options) })

interface Resource {
  readonly kind: string
  readonly name: string
  readonly labels: object
  readonly spec: object
}

/** Produces the response for the body of a request; throws if SQLite does not accept a statement. */
export function openWrites({ file, callerId, statements }: WritesOptions) {
  const open = (readonly: boolean) => {
    const db = new BetterSqlite3(file, { readonly })
    db.pragma('cache_size = -32768')
    db.pragma('foreign_keys = ON')
    return db
  }
  const writing = open(false)
  writing.pragma('journal_mode = WAL')
  writing.pragma('synchronous = FULL')
  // the number of WAL pages at which Croft writes them back
  writing.pragma('wal_autocheckpoint = 4096')
  const reading = open(true)
  const token = reading.prepare<[string], { id: string; hash: string }>('select * from api_token where owner_id = ?')
  const { id: tokenId = '', hash = '' } = token.get(callerId) ?? {}
  const keys = JSON.stringify([callerId, 'everyone'])
  const begin = writing.prepare('begin immediate')
  const commit = writing.prepare('commit')
  const [findToken, ...create] = statements.createWorkspace
  const byHash = reading.prepare(findToken ?? '')
  const [verify, insertWorkspace, countMember, insertMember, logWorkspace] = create.map((text) => writing.prepare(text))
  const [, findAccess, , ...register] = statements.registerResources
  const accessBefore = reading.prepare(findAccess ?? '')
  const [access, findKinds, insertResources, countResources, logResources] = register.map((text) =>
    writing.prepare(text),
  )

  const event = (
    at: string,
    type: string,
    workspaceId: string,
    subject: string | null,
    summary: string,
    data: object,
  ) =>
    JSON.stringify([
      [
        type,
        at,
        workspaceId,
        null,
        callerId,
        'Person 0',
        tokenId,
        subject,
        null,
        '127.0.0.1',
        summary,
        JSON.stringify(data),
      ],
    ])

  const createWorkspace = ({ name, displayName }: { name: string; displayName: string }) => {
    const at = new Date().toISOString()
    byHash.get(hash)
    begin.run()
    verify?.get(tokenId, callerId)
    const id = newId('workspace')
    const by = callerId
    const workspace = insertWorkspace?.get(
      id,
      name,
      displayName,
      null,
      'MANAGED',
      null,
      'PRIVATE',
      at,
      by,
      at,
      by,
    ) as Record<string, string>
    countMember?.run(id, JSON.stringify([['OWNER', '1']]))
    insertMember?.get(newId('membership'), id, 'USER', by, 'OWNER', by, at, at, by, by)
    const data = { name, displayName, visibility: 'PRIVATE' }
    logWorkspace?.run(event(at, 'workspace.created', id, id, `Person 0 created workspace ${name}`, data))
    commit.run()
    return {
      workspace: {
        id: workspace['id'],
        name: workspace['name'],
        displayName: workspace['display_name'],
        createdAt: workspace['created_at'],
      },
    }
  }

  const registerResources = (input: { workspace: { id: string }; resources: readonly Resource[] }) => {
    const at = new Date().toISOString()
    const workspaceId = input.workspace.id
    const ids = JSON.stringify([workspaceId])
    byHash.get(hash)
    accessBefore.get(keys, callerId, ids)
    begin.run()
    verify?.get(tokenId, callerId)
    access?.get(keys, callerId, ids)
    findKinds?.all()
    const rows = input.resources.map(({ kind, name, labels, spec }) => {
      const documents = [JSON.stringify(labels), JSON.stringify(spec)]
      return [newId('resource'), workspaceId, null, kind, name, null, ...documents, at, callerId, at]
    })
    const inserted = insertResources?.all(JSON.stringify(rows)) as { id: string }[]
    const counts = new Map<string, number>()
    for (const { kind } of input.resources) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    const changes = [...counts].map(([kind, count]) => [kind, String(count)])
    countResources?.run(workspaceId, JSON.stringify(changes))
    const data = { ids: rows.map(([id]) => id), kinds: [...counts.keys()] }
    logResources?.run(
      event(at, 'resource.registered', workspaceId, null, `Person 0 registered ${rows.length} resources`, data),
    )
    commit.run()
    return { resources: inserted.map(({ id }) => ({ id })) }
  }

  const operations = { createWorkspace, registerResources }
  return {
    answer: (body: string): string => {
      const { operationName, variables } = JSON.parse(body)
      return JSON.stringify({ data: { [operationName]: operations[operationName as Operation](variables.input) } })
    },
    close: () => {
      reading.close()
      writing.close()
    },
  }
}

const environment = process.env['BENCH_WRITES']
if (environment) {
  const { answer } = openWrites(JSON.parse(environment))
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const text = answer(Buffer.concat(chunks).toString())
      res.writeHead(200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
      })
      res.end(text)
    })
  })
  server.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  })
}
