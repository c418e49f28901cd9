// Counts the bytes that the kernel has sent or will send, and that have not been acknowledged. Neither Node's streams
// nor its sockets report that: for them a write is done once the kernel has taken it, and they cannot set
// TCP_USER_TIMEOUT. Linux lists it for all connections at once, in /proc/net/tcp and tcp6
// (Documentation/networking/proc_net_tcp.rst of the kernel).
import { createReadStream } from 'node:fs'
import type { Socket } from 'node:net'
import { endianness } from 'node:os'
import ipaddr from 'ipaddr.js'

/** Where a connection is found: the table, and the text of its two ends there. */
export interface Connection {
  readonly table: string
  readonly ends: string
}

const TABLES = { IPv4: '/proc/net/tcp', IPv6: '/proc/net/tcp6' } as const
/** Number, both ends, state and the length of the transmit queue of a line. */
const LINE = /^ *\d+: ([0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:[0-9A-F]{4}) [0-9A-F]{2} ([0-9A-F]{8}):/
/** Addresses are printed in words of 32 bits, in the byte order of the machine. */
const WORD_BYTES = 4

/** Where the connection of this socket is found; null for one that is closed already. */
export function connectionOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): Connection | null {
  if (!localAddress || !localPort || !remoteAddress || !remotePort) return null
  const ends = `${endOf(localAddress, localPort)} ${endOf(remoteAddress, remotePort)}`
  return { table: TABLES[ipaddr.parse(localAddress).kind() === 'ipv4' ? 'IPv4' : 'IPv6'], ends }
}

/** The unacknowledged bytes of those connections that the tables have. Rejects where a table cannot be read. */
export async function unacknowledged(connections: readonly Connection[]): Promise<Map<Connection, number>> {
  const found = new Map<Connection, number>()
  for (const table of new Set(connections.map((connection) => connection.table))) {
    const wanted = new Map(connections.flatMap((each) => (each.table === table ? [[each.ends, each]] : [])))
    let rest = ''
    // 64 KiB at a time, with other work in between
    for await (const part of createReadStream(table, 'latin1')) {
      const lines = `${rest}${part}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [, ends = '', queue = '0'] = LINE.exec(line) ?? []
        const connection = wanted.get(ends)
        if (connection) found.set(connection, Number.parseInt(queue, 16))
      }
    }
  }
  return found
}

function endOf(address: string, port: number): string {
  const bytes = ipaddr.parse(address).toByteArray()
  const words = Array.from({ length: bytes.length / WORD_BYTES }, (_, word) => {
    const each = bytes.slice(word * WORD_BYTES, (word + 1) * WORD_BYTES)
    return endianness() === 'LE' ? each.reverse() : each
  })
  return `${Buffer.from(words.flat()).toString('hex').toUpperCase()}:${port.toString(16).toUpperCase().padStart(4, '0')}`
}
