import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { axeFindings, cutOff, sidewaysOverflow, smallTargets, styled, type TestNode } from '@entente/testkit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Figure, Findings } from '../report/figure.ts'
import { matrixPages, type PagesOfAccount } from './matrix-pages.ts'
import { openMatrixWorld } from './matrix-world.ts'
import type { Stage } from './open-stage.ts'

const allLanguages = ['en-GB', 'ar', 'zh', 'fr', 'ru', 'es', 'en-XA', 'en-XB'] as const
/** Window sizes: the desk, a small one, a tablet, 200 % of 1440, and a phone. */
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
  { width: 720, height: 450 },
  { width: 390, height: 844 },
] as const
const schemes = ['light', 'dark'] as const
/** The rules of axe that depend on the colours. The second scheme differs from the first in nothing else. */
const colourRules = ['color-contrast', 'link-in-text-block']
const kinds = ['overflow', 'targets', 'axe'] as const
type Kind = (typeof kinds)[number]
type Size = (typeof sizes)[number]

/** The faults of each page by kind. A text that was found in several languages or sizes is listed once, with the first place. */
type Found = Map<string, Record<Kind, Map<string, string>>>

/**
 * Opens every page in every language, size and colour scheme, and counts what overflows, which targets are too small, and
 * what axe finds. With `quick`, each page is opened in one language and scheme only, which change from page to page.
 * `languages` lists the wanted ones, separated by commas; empty for all.
 */
export async function measureMatrix(
  { browser }: Pick<Stage, 'browser'>,
  { quick, languages: only }: { quick: boolean; languages: string },
): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const wanted = only === '' ? allLanguages : only.split(',')
  const unknown = wanted.filter((language) => !allLanguages.some((each) => each === language))
  if (unknown.length > 0) return { figures: [], faults: [`there is no language ${unknown.join(', ')}`] }
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const world = await openMatrixWorld()
  const { node } = world
  const found: Found = new Map()
  const faults: string[] = []
  let views = 0
  try {
    const { accounts, left } = await matrixPages(world)
    for (const [at, of] of accounts.entries()) {
      for (const [turn, language] of wanted.entries()) {
        const paths = of.paths.filter((_, place) => !quick || (place + at) % wanted.length === turn)
        if (paths.length === 0) continue
        process.stderr.write(`  ${of.account ?? 'nobody'}, ${language}: ${paths.length} pages\n`)
        const context = await contextOf(browser, node, of, language)
        for (const [place, path] of paths.entries()) {
          const page = await context.newPage()
          try {
            views += await measurePage(page, { url: node.url, path, language, axe, found, quick, place })
          } catch (error) {
            // One page that does not open must not hide what the others show.
            const [what] = (error instanceof Error ? error.message : String(error)).split('\n')
            faults.push(`${of.account ?? 'nobody'} ${language}: ${path} was not measured: ${what}`)
          }
          await page.close()
        }
        await context.close()
      }
    }
    return { figures: [...figuresOf(found, views, left)], faults }
  } finally {
    await world.stop()
  }
}

async function contextOf(
  browser: Browser,
  node: TestNode,
  { account, purpose }: PagesOfAccount,
  locale: string,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: sizes[0], locale, timezoneId: 'UTC', reducedMotion: 'reduce' })
  if (account === null) return context
  const session = await node.signIn(account)
  if (purpose !== null) await session.call('PUT', '/v1/me/purpose', { purpose })
  const [name = '', value = ''] = session.cookie.split('=')
  await context.addCookies([{ name, value, url: node.url }])
  return context
}

interface Given {
  url: string
  path: string
  language: string
  axe: string
  found: Found
  quick: boolean
  /** The place of the page among those of its account, which chooses its scheme if `quick` is true. */
  place: number
}

/** Measures a page in all sizes and schemes. Returns the number of views. */
async function measurePage(page: Page, { url, path, language, axe, found, quick, place }: Given): Promise<number> {
  const name = path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '$id')
  const of = found.get(name) ?? { overflow: new Map(), targets: new Map(), axe: new Map() }
  found.set(name, of)
  const note = (kind: Kind, fault: string, size: Size, scheme = ''): void => {
    if (of[kind].has(fault)) return
    of[kind].set(fault, `${language} ${size.width} ${scheme}`.trim())
    process.stderr.write(`    ${name} ${language} ${size.width} ${scheme} ${kind}: ${fault}\n`)
  }
  let views = 0
  await page.goto(url + path)
  await page.locator('h1').first().waitFor({ state: 'attached', timeout: 20_000 })
  await page.locator('[aria-busy=true], [data-loading]').first().waitFor({ state: 'detached', timeout: 20_000 })
  for (const size of sizes) {
    await page.setViewportSize(size)
    await styled(page)
    const over = await sidewaysOverflow(page)
    if (over > 0) note('overflow', `${over} px wider than the window`, size)
    // A wide table scrolls in its own region; words that are cut off cannot be read.
    if (size.width < 700)
      for (const fault of await cutOff(page))
        if (!/^(html|main|section|aside|div) /.test(fault)) note('overflow', fault, size)
    for (const fault of await smallTargets(page, size.width < 700 ? 44 : 24)) note('targets', fault, size)
    const [only] = quick ? [schemes[place % 2]] : []
    for (const scheme of only ? [only] : schemes) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, scheme)
      const rules = only === undefined && scheme === 'dark' ? colourRules : []
      for (const fault of await axeFindings(page, axe, rules)) note('axe', fault, size, scheme)
      views += 1
    }
  }
  return views
}

function* figuresOf(found: Found, views: number, left: readonly string[]): Generator<Figure> {
  const goal = { is: 'at most', value: 0 } as const
  for (const kind of kinds) {
    const value = [...found.values()].reduce((sum, of) => sum + of[kind].size, 0)
    const note = `${found.size} pages, ${views} views${left.length > 0 ? `; not opened: ${left.join(', ')}` : ''}`
    yield { name: `${kind}, all pages`, value, unit: 'faults', goal, note }
  }
  for (const [page, of] of found)
    for (const kind of kinds) {
      const named = [...of[kind]].slice(0, 3).map(([fault, where]) => `${fault.slice(0, 90)} (${where})`)
      yield { name: `${page}: ${kind}`, value: of[kind].size, unit: 'faults', goal, note: named.join('; ') }
    }
}
