// Reports of workspaces, for callers of Croft: a Hono service that lets in whoever Croft says may read or write.
import { serve } from '@hono/node-server'
import { createVerifier, VerifyError } from 'croft/verify'
import { Hono } from 'hono'

const { CROFT_URL = 'http://127.0.0.1:4000', PORT = '3000' } = process.env
const verify = createVerifier({ issuer: CROFT_URL, audience: 'reports' })

/** Passes requests on whose caller holds the permission in the workspace of the path. */
const needs = (permission) => async (context, next) => {
  const caller = await verify(context.req.header('Authorization'))
  if (!caller.can(permission, context.req.param('workspace'))) return context.json({ error: 'FORBIDDEN' }, 403)
  context.set('caller', caller)
  await next()
}

const app = new Hono()
app.get('/workspaces/:workspace/reports', needs('RESOURCE_READ'), (context) => {
  const { id, workspace } = context.get('caller')
  return context.json({ caller: id, workspace: workspace.id, reports: [] })
})
app.post('/workspaces/:workspace/reports', needs('RESOURCE_WRITE'), (context) => {
  return context.json({ writtenBy: context.get('caller').id }, 201)
})
app.onError((error, context) => {
  if (!(error instanceof VerifyError)) return context.json({ error: 'INTERNAL' }, 500)
  return context.json({ error: error.code }, error.status, { 'WWW-Authenticate': 'Bearer' })
})

serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`Listening at http://127.0.0.1:${port}`)
})
