import { testPassword } from '@entente/testkit'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { addAuthenticator, axeInBothColours, copyAuthenticator, fillIn } from './browser.ts'
import { type ListedPair, pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, flightIn, openWorld, type World } from './world.ts'

/** A person at a browser with an authenticator of its own, which answers without a hand. */
interface Person {
  page: Page
  devtools: CDPSession
  authenticator: string
}
let world: World
let analyst: Person
let supervisor: Person
const ids = new Map<ListedPair, string>()
const at = (path: string) => `http://localhost:${new URL(world.node.url).port}${path}`
beforeAll(async () => {
  world = await openWorld()
  await boarding(world, flightIn(), [pairs.misread, pairs.detained])
  for (const pair of [pairs.misread, pairs.detained]) ids.set(pair, await world.caseOf(pair))
  await world.node.db.updateTable('founding').set({ single_operator: false }).execute()
  analyst = await personAt('analyst')
  supervisor = await personAt('supervisor')
})
// A refused signature is a line in the console of the browser.
const expected = /status of (401|409)/
afterAll(async () => expect((await world.close()).filter((error) => !expected.test(error))).toEqual([]))

/** Opens a window, signs in with the password, and adds a passkey. */
async function personAt(account: string): Promise<Person> {
  const { page } = await world.desk(null)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const authenticator = await addAuthenticator(devtools)
  await page.goto(at('/sign-in'))
  await fillIn(page, account, testPassword)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('radio', { name: 'Border control' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('navigation').first().waitFor()
  return { page, devtools, authenticator }
}
const columnOf = ({ page }: Person) => page.getByRole('complementary', { name: 'Your decision' })
async function openCase({ page }: Person, pair: ListedPair): Promise<void> {
  await page.bringToFront()
  await page.goto(at(`/cases/${ids.get(pair)}`))
  await page.getByRole('heading', { level: 1, name: new RegExp(pair.traveller.surname) }).waitFor()
}
const record = (person: Person, name: string) => columnOf(person).getByRole('button', { name, disabled: false }).click()

/** Chooses an outcome with a reason and own words, and weighs what else may explain the hits. */
async function fillForm(person: Person, act: RegExp, reason: string): Promise<void> {
  const column = columnOf(person)
  await column.getByRole('radio', { name: act }).check()
  await column.getByRole('checkbox', { name: reason }).check()
  await column
    .getByRole('textbox', { name: /In your own words/ })
    .fill('The passport shown is the one named; nothing speaks against it.')
  const explanations = column.getByRole('group', { name: /^I considered the other explanations/ })
  for (const weighed of await explanations.getByRole('checkbox').all()) await weighed.check()
}
const methods = (pair: ListedPair) =>
  world.node.db
    .selectFrom('signed_act')
    .select(['type', 'method'])
    .where('case_id', '=', ids.get(pair) as string)
    .orderBy('at')
    .execute()

walk('K2 two people propose and confirm, each with one touch of a passkey', async () => {
  await openCase(analyst, pairs.misread)
  await fillForm(analyst, /^Do not board/, 'Document number agrees or is explained')
  await record(analyst, 'Ask a second person')
  await columnOf(analyst).getByText('You proposed: Do not board').waitFor()
  await openCase(supervisor, pairs.misread)
  await fillForm(supervisor, /^Agree: do not board/, 'Identity agrees on name and birth date')
  await record(supervisor, 'Record your answer')
  const column = columnOf(supervisor)
  await column.getByText(/^Refused boarding, decided .* by Analyst and Supervisor\./).waitFor()
  expect(await column.getByText('Signed with a passkey.').count()).toBe(2)
  expect(await axeInBothColours(supervisor.page)).toEqual([])
  expect(await methods(pairs.misread)).toEqual([
    { type: 'decision.propose', method: 'passkey' },
    { type: 'decision.confirm', method: 'passkey' },
  ])
})

walk('P4 the browser signs nothing if the node asks for another content than the page shows', async () => {
  const { page } = analyst
  await openCase(analyst, pairs.detained)
  await fillForm(analyst, /^Detain/, 'Order of a court or authority')
  await page.route('**/v1/acts', async (route) => {
    const answer = await route.fetch()
    const asked = (await answer.json()) as { content: { proposal: { act: string } } }
    asked.content.proposal.act = 'do-not-board'
    await route.fulfill({ response: answer, json: asked })
  })
  await record(analyst, 'Ask a second person')
  await page
    .getByRole('alert')
    .getByText(/something else than this page shows/)
    .waitFor()
  await page.unroute('**/v1/acts')
  expect(await methods(pairs.detained)).toEqual([])
})

walk('bad input 2: an authenticator without PIN or fingerprint signs nothing', async () => {
  const { devtools, authenticator, page } = analyst
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false })
  await record(analyst, 'Ask a second person')
  await page.getByRole('alert').getByText('The browser gave no passkey').waitFor()
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: true })
  expect(await methods(pairs.detained)).toEqual([])
})

walk('a copied passkey signs nothing and is suspended', async () => {
  const { devtools, authenticator, page } = analyst
  await copyAuthenticator(devtools, authenticator)
  await record(analyst, 'Ask a second person')
  await page.getByRole('alert').getByText('The answer of the passkey is not valid').waitFor()
  expect(await methods(pairs.detained)).toEqual([])
  const alarms = await world.node.db.selectFrom('alarm').select('code').execute()
  expect(alarms.map(({ code }) => code)).toContain('credential-cloned')
})
