// The page of an invitation's link, until the console takes its place: it tells what the code is for, and answers for a
// person who pastes a token. The code is in the fragment of the address, which browsers send to nobody.
import type { Handler } from '../exchange.ts'
import { staticPage } from './static-page.ts'

const STYLE = `
  body { max-width: 34rem; margin: 12vh auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #1d2733; background: #fff; }
  h1 { font-size: 1.4rem; }
  input { width: 100%; box-sizing: border-box; margin: .25rem 0 1rem; padding: .5rem; font: inherit; border: 1px solid #7c8896; border-radius: 4px; }
  button { padding: .5rem 1rem; font: inherit; border: 1px solid #1f5fae; border-radius: 4px; color: #1f5fae; background: #fff; }
  button[value=accept] { color: #fff; background: #1f5fae; }
  @media (prefers-color-scheme: dark) {
    body { color: #e3e9f0; background: #14191f; }
    button { color: #9cc4f5; border-color: #9cc4f5; background: #14191f; }
    input { color: inherit; background: #1d242c; }
  }
`

const SCRIPT = `
  const element = (id) => document.getElementById(id)
  const code = location.hash.slice(1)
  const ask = async (query, token) => {
    const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: 'Bearer ' + token } : {}) }
    const body = JSON.stringify({ query, variables: { code } })
    const response = await fetch(document.body.dataset.endpoint, { method: 'POST', headers, body })
    return response.json()
  }
  const tell = (text) => { element('told').textContent = text }
  const show = async () => {
    const { data } = await ask('query ($code: String!) { invitation(code: $code) { workspaceDisplayName email role expiresAt } }')
    const found = data && data.invitation
    if (!found) return tell('This invitation is not valid any more. Ask whoever sent it for another.')
    element('workspace').textContent = 'Invitation to ' + found.workspaceDisplayName
    tell('For ' + found.email + ', as ' + found.role.toLowerCase() + ', until ' + new Date(found.expiresAt).toLocaleString() + '.')
    element('answer').hidden = false
  }
  const unreachable = () => tell('The server cannot be reached. Try again later.')
  element('answer').addEventListener('submit', (event) => {
    event.preventDefault()
    answer(event.submitter.value).catch(unreachable)
  })
  const answer = async (value) => {
    const name = value === 'accept' ? 'acceptInvitation' : 'declineInvitation'
    const token = element('token').value.trim().replace(/^Bearer\\s+/i, '')
    const { errors } = await ask('mutation ($code: String!) { ' + name + '(input: { code: $code }) { __typename } }', token)
    if (errors) return tell(errors[0].message + '. The token must be of the person whose address was invited.')
    element('answer').hidden = true
    tell(name === 'acceptInvitation' ? 'You are a member now.' : 'You have declined.')
  }
  show().catch(unreachable)
`

const pageFor = (endpoint: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Invitation</title>
<style>${STYLE}</style>
</head>
<body data-endpoint="${endpoint}">
<main>
<h1 id="workspace">Invitation</h1>
<p id="told" role="status">…</p>
<form id="answer" hidden>
<label for="token">Your access token, or an API token of yours</label>
<input id="token" type="password" autocomplete="off" spellcheck="false" required>
<button value="accept">Accept</button> <button value="decline">Decline</button>
</form>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`

/** Answers with the page; `endpoint` is the path of the API as browsers see it. */
export function invitePage(endpoint: string): Handler {
  return staticPage({ html: pageFor(endpoint), script: SCRIPT, style: STYLE, referrerPolicy: 'no-referrer' })
}
