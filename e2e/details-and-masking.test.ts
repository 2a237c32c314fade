import { cutOff, sidewaysOverflow, testPassword } from '@entente/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { createDatabase } from '../packages/node/src/store/database.ts'
import { enqueueJobs } from '../packages/node/src/store/define-job.ts'
import { openPool } from '../packages/node/src/store/postgres/index.ts'
import { axeInBothColours, fillIn, wordsOf } from './browser.ts'
import { pairs } from './listed-people.ts'
import { type Booked, reservationPush } from './reservation-push.ts'
import { walk } from './walk.ts'
import { boarding, flightIn, openWorld, type World } from './world.ts'

const phone = '4790000417'
const email = 'tomas.verhoekel@post.example'
const card = 'VI:XXXXXXXXXXXX2198:0427'
const address: [string, string, string] = ['3 ORCHARD ROW', 'DUNMERE', '97667']
const { traveller } = pairs.same
const listed: Booked = { locator: 'QX7LP2', ...traveller, phone, email, card, address }
/** Travellers who each share exactly one detail with the listed traveller; the last one shares none. */
const sharing: Booked[] = [
  { locator: 'AA1PHO', surname: 'SOLBERG', given: 'KARI', phone },
  { locator: 'BB2MAI', surname: 'TEIGEN', given: 'ODD', email },
  { locator: 'CC3CRD', surname: 'MOLDE', given: 'SIRI', card },
  { locator: 'DD4ADR', surname: 'RUNDE', given: 'PER', address },
  { locator: 'EE5NON', surname: 'ALNES', given: 'EVA', phone: '4790000999' },
]

let world: World
/** The time on the node's clock, in months after the messages arrived. */
let months = 0
/** The case about a traveller who will be masked. */
let laterCase: string
beforeAll(async () => {
  world = await openWorld([pairs.same, pairs.later], () => new Date(Date.now() + months * 31 * 86_400_000))
  await world.send(reservationPush(flightIn(180), [listed], '8101'))
  await world.send(reservationPush(flightIn(400, '644', 'ALG'), sharing, '8102'))
  await boarding(world, flightIn(90, '120', 'ALG'), [pairs.later])
  laterCase = await world.caseOf(pairs.later)
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

walk('a case links other reservations with the same phone, mail, card or address', async () => {
  const { page, open } = await world.desk('analyst')
  await open(`/cases/${await world.caseOf(pairs.same)}?tab=links&view=table`)
  const shared = page.getByRole('table', { name: 'Links as a table' })
  await shared.getByText('SOLBERG, KARI').waitFor()
  const rows = await shared.getByRole('row', { name: /7N 644/ }).allInnerTexts()
  const plain = rows.map((row) => row.replaceAll(/\s+/g, ' ').replace(/ \d+ \w+ \d{4} –$/, '')).toSorted()
  expect(plain).toEqual([
    'address 3 ORCHARD ROW 97667 DUNMERE RUNDE, PER 7N 644',
    'card ···· 2198 MOLDE, SIRI 7N 644',
    'e-mail address to…@post.example TEIGEN, ODD 7N 644',
    'phone 4790 ··· 417 SOLBERG, KARI 7N 644',
  ])
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
  await shared.getByRole('link', { name: 'MOLDE, SIRI' }).click()
  await page.waitForURL(/\/records\//)
  await page.getByRole('heading', { level: 1, name: 'MOLDE, SIRI' }).waitFor()
  expect(await wordsOf(page.locator('#page'))).toContain('VERHOEKEL, TOMAS')
  expect(await axeInBothColours(page)).toEqual([])
})

walk('an idle page is covered after a warning; the same person gets the input back', async () => {
  const { page, open } = await world.desk('analyst')
  await page.clock.install()
  await open(`/cases/${await world.caseOf(pairs.same)}`)
  await page.getByRole('heading', { level: 1, name: /VERHOEKEL/ }).waitFor()
  await page.keyboard.press('2')
  const words = page.getByRole('textbox', { name: /In your own words/ })
  await words.fill('The seat was changed at the gate.')
  await page.clock.fastForward('59:30')
  await page.getByRole('button', { name: 'Stay' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.clock.fastForward('00:40')
  await page.getByRole('heading', { name: 'Sign in again to go on' }).waitFor()
  expect(await page.content(), 'what was read has left the document').not.toMatch(/VERHOEKEL|NX7730124|gate\./)
  expect(await page.title()).not.toMatch(/VERHOEKEL/)
  expect(await axeInBothColours(page)).toEqual([])
  await fillIn(page, 'analyst', testPassword)
  await page.getByRole('heading', { level: 1, name: /VERHOEKEL/ }).waitFor()
  expect(await words.inputValue()).toBe('The seat was changed at the gate.')
})

walk('after six months a case keeps its reason, but no longer shows the person', async () => {
  const caseId = laterCase
  months = 7
  const { page, open } = await world.desk('supervisor')
  await open(`/cases/${caseId}`)
  await page.getByText('Six months have passed: this person is no longer identified here.').waitFor()
  const secret = /KHEROUF|NADIA|KH2093358|1995-12-19|19 Dec 1995/
  expect(await page.content()).not.toMatch(secret)
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
  await page.getByRole('link', { name: 'See the record' }).click()
  await page.getByRole('heading', { level: 1, name: 'Passenger, name masked' }).waitFor()
  await page.getByText('Six months have passed: this person is no longer identified here.').waitFor()
  expect(await page.getByText('masked', { exact: true }).count()).toBeGreaterThan(3)
  expect(await page.content()).not.toMatch(secret)
  expect(await axeInBothColours(page)).toEqual([])
  await open('/queue')
  await page.getByRole('row').nth(2).waitFor()
  expect(await page.content()).not.toMatch(secret)
})

const sizes = [390, 720, 1280]
/** Checks a page in both colours and at three widths. */
async function fits(page: Page): Promise<void> {
  for (const width of sizes) {
    await page.setViewportSize({ width, height: 900 })
    expect(await axeInBothColours(page), `${page.url()} at ${width}`).toEqual([])
    expect(await sidewaysOverflow(page), `${page.url()} at ${width}`).toBe(0)
  }
  expect(await cutOff(page)).toEqual([])
}

walk(
  'S16 masked fields are shown to the one who asked, once another unit approved, and oversight reviews it',
  async () => {
    months = 7
    await enqueueJobs([{ task: 'sweep-retention', payload: {}, options: {} }]).execute(world.node.db)
    await world.node.whenIdle()
    // A supervisor of another unit.
    const owner = createDatabase(openPool(world.node.database.connection('entente_owner'), { max: 1, log: () => {} }))
    const second = await owner
      .selectFrom('account')
      .select('id')
      .where('name', '=', 'officer-2')
      .executeTakeFirstOrThrow()
    await owner.deleteFrom('account_role').where('account_id', '=', second.id).execute()
    const supervisor = owner.selectFrom('account_role').selectAll().where('role', '=', 'supervisor')
    const role = await supervisor.executeTakeFirstOrThrow()
    await owner
      .insertInto('account_role')
      .values({ ...role, account_id: second.id })
      .execute()
    await owner.insertInto('account_team').values({ account_id: second.id, team: 'desk-north' }).execute()
    await owner.destroy()

    const asks = await world.desk('analyst')
    await asks.open(`/cases/${laterCase}`)
    await asks.page.getByRole('link', { name: 'Ask to unmask…' }).click()
    await asks.page.getByRole('button', { name: 'Ask', exact: true }).click()
    await asks.page.getByText('Choose at least one group of fields.').first().waitFor()
    await fits(asks.page)
    await asks.page.getByRole('checkbox', { name: 'names' }).check()
    await asks.page.getByRole('combobox', { name: 'Ground' }).click()
    await asks.page.getByRole('option', { name: 'court order' }).click()
    await asks.page
      .getByRole('textbox', { name: /Why does the case need/ })
      .fill('The court asked who travelled on this flight.')
    await asks.page.getByRole('button', { name: 'Ask', exact: true }).click()
    await asks.page.waitForURL(/\/unmaskings\/[0-9a-f-]{36}/)
    await asks.page.getByText('The court asked who travelled').waitFor()
    await fits(asks.page)
    const path = new URL(asks.page.url()).pathname

    const approver = await world.desk('officer-2')
    await approver.open('/unmaskings')
    await approver.page.getByText('Waits for your answer').waitFor()
    await fits(approver.page)
    await approver.page.getByRole('link', { name: /^C-/ }).click()
    await approver.page.getByRole('heading', { name: 'Approve' }).waitFor()
    await fits(approver.page)
    await approver.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await approver.page.getByText('The unmasking is approved.').waitFor()

    await asks.open(path)
    const secret = /KHEROUF/
    await asks.page.getByRole('button', { name: 'See the fields' }).waitFor()
    expect(await asks.page.content()).not.toMatch(secret)
    await asks.page.getByRole('button', { name: 'See the fields' }).click()
    await asks.page.getByText('KHEROUF').first().waitFor()
    await asks.page.getByText(/19 views left/).waitFor()
    await fits(asks.page)
    expect(await asks.page.content(), 'a group that was not named').not.toMatch(/KH2093358/)
    await asks.open('/unmaskings')
    await asks.page.getByRole('link', { name: /^C-/ }).waitFor()
    expect(await asks.page.content()).not.toMatch(secret)

    const reviews = await world.desk('oversight-1')
    await reviews.open(path)
    await reviews.page.getByRole('textbox', { name: 'What did you find?' }).fill('The reason fits the case.')
    await fits(reviews.page)
    await reviews.page.getByRole('button', { name: 'Keep the note' }).click()
    await reviews.page.getByText('The note is kept.').waitFor()
    await reviews.open('/retention')
    await reviews.page.getByRole('heading', { name: 'Due within seven days' }).waitFor()
    await fits(reviews.page)
  },
)
