// The floor: node:http and prepared statements, no GraphQL. It answers one query, whatever it is asked.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { members, users, workspaces } from './rows.ts'

const server = createServer((req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString())
    const text = JSON.stringify(answer())
    res.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    })
    res.end(text)
  })
})

function answer(): unknown {
  const rows = workspaces(20)
  const ids = rows.map(({ id }) => id)
  const lists = members(ids, 5)
  const people = users(lists.flat().map(({ principal }) => principal))
  const nodes = rows.map(({ id, name }, index) => ({
    id,
    name,
    members: {
      nodes: (lists[index] ?? []).map((row) => ({
        id: row.id,
        role: { name: row.role },
        principal: { __typename: 'User', id: row.principal, name: people.get(row.principal)?.name },
      })),
    },
  }))
  return { data: { workspaces: { nodes } } }
}

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
