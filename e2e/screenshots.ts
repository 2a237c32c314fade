/**
 * Takes the screenshots of the README. `npm run screenshots` starts the demonstration, waits until it has sent the traffic that is due at its start,
 * and writes docs/images/{queue,case,content}-{light,dark}.png.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { ensureDesk, newPage, openBrowser, signIn } from './browser.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const images = join(root, 'docs/images')
/** The demonstration sends the traffic that is due at its start within this time. */
const catchUpMs = 90_000
const largest = 300_000
/** Chooses a case with few differing characters, which shows best how the two sides are compared. */
const wanted = /Document number nearly the same/

interface Demo {
  url: string
  password: string
  stop(): Promise<void>
}

async function startDemo(): Promise<Demo> {
  const node = spawn(process.execPath, [join(root, 'packages/cli/bin/entente.js'), 'demo'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      if (node.exitCode !== null) return resolve()
      node.once('exit', () => resolve())
      node.kill('SIGINT')
    })
  const [url, password] = await signInsOf(node)
  return { url, password, stop }
}

function signInsOf(node: ChildProcessByStdio<null, Readable, null>): Promise<[url: string, password: string]> {
  return new Promise((resolve, reject) => {
    let output = ''
    node.once('exit', () => reject(new Error(`the demonstration ended: ${output}`)))
    node.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const url = /ready at (\S+)/.exec(output)?.[1]
      const password = /^\s+analyst\s+analyst\s+(\S+)/m.exec(output)?.[1]
      if (url !== undefined && password !== undefined) resolve([url, password])
    })
  })
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  // The pointer is moved away, so that it highlights no row.
  await page.mouse.move(0, 0)
  const path = join(images, `${name}.png`)
  await page.screenshot({ path })
  const { size } = statSync(path)
  if (size > largest) throw new Error(`${name}.png has ${size} bytes, more than ${largest}`)
  process.stdout.write(`${path}: ${size} bytes\n`)
}

async function takeBoth(browser: Browser, demo: Demo, scheme: 'light' | 'dark'): Promise<void> {
  const { page } = await newPage(browser, scheme)
  await signIn(page, demo.url, 'analyst', demo.password)
  const row = page.getByRole('row', { name: wanted }).first()
  await row.waitFor()
  await take(page, `queue-${scheme}`)
  await row.getByRole('link').click()
  await page.getByRole('heading', { name: 'Other explanations' }).waitFor()
  // The decision is enabled only after the review time, so the picture is taken then.
  await page.getByText(/^You can record in/).waitFor({ state: 'detached', timeout: 30_000 })
  await take(page, `case-${scheme}`)
  await page.goto(`${demo.url}/content`)
  await page.getByRole('button', { name: 'Change to content safety' }).click()
  await page.getByRole('img', { name: 'Blurred picture' }).nth(3).waitFor()
  await take(page, `content-${scheme}`)
  await page.context().close()
}

mkdirSync(images, { recursive: true })
await ensureDesk()
const demo = await startDemo()
const browser = await openBrowser()
try {
  await new Promise((resolve) => setTimeout(resolve, catchUpMs))
  await takeBoth(browser, demo, 'light')
  await takeBoth(browser, demo, 'dark')
} finally {
  await browser.close()
  await demo.stop()
}
