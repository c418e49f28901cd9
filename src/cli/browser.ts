/** Opens an address in a browser. Returns false where there is none; the caller then shows the address. */
export async function openInBrowser(url: string): Promise<boolean> {
  // the address comes from a server: any other scheme could start any other program
  if (!/^https?:\/\//.test(url) || !hasDisplay()) return false
  const [program, args] = openerOf(url)
  const { spawn } = await import('node:child_process')
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    child.on('error', () => resolve(false))
    child.on('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

/** Whether the user would see a browser that this process starts: not over SSH, and not without a display. */
export function hasDisplay({ SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY, BROWSER } = process.env): boolean {
  if (BROWSER) return true
  if (SSH_CONNECTION) return false
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY)
}

function openerOf(url: string): readonly [program: string, args: string[]] {
  if (process.env.BROWSER) return [process.env.BROWSER, [url]]
  if (process.platform === 'darwin') return ['open', [url]]
  // `start` would read what follows `&` in the address as a command
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}
