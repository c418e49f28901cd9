// Turns a User-Agent header into words. Order matters: nearly all browsers claim to be Safari, and most claim to be
// Chrome.
const BROWSERS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|HeadlessChrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
]
const SYSTEMS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]

/** For example "Firefox on Windows"; an unknown browser is shown in its own words. */
export function browserOf(userAgent: string | null): string {
  if (!userAgent) return 'A browser'
  const [browser] = BROWSERS.find(([, sign]) => sign.test(userAgent)) ?? []
  const [system] = SYSTEMS.find(([, sign]) => sign.test(userAgent)) ?? []
  if (browser && system) return `${browser} on ${system}`
  return browser ?? userAgent.split(' ')[0] ?? 'A browser'
}
