import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { axeFindings } from '@entente/testkit'
import { type Browser, type CDPSession, chromium, type Locator, type Page } from 'playwright-core'

/** Path of Debian's chromium. If it is null, browser tests are skipped with a notice. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? null
if (chromiumPath === null) {
  process.stderr.write('\nBROWSER TESTS SKIPPED: no chromium on this machine (apt-get install chromium)\n')
}

/** Opens Chromium, with further environment variables if there are any. */
export async function openBrowser(environment: Record<string, string> = {}): Promise<Browser> {
  if (chromiumPath === null) throw new Error('no chromium')
  const asRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: chromiumPath,
    env: { ...(process.env as Record<string, string>), ...environment },
    args: ['--disable-background-networking', '--disable-dev-shm-usage', ...(asRoot ? ['--no-sandbox'] : [])],
  })
}

/** All open pages, so that a failed test can save their screenshots. */
export const openPages = new Set<Page>()

/** Opens a page at the desk's usual size, in one colour scheme and language, and in UTC. Returns the page and the list of its errors, including console errors. */
export async function newPage(
  browser: Browser,
  scheme: 'light' | 'dark' = 'light',
  locale = 'en-GB',
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: scheme,
    timezoneId: 'UTC',
    locale,
    // Transitions are off, so that neither axe nor a screenshot sees an intermediate state.
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  openPages.add(page)
  page.on('close', () => openPages.delete(page))
  page.setDefaultTimeout(60_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // A refused request is not counted as an error, because the page shows the refusal.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text())
  })
  return { page, errors }
}

/** Signs in. A role with several purposes gets the purpose border control. */
export async function signIn(page: Page, url: string, account: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await fillIn(page, account, password)
  const purpose = page.getByRole('radio', { name: 'Border control' })
  const arrived = page.getByRole('navigation').first()
  await purpose.or(arrived).first().waitFor()
  if (await purpose.isVisible()) {
    await purpose.check()
    await page.getByRole('button', { name: 'Start' }).click()
  }
  await arrived.waitFor()
}

/** Submits the sign-in form. */
export async function fillIn(page: Page, account: string, password: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(account)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Returns the visible text of an element. */
export const wordsOf = async (place: Locator): Promise<string> => (await place.allInnerTexts()).join('\n')

/** Runs axe on the page in the light and in the dark scheme, then restores the scheme. Waits for the page's main part, which is loaded after its frame. */
export async function axeInBothColours(page: Page): Promise<string[]> {
  await page.getByRole('main').first().waitFor()
  const found: string[] = []
  const before = await schemeOf(page)
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.waitForFunction((name) => document.documentElement.dataset.mantineColorScheme === name, scheme)
    found.push(...(await axeFindings(page, axe)).map((finding) => `${scheme}: ${finding}`))
  }
  await page.emulateMedia({ colorScheme: before })
  return found
}
const schemeOf = (page: Page): Promise<'light' | 'dark'> =>
  page.evaluate(() => (document.documentElement.dataset.mantineColorScheme === 'dark' ? 'dark' : 'light'))

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const desk = fileURLToPath(new URL('../packages/desk/', import.meta.url))

/** Builds the desk if the build is missing or older than the sources. Concurrent callers wait for the first one. */
export async function ensureDesk(): Promise<void> {
  const lock = join(tmpdir(), 'entente-desk-build')
  while (!isBuilt()) {
    if (takeLock(lock)) {
      try {
        if (!isBuilt()) build()
      } finally {
        rmSync(lock, { recursive: true, force: true })
      }
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function build(): void {
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url))
  const build = [vite, 'build', '--logLevel', 'warn']
  // The test runner sets NODE_ENV to test, with which the libraries would be built for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status, stderr } = spawnSync(process.execPath, build, { cwd: desk, encoding: 'utf8', env })
  if (status !== 0) throw new Error(`the desk could not be built: ${stderr}`)
}

/** A lock older than this is stale, because no build takes so long. */
const lockMs = 120_000

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > lockMs) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function isBuilt(): boolean {
  // A build writes the list of its files last. A node that starts before then would serve an incomplete desk.
  const built = statSync(join(desk, 'dist/desk.json'), { throwIfNoEntry: false })
  const sources = [
    ...['src', 'index.html', 'vite.config.ts', 'finish-build.ts'],
    ...['../contracts/src/texts', '../../scripts/texts'],
  ].map((path) => newestIn(join(desk, path)))
  return built !== undefined && built.mtimeMs >= Math.max(...sources)
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

/** Adds an authenticator of the device or a security key (`usb`), which answers without a person. Returns its id. */
export async function addAuthenticator(
  devtools: CDPSession,
  transport: 'internal' | 'usb' = 'internal',
): Promise<string> {
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport, hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return authenticatorId
}

/** Replaces an authenticator by a copy of its passkey that has signed one time less, as a thief's copy has. */
export async function copyAuthenticator(devtools: CDPSession, authenticatorId: string): Promise<void> {
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
  const [original] = credentials
  if (original === undefined) throw new Error('the authenticator has no passkey')
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  const copy = await addAuthenticator(devtools)
  await devtools.send('WebAuthn.addCredential', {
    authenticatorId: copy,
    credential: { ...original, signCount: original.signCount - 1 },
  })
}
