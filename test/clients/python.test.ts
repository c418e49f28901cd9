// Plain Python 3 as a child process: croft.py uses only the standard library.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { eventOf } from './documents.ts'
import { journey } from './journey.ts'
import { requestsBy } from './requests.ts'
import { documentOf } from './streams.ts'

const PROGRAM = fileURLToPath(new URL('croft.py', import.meta.url))

interface Result {
  data?: unknown
  errors?: unknown
}

journey('Python', ({ url, headers }) => {
  const start = (operation: unknown, next: (result: Result) => void): ChildProcessWithoutNullStreams => {
    const child = spawn('python3', ['-I', PROGRAM], {
      env: { PATH: process.env['PATH'], CROFT_URL: url, CROFT_TOKEN: headers.Authorization.replace('Bearer ', '') },
    })
    child.stderr.pipe(process.stderr)
    createInterface(child.stdout).on('line', (line) => next(JSON.parse(line)))
    child.stdin.end(JSON.stringify(operation))
    return child
  }
  return {
    ...requestsBy(
      (query, variables) =>
        new Promise((resolve, reject) => {
          let result: Result | undefined
          start({ query, variables }, (only) => (result = only)).on('close', (code) =>
            result?.data ? resolve(result.data as never) : reject(new Error(`${code}: ${JSON.stringify(result)}`)),
          )
        }),
    ),
    follow: (stream, id, sink) => {
      const child = start({ query: documentOf(stream), variables: { id }, subscribe: true }, ({ data, errors }) =>
        errors ? sink.error(errors) : sink.next(eventOf(data)),
      )
      child.on('close', (code) => (code === 0 ? sink.complete() : sink.error(code)))
      return () => child.kill()
    },
  }
})
