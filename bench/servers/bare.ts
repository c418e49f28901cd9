// The lower bound: node:http and prepared statements, no GraphQL, no authentication. It recognises each operation by
// its name.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bareResponse } from './bare-response.ts'
import { rowsFromEnvironment } from './rows.ts'

const rows = rowsFromEnvironment()

const server = createServer((req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    const { operationName, variables } = JSON.parse(Buffer.concat(chunks).toString())
    const text = bareResponse(rows, operationName ?? 'List', variables ?? {})
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
