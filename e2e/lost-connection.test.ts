import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { cutOff } from '@entente/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, wordsOf } from './browser.ts'
import { pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, flightIn, openWorld, type World } from './world.ts'

let world: World
let folder: string
beforeAll(async () => {
  world = await openWorld([pairs.same, pairs.namesake])
  await boarding(world, flightIn(), [pairs.same, pairs.namesake])
  folder = nextRelease()
})
afterAll(async () => {
  expect(await world.close(), 'errors in the console').toEqual([])
  rmSync(folder, { recursive: true, force: true })
})

/** Copies the built desk as another release: every script and style has another name, as after a change of the sources. */
function nextRelease(): string {
  const built = fileURLToPath(new URL('../packages/desk/dist/', import.meta.url))
  const copy = mkdtempSync(join(tmpdir(), 'entente-next-'))
  cpSync(built, copy, { recursive: true })
  const list = JSON.parse(readFileSync(join(copy, 'desk.json'), 'utf8')) as {
    release: string
    files: Record<string, { sha256: string; compressed: boolean }>
  }
  const release = 'f'.repeat(16)
  const renamed = (text: string): string =>
    text.replaceAll(/([\w.-]+)\.(js|css)\b/g, (name, stem: string, ending: string) =>
      `assets/${name}` in list.files ? `${stem}-next.${ending}` : name,
    )
  const files: typeof list.files = {}
  for (const [name, facts] of Object.entries(list.files)) {
    const to = name.startsWith('assets/') ? renamed(name) : name
    if (to !== name) renameSync(join(copy, name), join(copy, to))
    if (/\.(js|css|html)$/.test(to)) {
      const text = renamed(readFileSync(join(copy, to), 'utf8')).replaceAll(list.release, release)
      writeFileSync(join(copy, to), text)
      writeFileSync(join(copy, `${to}.gz`), gzipSync(text))
      writeFileSync(join(copy, `${to}.br`), brotliCompressSync(text))
    }
    files[to] = {
      ...facts,
      sha256: createHash('sha256')
        .update(readFileSync(join(copy, to)))
        .digest('hex'),
    }
  }
  writeFileSync(join(copy, 'desk.json'), JSON.stringify({ release, files }))
  return copy
}

/** Marks the document. A reload loses the mark. */
const mark = (page: Page): Promise<void> =>
  page.evaluate(() => void document.documentElement.setAttribute('data-same', ''))
const isSame = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.hasAttribute('data-same'))
const lost = (page: Page) => page.getByRole('status').filter({ hasText: 'No connection to the node since' })
const updated = (page: Page) => page.getByRole('status').filter({ hasText: 'The node was updated' })
/** Opens a page from within the desk, as a link does. */
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)

const words = 'The passport shown names another birth date'

walk('a node that stops, restarts and is updated under a half-written case loses nothing', async () => {
  const { page, open } = await world.desk('analyst')
  const id = await world.caseOf(pairs.namesake)
  await open(`/cases/${id}`)
  const name = page.getByRole('heading', { level: 1, name: new RegExp(pairs.namesake.traveller.surname) })
  await name.waitFor()
  await mark(page)
  const column = page.getByRole('complementary', { name: 'Your decision' })
  const record = column.getByRole('button', { name: 'Record: not the same person' })
  const own = column.getByRole('textbox', { name: /In your own words/ })
  const holds = async (when: string): Promise<void> => {
    expect(await name.isVisible(), when).toBe(true)
    expect(await own.inputValue(), when).toBe(words)
    expect(await column.getByRole('radio', { checked: true }).count(), when).toBe(1)
    expect(await isSame(page), `${when}: no reload`).toBe(true)
  }
  await column.getByRole('radio', { name: /^Not the same person/ }).check()
  await column.getByRole('checkbox', { name: 'Birth date or place contradicts' }).check()
  await own.fill(words)

  await world.node.halt()
  await lost(page).waitFor()
  await column.getByText('You can record again when the node answers.').waitFor()
  expect(await record.isDisabled()).toBe(true)
  await holds('stopped')
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])

  await world.node.resume()
  await lost(page).waitFor({ state: 'detached' })
  expect(await updated(page).count(), 'the same release').toBe(0)
  await holds('restarted')

  await world.node.halt()
  await lost(page).waitFor()
  await world.node.resume(folder)
  await lost(page).waitFor({ state: 'detached' })
  await updated(page)
    .getByText(/^The node was updated at (?:\w{3} )?\d\d:\d\d UTC\.$/)
    .waitFor()
  await updated(page)
    .getByText(/This tab works on with the version before, until \d+ \w+ \d{4} (?:\w{3} )?\d\d:\d\d UTC\.$/)
    .waitFor()
  await holds('updated')
  expect(await axeInBothColours(page)).toEqual([])
  await updated(page).getByRole('button', { name: 'Later' }).click()
  expect(await updated(page).count()).toBe(0)

  await column.getByRole('button', { name: 'Record: not the same person', disabled: false }).click()
  await column.getByText(/^Recorded (?:\w{3} )?\d\d:\d\d:\d\d UTC\./).waitFor()
  await page.getByRole('link', { name: 'Threshold' }).click()
  await page.getByRole('heading', { level: 1, name: 'Threshold' }).waitFor()
  expect(await isSame(page)).toBe(true)
  await page.close()
})

walk('the new version is loaded once, when the person asks for it', async () => {
  await world.node.halt()
  await world.node.resume(fileURLToPath(new URL('../packages/desk/dist/', import.meta.url)))
  const { page, open } = await world.desk('analyst')
  await open('/queue')
  await page.getByRole('row', { name: new RegExp(pairs.same.traveller.surname) }).waitFor()
  await mark(page)
  await world.node.halt()
  await world.node.resume(folder)
  await updated(page).getByRole('button', { name: 'Load the new version' }).click()
  await page.waitForFunction(() => !document.documentElement.hasAttribute('data-same'))
  await page.getByRole('row', { name: new RegExp(pairs.same.traveller.surname) }).waitFor()
  await page.getByText(/^Live, /).waitFor()
  expect(await page.locator('meta[name=entente-release]').getAttribute('content')).toBe('f'.repeat(16))
  expect(await updated(page).count()).toBe(0)
  await mark(page)
  await page.getByRole('link', { name: 'Threshold' }).click()
  await page.getByRole('heading', { level: 1, name: 'Threshold' }).waitFor()
  expect(await isSame(page), 'no second load').toBe(true)
  await page.close()
})

walk('a page whose script does not arrive leaves the open page as it is, and Try now opens it', async () => {
  const { page, open } = await world.desk('analyst')
  await page.route(/\/assets\/threshold-page[^/]*\.js/, (route) => route.abort())
  await open('/queue')
  const row = page.getByRole('row', { name: new RegExp(pairs.same.traveller.surname) })
  await row.waitFor()
  await mark(page)
  await page.getByRole('link', { name: 'Threshold' }).click()
  const notice = page.getByRole('status').filter({ hasText: 'This page could not be loaded. Your words are kept.' })
  await notice.waitFor()
  expect(await row.isVisible(), 'the queue stays').toBe(true)
  await page.unroute(/\/assets\/threshold-page[^/]*\.js/)
  await notice.getByRole('button', { name: 'Try now' }).click()
  await page.getByRole('heading', { level: 1, name: 'Threshold' }).waitFor()
  expect(await notice.count()).toBe(0)
  expect(await isSame(page)).toBe(true)
  await page.close()
})

const pagesOf: Record<string, string[]> = {
  analyst: [
    '/queue',
    '/cases/CASE',
    '/flights',
    '/messages',
    '/signals',
    '/matching/try',
    '/matching/threshold',
    '/agreements',
    '/log',
    '/me',
  ],
  supervisor: ['/second', '/shift', '/withdrawals', '/network', '/content'],
  officer: ['/signals/new', '/signals/lists', '/signals/lists/new', '/blind', '/content/banks'],
  administrator: ['/admin', '/admin/changes', '/admin/senders', '/admin/regimes'],
  'oversight-1': ['/oversight', '/oversight/log', '/oversight/overdue', '/oversight/accounts'],
}
for (const [account, paths] of Object.entries(pagesOf)) {
  walk(`after a network cut every page of the ${account} stands and works without a reload`, async () => {
    const { page, open } = await world.desk(account)
    const caseId = account === 'analyst' ? await world.caseOf(pairs.same) : ''
    const title = page.getByRole('heading', { level: 1 })
    for (const path of paths.map((each) => each.replace('CASE', caseId))) {
      await open(path)
      await title.waitFor()
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
      await page.getByText(/^Live, /).waitFor()
      await mark(page)
      const before = await wordsOf(title)
      await page.context().setOffline(true)
      await lost(page).waitFor()
      expect(await wordsOf(title), path).toBe(before)
      await page.context().setOffline(false)
      await lost(page).waitFor({ state: 'detached' })
      await page.getByText(/^Live, /).waitFor()
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
      expect(await wordsOf(title), path).toBe(before)
      expect(await page.getByRole('main').getByRole('alert').filter({ hasText: 'could not be' }).count(), path).toBe(0)
      expect(await isSame(page), path).toBe(true)
    }
    await page.close()
  })
}

walk('every page of the shell has its title while its answers are awaited', async () => {
  const { page, open } = await world.desk('analyst')
  await open('/queue')
  await page.getByRole('row', { name: new RegExp(pairs.same.traveller.surname) }).waitFor()
  // Answers that were read are kept, so each page is the first to ask for its own.
  await page.route(/\/v1\/(?!events|me$)/, () => undefined)
  for (const path of [
    '/flights',
    '/messages',
    '/signals',
    '/matching/threshold',
    '/agreements',
    '/log',
    `/cases/${crypto.randomUUID()}`,
  ]) {
    await goTo(page, path)
    await page.locator('[aria-busy=true]').first().waitFor()
    expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1)
    expect(await axeInBothColours(page), path).toEqual([])
  }
  await page.close()
})
