// The browser of the tests: Chromium, if it is installed.
import { existsSync } from 'node:fs'

const CANDIDATES = [
  process.env['CROFT_TEST_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const path = CANDIDATES.find((candidate) => candidate !== undefined && existsSync(candidate))
const required = process.env['CROFT_TEST_BROWSER'] === 'required'

/**
 * Of several such lists Chromium uses only the last one, so this one repeats the features that Playwright switches off:
 * the first rows.
 */
const FEATURES_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  // Each window would load invisible pages of the address bar, which takes half a second of processor time.
  'WebUIOmniboxPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxAimPopup',
]

export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join()}`,
]
/** True if no browser is installed, and none is required: then the tests with a browser are skipped. */
export const skipsBrowser = !path && !required
/** Appends to a title how to run the tests if they are skipped. */
export const browserTitle = (what: string): string =>
  skipsBrowser ? `${what} (skipped: apt-get install chromium)` : what

/** The path of the browser; fails if there is none. */
export function browserPath(): string {
  if (!path) throw new Error('No browser was found: apt-get install chromium, or set CROFT_TEST_CHROMIUM')
  return path
}
