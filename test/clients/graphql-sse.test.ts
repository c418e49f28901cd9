// graphql-sse in its "distinct connections" mode, the only one of the server: each operation is a POST.
import { journey } from './journey.ts'
import { requestsBy, type Send } from './requests.ts'
import { followWith, sseClient } from './streams.ts'

journey('graphql-sse', (endpoint) => {
  const client = sseClient(endpoint)
  const send: Send = async (query, variables) => {
    for await (const { data, errors } of client.iterate({ query, variables })) {
      if (errors) throw new Error(JSON.stringify(errors))
      return data as never
    }
    throw new Error('No result')
  }
  return { ...requestsBy(send), follow: followWith(client), close: () => client.dispose() }
})
