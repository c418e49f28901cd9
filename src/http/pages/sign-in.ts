// The page on which a browser is signed in: by a one-time link, whose code is in the fragment of the address, by the
// identity provider, or by an API token. It names the user of a link and asks for a click.
import type { Handler } from '../exchange.ts'
import { escaped, staticPage } from './static-page.ts'

const STYLE = `
  :root { color-scheme: light dark; }
  body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 24px 16px; box-sizing: border-box; font: 13px/1.45 system-ui, sans-serif; color: #161d19; background: #f7f8f6; }
  main { width: 100%; max-width: 384px; }
  svg { display: block; width: 40px; height: 40px; }
  h1 { margin: 16px 0; font-size: 21px; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; }
  p { margin: 0 0 16px; }
  #problem:empty, [hidden] { display: none; }
  label { display: block; margin-bottom: 4px; font-weight: 550; }
  input, button, .button { display: block; width: 100%; min-height: 36px; box-sizing: border-box; font: inherit; border-radius: 7px; }
  input { padding: 0 12px; font-size: 14px; color: inherit; background: #fff; border: 1px solid #858e87; }
  button, .button { padding: 8px 16px; font-weight: 550; text-align: center; color: #fff; background: #17694e; border: 0; text-decoration: none; cursor: pointer; }
  button:hover, .button:hover { background: #125640; }
  #with-openid ~ form button { color: #14664b; background: #fff; border: 1px solid #858e87; }
  #with-openid ~ form button:hover { background: #eef1ec; }
  :focus-visible { outline: 2px solid #0b6bcb; outline-offset: 2px; }
  .hint { margin: 8px 0 16px; color: #566059; }
  button + .hint { margin: 16px 0 0; }
  .or { display: flex; align-items: center; gap: 12px; color: #566059; }
  .or::before, .or::after { content: ""; flex: 1; border-top: 1px solid #dfe3dd; }
  #problem { color: #b3261e; }
  @media (pointer: coarse) { input, button, .button { min-height: 44px; font-size: 16px; } .button { line-height: 28px; } }
  @media (prefers-color-scheme: dark) {
    body { color: #e8ede9; background: #0e1210; }
    input { background: #151a17; border-color: #6f7a73; }
    button, .button { background: #1d7a5b; }
    button:hover, .button:hover { background: #17694e; }
    #with-openid ~ form button { color: #62cda4; background: #151a17; border-color: #6f7a73; }
    #with-openid ~ form button:hover { background: #1b221e; }
    .hint, .or { color: #a2aca5; }
    .or::before, .or::after { border-color: #29312d; }
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
  const show = (id, shown) => {
    if (element(id)) element(id).hidden = !shown
  }
  const showOthers = (shown) => ['with-openid', 'by-token'].forEach((id) => show(id, shown))
  const failed = (text) => (error) => {
    element('problem').textContent = error instanceof TypeError ? 'The server cannot be reached. Try again later.' : error.message || text
  }
  const signIn = (credential) => send('/session', credential).then(() => location.replace(to))
  const OVER = 'This link is not valid any more: it works once, for 15 minutes. Ask for another one.'
  const linkFailed = (error) => {
    if (!error.message) show('by-link', false)
    showOthers(true)
    failed(OVER)(error)
  }
  if (code) {
    showOthers(false)
    send('/session/link', { link: code }).then(({ user }) => {
      element('name').textContent = user.name
      show('by-link', true)
      element('use-link').focus()
    }).catch(linkFailed)
  }
  element('use-link').addEventListener('click', () => signIn({ link: code }).catch(linkFailed))
  element('by-token').addEventListener('submit', (event) => {
    event.preventDefault()
    const token = element('token').value.trim().replace(/^Bearer\\s+/i, '')
    signIn({ token }).catch(failed('This token is not valid: it may have expired, or been revoked.'))
  })
`

const LOGO =
  '<svg viewBox="0 0 24 24" role="img" aria-label="Croft"><rect width="24" height="24" rx="6" fill="#17694e"/><path d="M7 17.2V11l5-4 5 4v6.2M5.2 17.2h13.6" fill="none" stroke="#fff" stroke-width="1.7" stroke-linejoin="round" stroke-linecap="round"/></svg>'
const WITH_OPENID = `<div id="with-openid">
<p><a class="button" id="openid">Sign in with your organisation</a></p>
<p class="or">or</p>
</div>
`

const pageFor = (base: string, home: string, withOpenId: boolean): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to Croft</title>
<style>${STYLE}</style>
</head>
<body data-base="${escaped(base)}" data-home="${escaped(home)}">
<main>
${LOGO}
<h1>Sign in to Croft</h1>
<p id="problem" role="alert"></p>
<section id="by-link" hidden>
<p>This link signs you in as <strong id="name"></strong>.</p>
<button id="use-link">Sign in</button>
</section>
${withOpenId ? WITH_OPENID : ''}<form id="by-token">
<label for="token">API token</label>
<input id="token" type="password" autocomplete="off" spellcheck="false" required aria-describedby="where">
<p class="hint" id="where">The first start of Croft prints one, or writes it beside its database and says where.</p>
<button>Sign in</button>
<p class="hint">The token is swapped for a session cookie that scripts cannot read. It is not kept in the browser.</p>
</form>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`

/**
 * Answers with the page. `base` is the path under which browsers see the server; `home` is where a sign-in leads that
 * names no other page.
 */
export function signInPage(base: string, home: string, withOpenId: boolean): Handler {
  const html = pageFor(base, home, withOpenId)
  return staticPage({ html, script: SCRIPT, style: STYLE, referrerPolicy: 'same-origin' })
}
