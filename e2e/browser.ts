import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Debian's chromium, or none: the tests are skipped then, and say so. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? null
if (chromiumPath === null) {
  process.stderr.write('\nBROWSER TESTS SKIPPED: no chromium on this machine (apt-get install chromium)\n')
}

export async function openBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('no chromium')
  const asRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--disable-background-networking', ...(asRoot ? ['--no-sandbox'] : [])],
  })
}

/** A page at the desk's usual size, in one colour scheme, that fails the test on any error in its console. */
export async function newPage(
  browser: Browser,
  scheme: 'light' | 'dark' = 'light',
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: scheme,
    timezoneId: 'UTC',
    locale: 'en-GB',
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // A refused request is the page's business: it shows the refusal.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text())
  })
  return { page, errors }
}

export async function signIn(page: Page, url: string, account: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('Name', { exact: true }).fill(account)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const purpose = page.getByRole('radio', { name: 'Border control' })
  const arrived = page.getByRole('navigation').first()
  await purpose.or(arrived).first().waitFor()
  if (await purpose.isVisible()) {
    await purpose.check()
    await page.getByRole('button', { name: /Go on|Continue/ }).click()
  }
  await arrived.waitFor()
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page as it stands: rule, and the first element it concerns. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
      }
    }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200) ?? ''}`)
  })
}

const desk = fileURLToPath(new URL('../packages/desk/', import.meta.url))

/** Builds the desk where it was not built, or from older sources. */
export function ensureDesk(): void {
  const built = join(desk, 'dist/index.html')
  const newest = Math.max(...['src', 'index.html', 'vite.config.ts'].map((path) => newestIn(join(desk, path))))
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: desk,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the desk could not be built: ${stderr}`)
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
