// The bar above GraphiQL that says who its tabs act as: whoever is signed in with this browser, or the owner of an API
// token that is pasted. GraphiQL itself keeps headers for each tab, and across a reload only in localStorage. The bar keeps
// the token in sessionStorage, which ends with the window, and in localStorage only if the user ticks "Remember".

const STYLE = `
  body { display: flex; flex-direction: column; height: 100vh; margin: 0; }
  #root { flex: 1; min-height: 0; height: auto; }
  #root .graphiql-container { height: 100%; }
  #croft-token { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; padding: 8px 16px;
    font: 15px/1.4 system-ui, sans-serif; color: #1d2733; background: #eef2f7; border-bottom: 1px solid #c5cfdb; }
  #croft-token input[type=password] { flex: 1; min-width: 160px; max-width: 420px; padding: 5px 8px; font: inherit;
    color: inherit; background: #fff; border: 1px solid #7c8896; border-radius: 4px; }
  #croft-token a { color: #1f5fae; }
  #croft-token button { padding: 5px 12px; font: inherit; color: #fff; background: #1f5fae;
    border: 0; border-radius: 4px; cursor: pointer; }
  #croft-token [hidden] { display: none; }
  @media (max-width: 1000px) {
    .graphiql-container .graphiql-logo, .graphiql-container #graphiql-session > .graphiql-horizontal-drag-bar { display: none; }
    .graphiql-container #graphiql-session { flex-direction: column; }
  }
`

const BAR = `
  <form id="croft-token">
    <label for="croft-token-value">API token</label>
    <input id="croft-token-value" type="password" autocomplete="off" spellcheck="false" required
      placeholder="Paste your token here to begin" />
    <label><input id="croft-token-remember" type="checkbox" /> Remember in this browser</label>
    <button id="croft-token-use">Use token</button>
    <span id="croft-token-state" hidden>Every tab uses your API token.</span>
    <button id="croft-token-forget" type="button" hidden>Forget token</button>
    <button id="croft-second-window" type="button" hidden>Second window</button>
    <a id="croft-sign-in" hidden>Sign in instead</a>
    <span id="croft-session-state" hidden></span>
    <button id="croft-sign-out" type="button" hidden>Sign out</button>
  </form>
`

// A window that a script opens begins with a copy of sessionStorage, and thus with the token.
// A reload after a change of the token is the one way to make GraphiQL load the schema again.
const SCRIPT = `
  const croft = (() => {
    const KEY = 'croft:token'
    const element = (id) => document.getElementById('croft-' + id)
    const token = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY)
    const show = (user) => {
      for (const id of ['token-state', 'token-forget']) element(id).hidden = !token
      element('second-window').hidden = !token && !user
      for (const id of ['session-state', 'sign-out']) element(id).hidden = !user
      for (const id of ['token-value', 'token-use']) element(id).hidden = token || user
      for (const label of element('token').querySelectorAll('label')) label.hidden = token || user
      element('sign-in').hidden = token || user
      element('session-state').textContent = user ? 'Signed in as ' + user.name + '.' : ''
    }
    show(null)
    element('token').addEventListener('submit', (event) => {
      event.preventDefault()
      const value = element('token-value').value.trim().replace(/^Bearer\\s+/i, '')
      if (!value) return
      sessionStorage.setItem(KEY, value)
      if (element('token-remember').checked) localStorage.setItem(KEY, value)
      location.reload()
    })
    element('token-forget').addEventListener('click', () => {
      sessionStorage.removeItem(KEY)
      localStorage.removeItem(KEY)
      location.reload()
    })
    element('second-window').addEventListener('click', () => window.open(location.pathname, '_blank'))
    const send = globalThis.fetch
    const base = location.pathname.replace(/\\/graphql\\/?$/, '')
    element('sign-in').href = base + '/sign-in?to=' + encodeURIComponent(location.pathname)
    element('sign-out').addEventListener('click', async () => {
      await send(base + '/session', { method: 'DELETE' })
      location.reload()
    })
    // the cookie of a session is out of reach for scripts: only the server can tell whose it is
    const askForUser = async () => {
      if (token) return null
      const response = await send(base + '/session')
      return (await response.json()).user
    }
    const signedIn = askForUser().catch(() => null)
    globalThis.fetch = (address, init) => {
      const headers = new Headers(init?.headers)
      if (token && !headers.has('Authorization')) headers.set('Authorization', 'Bearer ' + token)
      return send(address, { ...init, headers })
    }
    // GraphiQL adds an empty tab at each reload unless it gets the query of a tab that it has stored.
    const activeQuery = () => {
      try {
        const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState'))
        return { query: tabs[activeTabIndex].query }
      } catch {
        return {}
      }
    }
    // A schema of null keeps GraphiQL from asking for the schema, which would be refused without a sign-in.
    const schema = (known) => (known ? {} : { schema: null })
    return {
      render: async (root, { anonymousSchema, ...options }) => {
        const user = await signedIn
        show(user)
        const known = token || user || anonymousSchema
        YogaGraphiQL.renderYogaGraphiQL(root, { ...options, ...activeQuery(), ...schema(known) })
      },
    }
  })()
`

const ROOT = '<div id="root"></div>'
const CALL = 'YogaGraphiQL.renderYogaGraphiQL('

/** Adds the bar to a page of GraphiQL; fails if the page is not built as expected. */
export function withTokenBar(html: string): string {
  const root = html.indexOf(ROOT)
  const call = html.lastIndexOf(CALL)
  if (root < 0 || call < root) throw new Error('The page of GraphiQL has changed: it has no place for the token bar')
  const head = html.slice(0, root)
  const between = html.slice(root, call)
  const rest = html.slice(call + CALL.length)
  return `${head}<style>${STYLE}</style>${BAR}<script>${SCRIPT}</script>${between}croft.render(${rest}`
}
