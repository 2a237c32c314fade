import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { cutOff } from './browser.ts'
import { fillWithTraffic } from './traffic.ts'
import { walk } from './walk.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld([])
  await fillWithTraffic(world.node, { flights: 3, people: [6, 10] })
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

/**
 * The pages of each account. Language and width are paired: the pages in order take `en-XA` and `en-XB`, and the three
 * widths, in turn. Another page gets a line here.
 */
const pagesOf: Record<string, readonly string[]> = {
  analyst: ['/me', '/log', '/signals', '/matching/try', '/matching/threshold', '/messages', '/agreements', '/flights'],
  officer: ['/signals/new?kind=person', '/signals/lists', '/blind'],
  supervisor: ['/team', '/withdrawals'],
  administrator: ['/admin', '/admin/changes', '/admin/senders', '/admin/regimes', '/network'],
  'oversight-1': ['/oversight', '/oversight/log', '/oversight/overdue', '/oversight/accounts'],
}
const widths = [1440, 768, 390]

/**
 * Returns the words of a page that are in no file of texts. The texts of the files have only letters of the made-up
 * language. Values from outside are in `bdi`, `code`, `kbd`, inputs, or between isolating characters.
 */
const plainWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const apart = 'bdi, code, kbd, pre, time, script, style, option, [lang], [data-code], .mono'
    const found = new Set<string>()
    const look = (words: string): void => {
      // Between these characters stands a value, such as a name or a time.
      let rest = words
      for (let before = ''; before !== rest; ) {
        before = rest
        rest = rest.replaceAll(/[\u2066\u2068][^\u2066\u2068\u2069]*\u2069/g, '')
      }
      if (/[a-z]{2,}/i.test(rest)) found.add(words.trim().slice(0, 80))
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode())
      if (texts.currentNode.parentElement?.closest(apart.replace('[lang]', '[lang]:not(html)')) === null)
        look(texts.currentNode.textContent ?? '')
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      if (element.closest('bdi, time, [data-code]') === null)
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) look(element.getAttribute(name) ?? '')
    return [...found]
  })

let place = 0
for (const [account, paths] of Object.entries(pagesOf))
  for (const path of paths) {
    const language = ['en-XA', 'en-XB'][place % 2] as string
    const width = widths[place % 3] as number
    place += 1
    walk(`${path} has no text outside of the files in ${language}, and fits at ${width}`, async () => {
      const { page, open } = await world.desk(account, 'light', language)
      await page.setViewportSize({ width, height: 900 })
      await open(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.locator('[aria-busy=true], [data-loading]').first().waitFor({ state: 'detached' })
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(language === 'en-XB' ? 'rtl' : 'ltr')
      expect.soft(await plainWords(page), 'words outside of the files').toEqual([])
      expect.soft(await cutOff(page), 'cut off').toEqual([])
      await page.close()
    })
  }
