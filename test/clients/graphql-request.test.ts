// graphql-request has neither a cache nor subscriptions; graphql-sse or graphql-ws add the latter.
import { GraphQLClient } from 'graphql-request'
import { journey } from './journey.ts'
import { requestsBy } from './requests.ts'

journey('graphql-request', ({ url, headers, fetch }) => {
  const client = new GraphQLClient(url, { headers, fetch })
  return requestsBy((query, variables) => client.request(query, variables))
})
