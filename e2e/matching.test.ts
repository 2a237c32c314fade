import { MatchingRates, type Rematch, ThresholdState, type ThresholdTrial } from '@entente/contracts'
import type { SignedIn } from '@entente/testkit'
import { cutOff } from '@entente/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, wordsOf } from './browser.ts'
import { type ListedPair, pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, type Desk, flightIn, openWorld, type World } from './world.ts'

/** An invented person whose name is listed in Han and sent in Latin letters. */
const read: ListedPair = {
  signal: { full: '田中 修', birth: '1970-01-02', document: 'TK5590312', issuer: 'JPN', sex: 'M' },
  traveller: { surname: 'TANAKA', given: 'OSAMU', birth: '1970-01-02', document: 'TK5590312', issuer: 'JPN', sex: 'M' },
}
let world: World
let analyst: Desk
let officer: Desk
let supervisor: Desk
beforeAll(async () => {
  world = await openWorld([pairs.misread, pairs.same, read])
  await boarding(world, flightIn(), [pairs.misread, pairs.same, read])
  analyst = await world.desk('analyst')
  officer = await world.desk('officer')
  supervisor = await world.desk('supervisor')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

const looksRight = async (page: Page): Promise<void> => {
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
}
const names = (page: Page) => page.getByRole('table', { name: 'The names, part by part' })
const origin = (page: Page) => page.getByRole('region', { name: 'Origin of this score' })
const type = (page: Page, label: string | RegExp, text: string) => page.getByRole('textbox', { name: label }).fill(text)

walk('a case shows names part by part: script, differing letters, frequency', async () => {
  const { page, open } = analyst
  await open(`/cases/${await world.caseOf(read)}?view=weights`)
  const tanaka = names(page).getByRole('row', { name: /TANAKA/ })
  await tanaka.waitFor()
  expect(await wordsOf(tanaka)).toMatch(
    /田中.*one name in two scripts\s+Japanese reading · family name\s+Common\s+class of about 1 in 330/s,
  )
  expect(await wordsOf(tanaka)).toContain('for it')
  await looksRight(page)
  await open(`/cases/${await world.caseOf(pairs.misread)}?view=weights`)
  const spelt = names(page).getByRole('row', { name: /FERHANY/ })
  await spelt.waitFor()
  expect(await wordsOf(spelt.locator('[data-kind=mark]'))).toBe('Y\ni')
  await looksRight(page)
})

walk('a case lists every version that its score depends on', async () => {
  const { page } = analyst
  await origin(page).waitFor()
  const words = await wordsOf(origin(page))
  expect(words).toMatch(/Names compared\s+IDRIS FERHANY with Idris Ferhani, the signal’s main name/)
  expect(words).toMatch(/Signal\s+version 1\s+Record\s+version \d+\s+Threshold\s+0\.50, its version 1\s+Engine\s+\d/)
  expect(words).toMatch(/Tables\s+[0-9a-f]{12}\b/)
  await page.getByText(/· by version 1 of the signal/).waitFor()
  await page.getByRole('row', { name: /^Threshold A comparison was a hit from this score\. 0\.50$/ }).waitFor()
  await page.keyboard.press('w')
})

walk('a hit names the version of its signal; the signals page counts rematched people', async () => {
  const { page, open } = analyst
  await open(`/signals`)
  await page.getByRole('row', { name: /Tomas Verhoekel/ }).waitFor()
  await changeSignal(world.officer, pairs.same)
  await world.node.whenIdle()
  // The node notifies the open page.
  await page.getByRole('button', { name: /^Last compared \d/ }).click()
  const done = page.getByRole('table', { name: 'People compared again after a change of signals or threshold' })
  await done.getByRole('row', { name: /For a changed signal/ }).waitFor()
  await looksRight(page)
  await open(`/cases/${await world.caseOf(pairs.same)}?view=weights`)
  await page.getByText(/· by version 2 of the signal/).waitFor()
  expect(await wordsOf(origin(page))).toMatch(/Signal\s+version 2/)
})

walk('a rematch shows its progress as a bar and in words', async () => {
  const { page, open } = await world.desk('officer')
  const at = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
  const running: Rematch = {
    id: crypto.randomUUID(),
    cause: 'list-imported',
    list: null,
    thresholdVersion: null,
    signals: 40,
    askedAt: at(12),
    startedAt: at(10),
    finishedAt: null,
    people: 4_000,
    compared: 1_000,
    ...{ hitsReevaluated: 0, casesOpened: 0, casesClosed: 0, decisionsReopened: 0 },
  }
  await page.route('**/v1/rematches', (route) => route.fulfill({ json: { items: [running], next: null } }))
  await open('/signals')
  const bar = page.getByRole('progressbar', {
    name: 'Comparing the people already known again, for an imported list (40 signals)',
  })
  await bar.waitFor()
  expect(await bar.getAttribute('aria-valuenow')).toBe('25')
  expect(await bar.getAttribute('aria-valuetext')).toMatch(/^1,000 of 4,000 people, \d+\/s, about \d+ s$/)
  await looksRight(page)
  const lowered: Rematch = {
    ...running,
    id: crypto.randomUUID(),
    cause: 'threshold-lowered',
    thresholdVersion: 2,
    signals: 0,
  }
  await page.unroute('**/v1/rematches')
  await page.route('**/v1/rematches', (route) => route.fulfill({ json: { items: [running, lowered], next: null } }))
  await open('/matching/threshold')
  await page
    .getByRole('progressbar', { name: 'Comparing the people already known again, for a lowered threshold' })
    .waitFor()
  expect(await page.getByRole('progressbar').count(), 'of changed signals the page of signals tells').toBe(1)
  await looksRight(page)
  await page.close()
})

walk('a fault is shown at its field; the address contains no input', async () => {
  const { page, open } = analyst
  await open('/matching/try')
  const attempt = page.getByRole('button', { name: 'Try', exact: true })
  const problems = page.getByRole('alert').getByRole('listitem')
  await attempt.click()
  expect(await wordsOf(problems)).toBe('Names: Type a name, or the number of a document below.')
  await looksRight(page)
  await type(page, /^Names/, 'A')
  await type(page, /^Birth dates/, '1985-02-30')
  await attempt.click()
  await problems.nth(1).waitFor()
  expect(await wordsOf(problems)).toBe(
    'Names: One letter is only an initial. Type more of the name.\n' +
      'Birth dates: A date such as 1961-05-17, 1961-05, 1961, 1961~ or 1958/1963 that exists.',
  )
  await type(page, /^Names/, 'Dr.')
  await type(page, /^Birth dates/, '')
  await attempt.click()
  await problems.getByText(/No word here can be compared\. Titles such as/).waitFor()
  await type(page, /^Names/, 'Idris Ferhani')
  await type(page, /^Birth dates/, '1790')
  await attempt.click()
  await problems.getByText(/not before 1880 and not in the future/).waitFor()
  await looksRight(page)
  expect(page.url()).toBe(`${world.node.url}/matching/try`)
})

walk('trying a name lists signals it would hit, their evidence and ignored values', async () => {
  const { page } = analyst
  await type(page, /^Names/, 'Ferhany Idriss\nOsamu Tanaka')
  await type(page, /^Birth dates/, '')
  await type(page, /^Nationalities/, 'Atlantis')
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await page.getByText('Nationality 1 was left out. No country is known by it.').waitFor()
  const hits = page.getByRole('region', { name: 'Result' })
  await hits.getByText('2 signals, the closest first.').waitFor()
  await names(page).waitFor()
  expect(await names(page).count(), 'the closest is open').toBe(1)
  await hits
    .getByRole('button', { name: 'Idris Ferhani', expanded: false })
    .or(hits.getByRole('button', { name: '田中 修', expanded: false }))
    .click()
  expect(await names(page).count()).toBe(2)
  expect(await wordsOf(names(page))).toContain('Japanese reading')
  expect(await wordsOf(names(page))).toContain('two spellings of one name')
  await hits.getByRole('button', { name: 'Weights' }).first().click()
  await page.getByRole('table', { name: 'All weights' }).waitFor()
  await looksRight(page)
  await type(page, /^Names/, 'Wilhelmina Quistgaarden')
  await type(page, /^Nationalities/, '')
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await hits.getByRole('heading', { name: 'No signal resembles this.' }).waitFor()
  await looksRight(page)
})

walk('choosing another purpose clears the earlier results', async () => {
  const { page } = analyst
  await type(page, /^Names/, 'Idris Ferhani')
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await names(page).waitFor()
  await page.getByRole('button', { name: /^Purpose: Border control/ }).click()
  await page
    .getByRole('menuitem', { name: /Terrorism prevention/ })
    .or(page.getByRole('menuitemradio', { name: /Terrorism prevention/ }))
    .click()
  await names(page).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^Purpose: Terrorism prevention/ }).click()
  await page
    .getByRole('menuitem', { name: /Border control/ })
    .or(page.getByRole('menuitemradio', { name: /Border control/ }))
    .click()
  await page.getByRole('button', { name: /^Purpose: Border control/ }).waitFor()
})

walk('comparing two typed identities shows verdict, evidence and faults of each side', async () => {
  const { page, open } = analyst
  await open('/matching/try')
  await page.getByRole('link', { name: 'Two identities' }).click()
  const [first, second] = [page.getByRole('region', { name: 'First' }), page.getByRole('region', { name: 'Second' })]
  await first.getByRole('textbox', { name: /^Names/ }).fill('Olga Petrovna Reznik')
  await page.getByRole('button', { name: 'Compare the two' }).click()
  expect(await wordsOf(page.getByRole('alert').getByRole('listitem'))).toBe(
    'Names: Type a name, or the number of a document below.',
  )
  expect(await second.getByRole('textbox', { name: /^Names/ }).getAttribute('aria-invalid')).toBe('true')
  expect(await first.getByRole('textbox', { name: /^Names/ }).getAttribute('aria-invalid')).not.toBe('true')
  await second.getByRole('textbox', { name: /^Names/ }).fill('Olga Stepanovna Reznik')
  await page.getByRole('button', { name: 'Compare the two' }).click()
  await page.getByText('This would be no hit.').waitFor()
  const against = names(page).getByRole('row', { name: /Stepanovna/ })
  await against.waitFor()
  expect(await wordsOf(against)).toMatch(/another name\s+father’s name.*against it/s)
  await looksRight(page)
})

walk('a threshold proposal needs a reason, and its proposer cannot confirm it', async () => {
  const { page, open } = officer
  await open('/matching/threshold')
  await page.getByText('Default threshold, never changed').waitFor()
  await page.getByText('In words: the upper part of Slight, and all that is Partial, Close and Very close.').waitFor()
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  const problems = page.getByRole('alert').getByRole('listitem')
  expect(await wordsOf(problems)).toBe('New threshold: A number from 0.20 to 0.99.\nReason: 20 characters or more.')
  await type(page, 'New threshold', '0,5')
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  await problems.getByText('This threshold is in use.').waitFor()
  await looksRight(page)
  await type(page, 'New threshold', '0.95')
  await type(page, 'Reason', 'Most of the partial hits of last month were mistaken.')
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  const proposed = page.getByRole('region', { name: 'Proposed: from 0.50 to 0.95' })
  await proposed.getByText('You proposed this. Another person must confirm.').waitFor()
  expect(await page.getByRole('radio').count(), 'no answer to give').toBe(0)
  await world.node.whenIdle()
  await proposed.getByRole('table', { name: 'Hits at both thresholds, by how they were decided' }).waitFor()
  await looksRight(page)
  await proposed.getByRole('button', { name: 'Withdraw…' }).click()
  // The name of a dialog appears shortly after the dialog.
  await page.getByRole('dialog', { name: 'Withdraw this proposal?' }).waitFor()
  await looksRight(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click()
})

walk('the second person sees the effect and gives a reason; the history has both', async () => {
  const { page, open } = supervisor
  await open('/matching/threshold')
  const proposed = page.getByRole('region', { name: 'Proposed: from 0.50 to 0.95' })
  await proposed.getByText('Most of the partial hits of last month were mistaken.').waitFor()
  const hits = proposed.getByRole('table', { name: 'Hits at both thresholds, by how they were decided' })
  await hits.getByRole('columnheader', { name: 'Now, 0.50' }).waitFor()
  await hits.getByRole('columnheader', { name: 'Then, 0.95' }).waitFor()
  expect(await page.getByRole('radio', { checked: true }).count(), 'nothing is chosen beforehand').toBe(0)
  await page.getByRole('radio', { name: /^Agree: change it to 0\.95/ }).check()
  const record = page.getByRole('button', { name: 'Record: change the threshold' })
  expect(await record.isDisabled(), 'without own words').toBe(true)
  await type(page, /^Reason/, 'What vanishes was mistaken, by the trial.')
  await looksRight(page)
  await record.click()
  await page.getByText('The threshold is now 0.95.').waitFor()
  const history = page.getByRole('table', { name: 'History' })
  const second = history.getByRole('row', { name: /^2 0\.95/ })
  await second.waitFor()
  const row = await wordsOf(second)
  expect(row).toMatch(/Signal officer\s+Most of the partial hits.*Supervisor\s+What vanishes was mistaken/s)
  await looksRight(page)
})

walk('an answer to a closed proposal shows the new state and keeps the text', async () => {
  const { page, open } = supervisor
  const reason = 'To see what an answer that comes too late is told.'
  const asked = await world.officer.call('POST', '/v1/matching/threshold/proposals', { threshold: 0.5, reason })
  const { proposals } = ThresholdState.parse(asked.body)
  await open('/matching/threshold')
  await page.getByRole('radio', { name: /^Disagree: keep the threshold/ }).check()
  await type(page, /^Reason/, 'One month is too short to tell.')
  // Reads of the threshold fail, so the page does not learn that the proposal was withdrawn.
  await page.route('**/v1/matching/threshold', (route) => route.abort())
  await world.officer.call('POST', `/v1/matching/threshold/proposals/${proposals[0]?.id}/withdraw`)
  await page.getByRole('button', { name: 'Record: keep the threshold' }).click()
  await page.getByRole('alert').getByText('Nothing waits for a second person').waitFor()
  expect(await page.getByRole('textbox', { name: /^Reason/ }).inputValue()).toBe('One month is too short to tell.')
  expect(await axeInBothColours(page)).toEqual([])
  await page.unroute('**/v1/matching/threshold')
  await open('/matching/threshold')
  const ended = page.getByRole('table', { name: 'Rejected and withdrawn proposals' })
  await ended.waitFor()
  expect(await wordsOf(ended.getByRole('row').nth(1))).toMatch(/0\.50\s+Signal officer.*withdrawn/s)
  await looksRight(page)
})

walk('trying a threshold changes nothing, and a running trial shows its progress', async () => {
  const { page } = supervisor
  await type(page, 'New threshold', '0.4')
  await page.getByRole('button', { name: 'Only try it' }).click()
  await page.getByText('The effect of 0.40 is being counted.').waitFor()
  await world.node.whenIdle()
  await page.getByRole('button', { name: /0\.40 beside 0\.95.*asked by a person/ }).click()
  await page.getByRole('table', { name: 'By the script of the name' }).waitFor()
  await page
    .getByText(/One group with \d people is too small to be shown\.$/)
    .first()
    .waitFor()
  await looksRight(page)
  await page.route('**/v1/matching/trials', (route) => route.fulfill({ json: { items: [halfWay], next: null } }))
  await page.reload()
  const bar = page.getByRole('progressbar', { name: 'Trying 0.60 on the people of the last 30 days' })
  await bar.waitFor()
  expect(await bar.getAttribute('aria-valuenow')).toBe('50')
  await looksRight(page)
  await page.unroute('**/v1/matching/trials')
})

walk('an analyst cannot propose a threshold; oversight reads hit rates by origin', async () => {
  await analyst.open('/matching/threshold')
  await analyst.page.getByRole('region', { name: 'Threshold in use' }).getByText('0.95', { exact: true }).waitFor()
  expect(await analyst.page.getByRole('button', { name: 'Propose' }).count()).toBe(0)
  expect(await analyst.page.getByRole('link', { name: 'Hits by origin' }).count()).toBe(0)
  await looksRight(analyst.page)
  const { page, open } = await world.desk('oversight-1')
  await open('/matching/threshold')
  await page.getByRole('link', { name: 'Hits by origin' }).click()
  await page.getByRole('table', { name: 'By nationality' }).waitFor()
  await looksRight(page)
  await page.route('**/v1/matching/rates', (route) => route.fulfill({ json: measured }))
  await page.reload()
  const arabic = page.getByRole('row', { name: /^Arabic/ })
  await arabic.waitFor()
  expect(await wordsOf(arabic)).toMatch(/200\s+9 · 4\.5 %\s+2\.38 to 8\.33 %\s+3 × all/)
  expect(await wordsOf(page.getByRole('row', { name: /^Han/ }))).toMatch(/<5\s+0\.09 to 5\.03 %/)
  await looksRight(page)
})

const halfWay: ThresholdTrial = {
  id: crypto.randomUUID(),
  cause: 'asked',
  proposal: null,
  threshold: 0.6,
  inForce: 0.95,
  inForceVersion: 2,
  days: 30,
  askedAt: new Date().toISOString(),
  startedAt: new Date().toISOString(),
  finishedAt: null,
  people: 8_000,
  compared: 4_000,
  result: null,
}
const none = { groups: 0, people: 0 }
/** Two hundred people of each script, more than a test would send. */
const measured = MatchingRates.parse({
  threshold: 0.95,
  thresholdVersion: 2,
  days: 30,
  running: null,
  measured: {
    at: new Date().toISOString(),
    trial: crypto.randomUUID(),
    people: 600,
    notComparable: 3,
    all: { people: 600, alerted: 9, rate: 0.015, low: 0.0079, high: 0.0283 },
    script: {
      groups: [
        { value: 'Arabic', people: 200, alerted: 9, rate: 0.045, low: 0.0238, high: 0.0833 },
        { value: 'Han', people: 200, alerted: '<5', rate: null, low: 0.0009, high: 0.0503 },
        { value: 'Latin', people: 200, alerted: 'sup', rate: null, low: null, high: null },
      ],
      leftOut: none,
    },
    nationality: { groups: [], leftOut: { groups: 12, people: 40 } },
  },
})

/** The officer adds an alias to the signal, which creates a new version. */
async function changeSignal(by: SignedIn, { signal: { full } }: ListedPair): Promise<void> {
  const { items } = (await by.call('GET', '/v1/signals')).body as { items: Record<string, unknown>[] }
  const found = items.find(({ value }) => (value as { names: { full: string }[] }).names[0]?.full === full)
  if (found === undefined) throw new Error(`no signal about ${full}`)
  const { schema, id, version, owner, createdAt, modifiedAt, status, withdrawal, signature, ...draft } = found
  const value = draft.value as { names: object[] }
  const alias = { full: 'Thomas Verhoekel', family: null, given: null, script: null, quality: 'good' }
  const changed = { ...draft, value: { ...value, names: [...value.names, alias] } }
  const reply = await by.call('PATCH', `/v1/signals/${id}`, changed, { 'if-match': String(version) })
  if (reply.status !== 200) throw new Error(`the change was refused: ${JSON.stringify(reply.body)}`)
}
