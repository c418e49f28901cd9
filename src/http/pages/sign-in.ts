// The page on which a browser is signed in: by a one-time link, whose code is in the fragment of the address, by the
// identity provider, or by an API token. It names the user of a link and asks for a click.
import type { Handler } from '../exchange.ts'
import { staticPage } from './static-page.ts'

const STYLE = `
  body { max-width: 28rem; margin: 12vh auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #161d19; background: #f7f8f6; }
  h1 { font-size: 1.4rem; }
  label { display: block; }
  input { width: 100%; box-sizing: border-box; margin: .25rem 0 1rem; padding: .5rem; font: inherit; color: inherit; background: #fff; border: 1px solid #858e87; border-radius: 7px; }
  button, .button { display: inline-block; padding: .5rem 1rem; font: inherit; color: #fff; background: #17694e; border: 0; border-radius: 7px; text-decoration: none; cursor: pointer; }
  :focus-visible { outline: 2px solid #0b6bcb; outline-offset: 2px; }
  [hidden] { display: none; }
  #problem { color: #b3261e; }
  @media (prefers-color-scheme: dark) {
    body { color: #e8ede9; background: #0e1210; }
    input { background: #151a17; border-color: #6f7a73; }
    button, .button { background: #1d7a5b; }
    #problem { color: #ff9a90; }
    :focus-visible { outline-color: #79b8ff; }
  }
`

const SCRIPT = `
  const element = (id) => document.getElementById(id)
  const { base, home } = document.body.dataset
  const code = location.hash.slice(1)
  if (code) history.replaceState(null, '', location.pathname + location.search)
  const wanted = new URLSearchParams(location.search).get('to') || ''
  // a second slash makes the address one of another site, also behind a tab, which browsers leave out
  const to = /^\\/(?![\\/\\\\])[\\x21-\\x7e]*$/.test(wanted) ? wanted : home
  const openId = element('openid')
  if (openId) openId.href = base + '/session/openid?to=' + encodeURIComponent(to)
  const send = async (path, body) => {
    element('problem').textContent = ''
    const headers = { 'Content-Type': 'application/json' }
    const response = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
    const answer = await response.json()
    if (!answer.errors) return answer
    const { message, extensions } = answer.errors[0]
    const later = 'Too many attempts. Try again in ' + extensions.retryAfterSeconds + ' seconds.'
    const told = { RATE_LIMITED: later, UNAUTHENTICATED: '' }
    throw new Error(told[extensions.code] ?? message + '. Request ' + extensions.requestId + '.')
  }
  const failed = (text) => (error) => {
    element('problem').textContent = error instanceof TypeError ? 'The server cannot be reached. Try again later.' : error.message || text
  }
  const goOn = ({ user }) => {
    if (to) return location.replace(to)
    for (const id of ['by-link', 'by-token', 'with-openid']) if (element(id)) element(id).hidden = true
    element('done').textContent = 'You are signed in as ' + user.name + '.'
  }
  const signIn = (credential, text) => send('/session', credential).then(goOn, failed(text))
  const OVER = 'This link is not valid any more: it works once, for 15 minutes. Ask for another one.'
  if (code) {
    send('/session/link', { link: code }).then(({ user }) => {
      element('name').textContent = user.name
      element('by-link').hidden = false
      element('use-link').focus()
    }, failed(OVER))
  }
  element('use-link').addEventListener('click', () => signIn({ link: code }, OVER))
  element('by-token').addEventListener('submit', (event) => {
    event.preventDefault()
    const token = element('token').value.trim().replace(/^Bearer\\s+/i, '')
    signIn({ token }, 'This token is not valid: it may have expired, or been revoked.')
  })
`

const pageFor = (base: string, home: string, withOpenId: boolean): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to Croft</title>
<style>${STYLE}</style>
</head>
<body data-base="${base}" data-home="${home}">
<main>
<h1>Sign in to Croft</h1>
<p id="problem" role="alert"></p>
<p id="done" role="status"></p>
<section id="by-link" hidden>
<p>This link signs you in as <strong id="name"></strong>.</p>
<p><button id="use-link">Sign in</button></p>
</section>
${withOpenId ? '<p id="with-openid"><a class="button" id="openid">Sign in with your organisation</a></p>\n' : ''}<form id="by-token">
<label for="token">API token</label>
<input id="token" type="password" autocomplete="off" spellcheck="false" required>
<button>Sign in with the token</button>
</form>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`

/** Answers with the page. `base`: the path under which browsers see the server; `home`: where a sign-in leads, if anywhere. */
export function signInPage(base: string, home: string | null, withOpenId: boolean): Handler {
  const html = pageFor(base, home ?? '', withOpenId)
  return staticPage({ html, script: SCRIPT, style: STYLE, referrerPolicy: 'same-origin' })
}
