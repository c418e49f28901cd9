// Reports of workspaces, for callers of Croft: a Fastify service that lets in whoever Croft says may read or write.
import { createVerifier, VerifyError } from 'croft/verify'
import fastify from 'fastify'

const { CROFT_URL = 'http://127.0.0.1:4000', PORT = '3000' } = process.env
const verify = createVerifier({ issuer: CROFT_URL, audience: 'reports' })

/** Passes requests on whose caller holds the permission in the workspace of the path. */
const needs = (permission) => async (request, reply) => {
  const caller = await verify(request.headers.authorization)
  if (!caller.can(permission, request.params.workspace)) return reply.code(403).send({ error: 'FORBIDDEN' })
  request.caller = caller
}

const app = fastify()
app.decorateRequest('caller', null)
app.get('/workspaces/:workspace/reports', { onRequest: needs('RESOURCE_READ') }, async ({ caller }) => {
  return { caller: caller.id, workspace: caller.workspace.id, reports: [] }
})
app.post('/workspaces/:workspace/reports', { onRequest: needs('RESOURCE_WRITE') }, async ({ caller }, reply) => {
  return reply.code(201).send({ writtenBy: caller.id })
})
app.setErrorHandler((error, _request, reply) => {
  if (!(error instanceof VerifyError)) return reply.send(error)
  return reply.code(error.status).header('WWW-Authenticate', 'Bearer').send({ error: error.code })
})

console.log(`Listening at ${await app.listen({ port: Number(PORT), host: '127.0.0.1' })}`)
