// The least that Node and the kernel take for a delivery: writes the same bytes to every open socket, twenty times a
// second. It has no protocol, and encodes nothing.
import { type AddressInfo, createServer, type Socket } from 'node:net'

const EVERY_MS = 50
const bytes = Buffer.alloc(Number(process.env['BENCH_DELIVERY_BYTES']), 'x')
const sockets = new Set<Socket>()
const server = createServer((socket) => {
  sockets.add(socket)
  socket
    .setNoDelay(true)
    .on('error', () => {})
    .once('close', () => sockets.delete(socket))
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
setInterval(() => {
  for (const socket of sockets) socket.write(bytes)
}, EVERY_MS)
