// graphql-ws sends everything over one WebSocket, queries and mutations too.
import { journey } from './journey.ts'
import { requestsBy, type Send } from './requests.ts'
import { followWith, webSocketClient } from './streams.ts'

journey('graphql-ws', (endpoint) => {
  const client = webSocketClient(endpoint)
  const send: Send = async (query, variables) => {
    for await (const { data, errors } of client.iterate({ query, variables })) {
      if (errors) throw new Error(JSON.stringify(errors))
      return data as never
    }
    throw new Error('No result')
  }
  return { ...requestsBy(send), follow: followWith(client), close: () => client.dispose() }
})
