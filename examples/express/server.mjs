// Reports of workspaces, for callers of Croft: an Express service that lets in whoever Croft says may read or write.
import { createVerifier, VerifyError } from 'croft/verify'
import express from 'express'

const { CROFT_URL = 'http://127.0.0.1:4000', PORT = '3000' } = process.env
const verify = createVerifier({ issuer: CROFT_URL, audience: 'reports' })

/** Passes requests on whose caller holds the permission in the workspace of the path. */
const needs = (permission) => async (req, res, next) => {
  const caller = await verify(req.headers.authorization)
  if (!caller.can(permission, req.params.workspace)) return res.status(403).json({ error: 'FORBIDDEN' })
  res.locals.caller = caller
  next()
}

const app = express()
app.disable('x-powered-by')
app.get('/workspaces/:workspace/reports', needs('RESOURCE_READ'), (_req, res) => {
  const { id, workspace } = res.locals.caller
  res.json({ caller: id, workspace: workspace.id, reports: [] })
})
app.post('/workspaces/:workspace/reports', needs('RESOURCE_WRITE'), (_req, res) => {
  res.status(201).json({ writtenBy: res.locals.caller.id })
})
// Express 5 brings what a handler throws here
app.use((error, _req, res, next) => {
  if (!(error instanceof VerifyError)) return next(error)
  res.status(error.status).set('WWW-Authenticate', 'Bearer').json({ error: error.code })
})

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Listening at http://127.0.0.1:${server.address().port}`)
})
