import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cutOff } from '@entente/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, ensureDesk } from './browser.ts'
import { pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, flightIn, openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  // The node checks the file against the built desk.
  await ensureDesk()
  const texts = join(mkdtempSync(join(tmpdir(), 'texts-')), 'texts.json')
  writeFileSync(texts, JSON.stringify({ en: { 'sign-in.title': "Sign in to Norland '<img src=x>'" } }))
  world = await openWorld([Object.values(pairs)[0]!], undefined, { ENTENTE_TEXTS: texts })
  await boarding(world, flightIn(), [Object.values(pairs)[0]!])
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

/** Records the files of texts that a window loads. */
function textsLoaded(page: { on: (event: 'request', seen: (request: { url(): string }) => void) => void }): string[] {
  const loaded: string[] = []
  page.on('request', (request) => {
    const [, name] = /\/assets\/texts-(\w+-[\w-]+)-.{8}\.json$/.exec(request.url()) ?? []
    if (name !== undefined) loaded.push(name)
  })
  return loaded
}

walk('before the sign-in the language is that of the browser', async () => {
  const { page, open } = await world.desk(null, 'light', 'fr-CA')
  const loaded = textsLoaded(page)
  await open('/sign-in')
  await page.getByRole('heading', { name: 'Connexion' }).waitFor()
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'fr',
    'ltr',
  ])
  await page.getByText('sont une ébauche').waitFor()
  expect(loaded).toEqual(['fr-first'])
  expect(await axeInBothColours(page)).toEqual([])
})

walk('a chosen language is shown at once, mirrored, and follows the person', async () => {
  const { page, open } = await world.desk('analyst')
  await open('/me')
  await page.getByRole('radio', { name: /العربية/ }).click()
  await page.getByRole('heading', { level: 1, name: 'التفضيلات' }).waitFor()
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'ar',
    'rtl',
  ])
  // The page was drawn anew, but not loaded anew, and the focus stays on the choice.
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('ar')
  const [navigation, main] = await Promise.all(['nav', 'main'].map((name) => page.locator(name).first().boundingBox()))
  expect(navigation!.x).toBeGreaterThan(main!.x)
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])

  const loaded = textsLoaded(page)
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'التفضيلات' }).waitFor()
  expect(loaded.filter((name) => !name.startsWith('ar-')).filter((name) => name !== 'en-first')).toEqual([])
  expect(new Set(loaded).size).toBe(loaded.length)

  await page.getByRole('radio', { name: /English/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Preferences' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr')
})

walk('English loads no text of another language', async () => {
  const { page, open } = await world.desk('analyst')
  const loaded = textsLoaded(page)
  await open('/queue')
  // The title stands before the texts have arrived.
  await page.getByText('Answer due').first().or(page.getByText('No case is open')).first().waitFor()
  expect([...new Set(loaded)].sort()).toEqual(['en-cargo', 'en-content', 'en-first', 'en-travel', 'en-work'])
})

walk('a language in draft says so, and a text that it lacks is English and says so', async () => {
  const { page, open } = await world.desk('supervisor', 'light', 'es-MX')
  await page.route(/assets\/texts-es-work-/, async (route) => {
    const answer = await route.fetch()
    const bundle = (await answer.json()) as { texts: Record<string, string>; english: string[] }
    bundle.texts['queue.title'] = 'Queue'
    bundle.english.push('queue.title')
    await route.fulfill({ response: answer, json: bundle })
  })
  await open('/queue')
  const title = page.locator('main h1')
  await title.filter({ hasText: 'Queue' }).waitFor()
  await expect.poll(() => title.evaluate((it) => it.closest('[lang]')?.getAttribute('lang'))).toBe('en')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('es')
  await page
    .getByText(/borrador/)
    .first()
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('a text of the member is shown as words, never as markup', async () => {
  const { page, open } = await world.desk(null)
  await open('/sign-in')
  await page.getByRole('heading', { name: 'Sign in to Norland <img src=x>' }).waitFor()
  expect(await page.locator('img').count()).toBe(0)
})
