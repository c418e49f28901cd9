import './styles/tokens.css'
import './styles/base.css'
import './data/invite-code.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { App } from './app.tsx'
import { graph } from './data/graph.ts'
import { applyTheme } from './frame/theme.ts'

applyTheme()
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Provider value={graph}>
      <App />
    </Provider>
  </StrictMode>,
)
