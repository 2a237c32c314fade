import { type Signal, SignalDraft } from '@entente/contracts'
import { cutOff, testPassword } from '@entente/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, fillIn, wordsOf } from './browser.ts'
import { type ListedPair, others, pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, type Desk, flightIn, openWorld, type World } from './world.ts'

let world: World
let analyst: Desk
let supervisor: Desk
const flight = flightIn()
const travellers = [pairs.misread, pairs.same, pairs.namesake, pairs.disagreed, pairs.keyboard, pairs.detained]
beforeAll(async () => {
  world = await openWorld()
  await boarding(world, flight, travellers)
  analyst = await world.desk('analyst')
  supervisor = await world.desk('supervisor')
})
// A refused request is a line in the console of the browser, and some walks cause one.
const expected = /status of (401|409)|ERR_INTERNET_DISCONNECTED/
afterAll(async () =>
  expect(
    (await world.close()).filter((error) => !expected.test(error)),
    'errors in the console',
  ).toEqual([]),
)

const firstWords = 'The passport shown is the one named; half of the reasons'
const columnOf = (page: Page) => page.getByRole('complementary', { name: 'Your decision' })
const openCase = async (desk: Desk, pair: ListedPair): Promise<string> => {
  const id = await world.caseOf(pair)
  await desk.page.bringToFront()
  await desk.open(`/cases/${id}`)
  await desk.page.getByRole('heading', { level: 1, name: new RegExp(pair.traveller.surname) }).waitFor()
  return id
}
const ownWords = (page: Page) => columnOf(page).getByRole('textbox', { name: /In your own words/ })
const isKept = (page: Page) => columnOf(page).getByText(/draft kept (?:\w{3} )?\d\d:\d\d UTC$/)
/** Enters half of a proposal to refuse boarding. */
const begin = async ({ page }: Desk): Promise<void> => {
  const column = columnOf(page)
  await column.getByRole('radio', { name: /^Do not board/ }).check()
  await column.getByRole('checkbox', { name: 'Document number agrees or is explained' }).check()
  await column
    .getByRole('group', { name: /^I considered/ })
    .getByRole('checkbox')
    .first()
    .check()
  await ownWords(page).fill(firstWords)
}
const expectAll = async (page: Page): Promise<void> => {
  const column = columnOf(page)
  await column
    .getByText(/^Your draft of (?:\w{3} )?\d\d:\d\d UTC is here again: Do not board, 1 reason, 56 characters\.$/)
    .waitFor()
  expect(await column.getByRole('radio', { name: /^Do not board/ }).isChecked()).toBe(true)
  expect(await column.getByRole('checkbox', { name: 'Document number agrees or is explained' }).isChecked()).toBe(true)
  expect(
    await column
      .getByRole('group', { name: /^I considered/ })
      .getByRole('checkbox', { checked: true })
      .count(),
  ).toBe(1)
  expect(await ownWords(page).inputValue()).toBe(firstWords)
}
/** Returns the fields of a signal that its owner edits. */
const draftOf = (signal: Signal): Record<string, unknown> =>
  Object.fromEntries(Object.entries(signal).filter(([field]) => field in SignalDraft.shape))
const draftsOf = async (id: string): Promise<number> =>
  (await world.node.db.selectFrom('case_draft').select('id').where('case_id', '=', id).execute()).length
const keptAt = async (id: string): Promise<number | undefined> =>
  (
    await world.node.db.selectFrom('case_draft').select('kept_at').where('case_id', '=', id).executeTakeFirst()
  )?.kept_at.getTime()
const record = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, disabled: false }).click()
}
const weighAll = async (page: Page): Promise<void> => {
  const explanations = columnOf(page).getByRole('group', { name: /^I considered the other explanations/ })
  for (const weighed of await explanations.getByRole('checkbox').all()) await weighed.check()
}

walk('a half-written adverse proposal survives a reload, a killed tab and another computer', async () => {
  const id = await openCase(analyst, pairs.misread)
  await begin(analyst)
  await isKept(analyst.page).waitFor()
  expect(await axeInBothColours(analyst.page)).toEqual([])
  await analyst.page.reload()
  await expectAll(analyst.page)
  expect(await axeInBothColours(analyst.page)).toEqual([])
  expect(await cutOff(analyst.page)).toEqual([])

  const killed = await world.desk('analyst')
  await killed.open(`/cases/${id}`)
  await expectAll(killed.page)
  await ownWords(killed.page).fill(`${firstWords}.`)
  // Closing a tab runs nothing that it has not run yet, except what it does when it is hidden.
  await killed.page.close({ runBeforeUnload: false })

  const elsewhere = await world.desk('analyst')
  await elsewhere.open(`/cases/${id}`)
  await columnOf(elsewhere.page)
    .getByText(/is here again: Do not board/)
    .waitFor()
  await ownWords(elsewhere.page).fill('The passport shown is the one named, seen with its owner.')
  await weighAll(elsewhere.page)
  await record(elsewhere.page, 'Ask a second person')
  await columnOf(elsewhere.page).getByText('You proposed: Do not board').waitFor()
  expect(await draftsOf(id)).toBe(0)
  await elsewhere.page.context().close()
})

walk('two tabs of one person: the newer draft is named, and nothing is overwritten', async () => {
  const id = await openCase(analyst, pairs.same)
  await columnOf(analyst.page)
    .getByRole('radio', { name: /^Do not board/ })
    .check()
  await ownWords(analyst.page).fill('From the first tab.')
  await isKept(analyst.page).waitFor()
  const other = { page: await analyst.page.context().newPage() }
  await other.page.goto(`${world.node.url}/cases/${id}`)
  await columnOf(other.page)
    .getByText(/is here again/)
    .waitFor()
  const first = await keptAt(id)
  await ownWords(other.page).fill('From the other tab, later.')
  await expect.poll(() => keptAt(id)).not.toBe(first)
  await ownWords(analyst.page).pressSequentially(' And more.')
  const notice = columnOf(analyst.page).getByText(/^Another tab kept a newer draft at (?:\w{3} )?\d\d:\d\d:\d\d UTC\.$/)
  await notice.waitFor()
  expect(await ownWords(analyst.page).inputValue()).toContain('From the first tab.')
  expect(await axeInBothColours(analyst.page)).toEqual([])
  await columnOf(analyst.page).getByRole('button', { name: 'Show the newer draft' }).click()
  expect(await ownWords(analyst.page).inputValue()).toBe('From the other tab, later.')
  await other.page.close()
  await columnOf(analyst.page).getByRole('button', { name: 'Throw away' }).click()
  await expect.poll(() => draftsOf(id)).toBe(0)
  expect(await ownWords(analyst.page).count()).toBe(0)
})

walk('without the node the words stay in the tab, and leaving it asks first', async () => {
  const id = await openCase(analyst, pairs.namesake)
  const { page } = analyst
  await columnOf(page)
    .getByRole('radio', { name: /^Not the same person/ })
    .check()
  await isKept(page).waitFor()
  await page.context().setOffline(true)
  await ownWords(page).fill('Written without a connection.')
  await columnOf(page).getByText('Draft in this tab only. It goes to the node when the connection is back.').waitFor()
  let asked = 0
  page.once('dialog', (dialog) => {
    asked += 1
    void dialog.dismiss()
  })
  await page.evaluate(() => {
    location.href = '/queue'
  })
  await expect.poll(() => asked).toBe(1)
  expect(await ownWords(page).inputValue()).toBe('Written without a connection.')
  await page.context().setOffline(false)
  await isKept(page).waitFor({ timeout: 20_000 })
  const [draft] = await world.node.db.selectFrom('case_draft').select('b').where('case_id', '=', id).execute()
  expect(draft).toBeDefined()
})

walk('the next person on the same browser sees nothing of a draft after the session ended', async () => {
  const { page } = analyst
  await openCase(analyst, pairs.namesake)
  await columnOf(page)
    .getByText(/is here again: Not the same person/)
    .waitFor()
  const account = world.node.db.selectFrom('account').select('id').where('name', '=', 'analyst')
  await world.node.db.updateTable('session').set({ ended_at: new Date() }).where('account_id', 'in', account).execute()
  await ownWords(page).fill('Only for the person before.')
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
  expect(await wordsOf(page.locator('body'))).not.toContain('Only for the person before.')
  await fillIn(page, 'supervisor', testPassword)
  // The purpose of the person before is not stated for the next one.
  await page.getByRole('radio', { name: 'Border control' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('heading', { level: 1, name: /DRABIKOVA/ }).waitFor()
  await columnOf(page)
    .getByRole('radio', { name: /^Not the same person/ })
    .waitFor()
  expect(await columnOf(page).getByRole('radio', { checked: true }).count()).toBe(0)
  expect(
    await columnOf(page)
      .getByText(/is here again/)
      .count(),
  ).toBe(0)
  await page.context().close()
  analyst = await world.desk('analyst')
  await openCase(analyst, pairs.namesake)
  await columnOf(analyst.page)
    .getByText(/is here again: Not the same person/)
    .waitFor()
})

walk('a proposal is taken back by key, and its words are a draft again', async () => {
  const id = await openCase(analyst, pairs.disagreed)
  const { page } = analyst
  const column = columnOf(page)
  await begin(analyst)
  await weighAll(page)
  await record(page, 'Ask a second person')
  await column.getByText('You proposed: Do not board').waitFor()
  await column
    .getByRole('listitem')
    .filter({ hasText: /^Supervisor\s*at the desk$/ })
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
  await supervisor.open('/queue')
  await supervisor.page.getByText(/^Live, /).waitFor()
  await column.getByRole('button', { name: 'Remind them' }).click()
  await column
    .getByText(/^Last reminded (?:\w{3} )?\d\d:\d\d UTC\. You can remind them again at (?:\w{3} )?\d\d:\d\d UTC\.$/)
    .waitFor()
  const reminder = supervisor.page.getByText(/^C-\d+ waits for a second person\. Its proposer asked again at /)
  await reminder.waitFor()
  expect(await wordsOf(supervisor.page.locator('#page'))).not.toContain(firstWords)
  expect(await axeInBothColours(supervisor.page)).toEqual([])
  await page.bringToFront()
  await page.keyboard.press('u')
  await column.getByRole('textbox', { name: 'Reason, in one line' }).fill('The scan was misread.')
  await page.keyboard.press('Enter')
  await column.getByText(/^Your draft of (?:\w{3} )?\d\d:\d\d UTC is here again: Do not board, 1 reason/).waitFor()
  expect(await ownWords(page).inputValue()).toBe(firstWords)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('tab', { name: /^History/ }).click()
  await page.getByText('You took the proposal back.').last().waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  expect(await draftsOf(id)).toBe(1)
})

walk('six pushes of a flight need no press; a changed birth date of the signal blocks until it was seen', async () => {
  const id = await openCase(analyst, pairs.keyboard)
  const { page } = analyst
  const column = columnOf(page)
  await column.getByRole('radio', { name: /^Not the same person/ }).check()
  await column.getByRole('checkbox').first().check()
  const button = column.getByRole('button', { name: 'Record: not the same person' })
  await column.getByRole('button', { name: 'Record: not the same person', disabled: false }).waitFor()
  for (let push = 0; push < 6; push += 1) {
    const people = travellers.map(({ traveller }, place) => ({ ...traveller, seat: `${10 + push}${'ABCDEF'[place]}` }))
    await world.ask(flight, [...people, ...others])
  }
  const quiet = page.getByText(/^(?:\w{3} )?\d\d:\d\d UTC: .*Nothing you compare has changed\.$/)
  await quiet.waitFor()
  expect(await button.isEnabled()).toBe(true)
  expect(await axeInBothColours(page)).toEqual([])

  const read = { 'entente-purpose': 'border-control' }
  const { items } = (await world.officer.call('GET', '/v1/signals', undefined, read)).body as { items: Signal[] }
  const signal = items.find(({ value }) => JSON.stringify(value).includes(pairs.keyboard.signal.full)) as Signal
  const change = { ...draftOf(signal), value: { ...signal.value, birthDates: ['1987-08-09'] } }
  const headers = { ...read, 'if-match': String(signal.version) }
  const changed = await world.officer.call('PATCH', `/v1/signals/${signal.id}`, change, headers)
  expect(changed.status, JSON.stringify(changed.body)).toBe(200)
  await world.node.whenIdle()
  const notice = page.getByRole('region', { name: 'Changed evidence' })
  await notice
    .getByText(/ changed the signal at (?:\w{3} )?\d\d:\d\d UTC\. You can record once you have seen it\.$/)
    .waitFor()
  await notice.getByRole('row', { name: /^Birth date 1987-08-08 1987-08-09 in the signal$/ }).waitFor()
  expect(await button.isDisabled()).toBe(true)
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
  // The node refuses it too, whatever a client says that it has seen.
  const api = await world.node.signIn('analyst')
  await api.call('PUT', '/v1/me/purpose', { purpose: 'border-control' })
  const hits = await world.node.db.selectFrom('hit').select('id').where('case_id', '=', id).execute()
  const body = {
    ...{ outcome: 'no-action', act: 'ok-to-board', reasons: ['different-person'], text: '', seen: 1 },
    ...{ hits: hits.map((hit) => hit.id), alternativesConsidered: [], details: null },
  }
  const refused = await api.call('POST', `/v1/cases/${id}/proposal`, body)
  expect(refused).toMatchObject({ status: 409, body: { code: 'evidence-changed' } })

  await page.keyboard.press('i')
  await notice.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /1987-08-09/ }).waitFor()
  await record(page, 'Record: not the same person')
  await column.getByText(/^Recorded (?:\w{3} )?\d\d:\d\d:\d\d UTC\./).waitFor()
  expect(await draftsOf(id)).toBe(0)
})

walk('two analysts on one case: the second is told that it was taken, and keeps the words', async () => {
  await openCase(analyst, pairs.detained)
  await openCase(supervisor, pairs.detained)
  await columnOf(supervisor.page)
    .getByRole('radio', { name: /^Further check/ })
    .check()
  await ownWords(supervisor.page).fill('The supervisor began too.')
  await isKept(supervisor.page).waitFor()
  await analyst.page.bringToFront()
  await columnOf(analyst.page)
    .getByRole('radio', { name: /^Not the same person/ })
    .check()
  await columnOf(analyst.page).getByRole('checkbox').first().check()
  await record(analyst.page, 'Record: not the same person')
  await columnOf(analyst.page)
    .getByText(/^Recorded/)
    .waitFor()
  await supervisor.page.getByText(/^This case changed at/).waitFor()
  expect(await ownWords(supervisor.page).inputValue()).toBe('The supervisor began too.')
  await supervisor.page.getByRole('button', { name: 'Show', exact: true }).click()
  await supervisor.page.getByText(/^Recorded (?:\w{3} )?\d\d:\d\d:\d\d UTC\./).waitFor()
})
