import { cutOff, fillWithTraffic } from '@entente/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { walk } from './walk.ts'
import { type Desk, openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld([])
  await fillWithTraffic(world.node, { flights: 3, people: [6, 10] })
  await world.node.whenIdle()
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

/**
 * The pages of each account. Language and width are paired: the pages in order take `en-XA` and `en-XB`, and the
 * widths, in turn. Another page gets a line here.
 */
const pagesOf: Record<string, readonly string[]> = {
  analyst: [
    '/me',
    '/log',
    '/signals',
    '/matching/try',
    '/matching/threshold',
    '/messages',
    '/agreements',
    '/flights',
    '/consignments',
  ],
  officer: ['/signals/new?kind=person', '/signals/lists', '/blind', '/cargo/capacity', '/cargo/models'],
  supervisor: ['/shift', '/withdrawals', '/unmaskings', '/questions', '/necessity', '/redress', '/ask', '/ask/state'],
  administrator: ['/admin', '/admin/changes', '/admin/senders', '/admin/regimes', '/network'],
  'oversight-1': [
    '/oversight',
    '/oversight/rates',
    '/oversight/sample',
    '/oversight/log',
    '/oversight/log/check',
    '/oversight/overdue',
    '/oversight/accounts',
    '/oversight/authority',
    '/oversight/sealed',
    '/retention',
    '/fairness',
    '/cargo/filers',
  ],
}
/** At 768 only the page itself must fit: a wide table scrolls in its own region. Pages for phones are also walked at 390. */
const widths = [1440, 768]
const forPhones: readonly string[] = ['/shift', '/network']
/** The table of the day needs more than 768, and that of the regimes scrolls in its region at 1440. */
const wideOnly: readonly string[] = ['/flights']
const scrolling: readonly string[] = ['/admin/regimes']

/**
 * Returns the words of a page that are in no file of texts. The texts of the files have only letters of the made-up
 * language. Values from outside are in `bdi`, `code`, `kbd`, inputs, or between isolating characters. The choices of a
 * list may be names.
 */
const plainWords = (page: Desk['page']): Promise<string[]> =>
  page.evaluate(() => {
    const apart = 'bdi, code, kbd, pre, time, script, style, textarea, [role=listbox], [lang], [data-code], .mono'
    const found = new Set<string>()
    const look = (words: string): void => {
      // Between these characters stands a value, such as a name or a time.
      let rest = words
      for (let before = ''; before !== rest; ) {
        before = rest
        rest = rest.replaceAll(/[\u2066\u2068][^\u2066\u2068\u2069]*\u2069/g, '')
      }
      // Time zones have the names of the IANA database in every language.
      if (/[a-z]{2,}/i.test(rest.replaceAll(/\b[A-Z][A-Za-z]+(\/[A-Z][\w+-]*)+/g, '').replace(/^UTC$/, '')))
        found.add(words.trim().slice(0, 80))
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode())
      if (texts.currentNode.parentElement?.closest(apart.replace('[lang]', '[lang]:not(html)')) === null)
        look(texts.currentNode.textContent ?? '')
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      if (element.closest('bdi, time, [data-code], body > textarea') === null)
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) look(element.getAttribute(name) ?? '')
    return [...found]
  })

/** A window for each account and language, which all its pages share: signing in takes longer than a page. */
const windows = new Map<string, Promise<Desk>>()
const windowOf = (account: string, language: string): Promise<Desk> => {
  const key = `${account} ${language}`
  const opened = windows.get(key) ?? world.desk(account, 'light', language)
  windows.set(key, opened)
  return opened
}

/** Opens a page in a made-up language, and checks its words and that it fits. A walk goes on with the page. */
async function fits(account: string, path: string, language: string, width: number): Promise<Desk['page']> {
  const { page, open } = await windowOf(account, language)
  await page.setViewportSize({ width, height: 900 })
  await open(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('[aria-busy=true], [data-loading]').first().waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.documentElement.dir)).toBe(language === 'en-XB' ? 'rtl' : 'ltr')
  expect.soft(await plainWords(page), 'words outside of the files').toEqual([])
  const cut =
    width === 1440 && !scrolling.includes(path)
      ? await cutOff(page)
      : (await cutOff(page)).filter((each) => each.startsWith('html'))
  expect.soft(cut, 'cut off').toEqual([])
  return page
}

let place = 0
for (const [account, paths] of Object.entries(pagesOf))
  for (const path of paths) {
    const language = ['en-XA', 'en-XB'][place % 2] as string
    const width = forPhones.includes(path)
      ? 390
      : wideOnly.includes(path)
        ? 1440
        : (widths[Math.floor(place / 2) % 2] as number)
    place += 1
    walk(`${path} has no text outside of the files in ${language}, and fits at ${width}`, async () => {
      await fits(account, path, language, width)
    })
  }

/** The tabs of a case, with language and width in turn. A person reads a case on a phone, a tablet and a desk. */
const tabs = [
  ['compare', 'en-XA', 390],
  ['links', 'en-XB', 390],
  ['messages', 'en-XA', 768],
  ['history', 'en-XB', 1440],
] as const
for (const [tab, language, width] of tabs)
  walk(`the tab ${tab} of a case has no text outside of the files in ${language}, and fits at ${width}`, async () => {
    const session = await world.node.signIn('analyst')
    await session.call('PUT', '/v1/me/purpose', { purpose: 'border-control' })
    const { body } = await session.call('GET', '/v1/cases?limit=1')
    const [{ id } = { id: '' }] = (body as { items: { id: string }[] }).items
    const page = await fits('analyst', `/cases/${id}?tab=${tab}`, language, width)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('>')
    expect.soft(await plainWords(page), 'words of the palette outside of the files').toEqual([])
    expect
      .soft(
        (await cutOff(page)).filter((each) => each.startsWith('html')),
        'palette cut off',
      )
      .toEqual([])
  })
