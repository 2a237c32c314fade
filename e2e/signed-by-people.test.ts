import { randomUUID } from 'node:crypto'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { csv, importBytes, makeList } from '../packages/node/src/exchange/lists/list-stage.fixture.ts'
import { personDraft, shareSignals } from '../packages/node/src/exchange/peers/signals.fixture.ts'
import { agreementInForce } from '../packages/node/src/safeguards/access/signal-access/agreement.fixture.ts'
import { addAuthenticator, axeInBothColours, ensureDesk, openBrowser } from './browser.ts'
import { openPerson, type Person } from './person.ts'
import { walk } from './walk.ts'

// People of a node of several people sign acts that are no decisions, each with one touch of a passkey.

let network: TestNetwork
let norland: NetworkNode
let browser: Browser
let [second, supervisor, administrator] = [] as unknown as [Person, Person, Person]
let list: string
let received: string
const agreement = randomUUID()
const title = 'People of the north'
const errors: string[][] = []

beforeAll(async () => {
  await ensureDesk()
  network = await startTestNetwork(2, { environment: { ENTENTE_PEER_WAIT_SECONDS: '2' } })
  const [first, sudmark] = network.nodes as [NetworkNode, NetworkNode]
  norland = first
  const members = [norland.member, sudmark.member]
  for (const node of network.nodes) await agreementInForce(node.db, members, new Date(), { id: agreement, title })
  ;[received = ''] = await shareSignals(sudmark, [personDraft('Vantongeren', 'Sole', [agreement])])
  list = await makeList(norland.officer, 'Invented list')
  await importBytes(norland.officer, list, csv(['1,Marit Solvang', '2,Pål Enge']))
  await network.whenIdle()
  await norland.endFounding()
  await norland.db.updateTable('founding').set({ single_operator: false }).execute()
  browser = await openBrowser()
  second = await personAt('officer-2', 'Border control')
  supervisor = await personAt('supervisor', 'Border control')
  administrator = await personAt('administrator', null)
})
afterAll(async () => {
  await browser?.close()
  await network?.stop()
  expect(errors.flat(), 'errors in the console').toEqual([])
})

const personAt = (account: string, purpose: string | null) =>
  openPerson({ browser, node: norland, errors }, account, purpose)
type Passkey = Awaited<ReturnType<typeof credentialsOf>>[number]
async function credentialsOf({ devtools, authenticator: authenticatorId }: Person) {
  return (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials
}
/** Puts the authenticator of a person away and takes another one, with this passkey or empty. Returns the passkey of the former one. */
async function take(person: Person, passkey: Passkey | null): Promise<Passkey | undefined> {
  const { devtools, authenticator: authenticatorId } = person
  const [held] = await credentialsOf(person)
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  person.authenticator = await addAuthenticator(devtools)
  if (passkey !== null)
    await devtools.send('WebAuthn.addCredential', { authenticatorId: person.authenticator, credential: passkey })
  return held
}
/** How acts of a type were signed and by how many passkeys. */
const signed = async (type: string) => {
  const rows = norland.db.selectFrom('signed_act').select(['method', 'credential_id']).where('type', '=', type)
  return (await rows.execute()).map(({ method, credential_id: by }) => [method, by !== null])
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

walk('K2 a second officer releases the people of a list with one touch', async () => {
  const { page, open } = second
  await open(`/signals/lists/${list}`)
  await button(page, 'Release to others…').click()
  await page.getByRole('dialog', { name: 'Release 2 people of version 1?' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await button(page, 'Release').click()
  await page.getByText('2 people are released.').waitFor()
  expect(await signed('signal.release-list')).toEqual([['passkey', true]])
})

walk('K1 a passkey signs the enrolment of a second one, which then signs after the first ended', async () => {
  const { page, open } = second
  await open('/me')
  const factors = page.getByRole('region', { name: /second factors/ })
  const passkeys = factors.getByRole('row', { name: /^Passkey/ })
  await button(page, 'Add a factor…').click()
  await button(page, 'Add a passkey').click()
  await page.getByText('This device already has a passkey of your account.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  // The person takes a security key, and the device again when it is to sign the enrolment.
  const device = (await take(second, null)) ?? null
  let key: Passkey | undefined
  await page.route('**/v1/acts', async (route) => {
    key = await take(second, device)
    await route.continue()
  })
  await button(page, 'Add a passkey').click()
  await passkeys.nth(1).waitFor()
  await page.unroute('**/v1/acts')
  expect(await signed('people.enrol')).toEqual([['passkey', true]])
  expect(await axeInBothColours(page)).toEqual([])
  await take(second, key ?? null)
  await passkeys.first().getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
  await passkeys.nth(1).waitFor({ state: 'detached' })
})

walk('K2 one person requests a legal hold, and another approves it with the new passkey', async () => {
  await supervisor.open(`/signals/${received}`)
  const { page } = supervisor
  await button(page, 'Request a legal hold…').click()
  await page.getByRole('radio', { name: 'A court ordered it' }).check()
  await page.getByRole('textbox', { name: 'Law, or file number of the court' }).fill('Invented court, file 14/2026')
  const day = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)
  await page.getByRole('textbox', { name: 'Last day' }).fill(day)
  await button(page, 'Request').click()
  await page.getByText('You requested it: another person must agree.').waitFor()
  await second.open(`/signals/${received}`)
  await button(second.page, 'Agree…').click()
  await button(second.page, 'Agree').click()
  await second.page.getByText('The legal hold is in force.').waitFor()
  expect(await axeInBothColours(second.page)).toEqual([])
  expect(await signed('hold.approve')).toEqual([['passkey', true]])
})

walk('K3 an administrator signs a proposal, and a supervisor signs the consent', async () => {
  const { page, open } = administrator
  await open('/admin')
  await page.getByRole('link', { name: 'officer', exact: true }).click()
  await button(page, 'Grant a role…').click()
  await page.getByRole('radio', { name: 'Analyst' }).check()
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /Reason/ })
    .fill('Agreed in the meeting of Monday.')
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for this role' }).click()
  await page.getByText('Proposed. See Changes for what is missing.').waitFor()
  expect(await signed('people.propose')).toEqual([['passkey', true]])
  await supervisor.open('/shift')
  const row = supervisor.page.getByRole('row', { name: /is to get the role/ })
  await row.getByRole('button', { name: /^Consent/ }).click()
  await button(supervisor.page, 'Consent').click()
  await supervisor.page.getByText('Your consent is recorded.').waitFor()
  expect(await axeInBothColours(supervisor.page)).toEqual([])
  expect(await signed('people.consent')).toEqual([['passkey', true]])
  const { id } = await norland.db.selectFrom('people_change').select('id').executeTakeFirstOrThrow()
  const state = norland.db.selectFrom('people_change').select('state').where('id', '=', id)
  await expect.poll(async () => (await state.executeTakeFirst())?.state).toBe('done')
})

walk('K2 the end of an agreement is signed', async () => {
  const { page, open } = supervisor
  await open(`/agreements/${agreement}`)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await button(page, 'End it for us…').click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('The treaty was ended.')
  await button(page, 'End it for us').click()
  await page.getByText('Ended for us. The other parties are informed.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  expect(await signed('agreement.end')).toEqual([['passkey', true]])
})

walk('S40 one person stops a list, every page says so, and two people lift the stop with their passkeys', async () => {
  const { page, open } = supervisor
  await open('/stop')
  await page.getByText('Nothing is stopped: everything is matched.').waitFor()
  await page.getByRole('combobox', { name: 'What to stop' }).click()
  await page.getByRole('option', { name: 'List: Invented list' }).click()
  await page.getByRole('textbox', { name: 'Why' }).fill('The list of yesterday has wrong entries.')
  await button(page, 'Stop matching').click()
  await page.getByRole('dialog', { name: 'Stop “List: Invented list”?' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Stop matching' }).click()
  await page.getByText(/^Stopped\./).waitFor()
  await page.getByText(/^Some matching is stopped since/).waitFor()
  await button(page, 'Begin a drill').click()
  await page.getByRole('region', { name: 'Drills' }).getByRole('row').nth(1).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await button(page, 'Lift: List: Invented list').click()
  await button(page, 'Lift').click()
  await page.getByText('Recorded. A second person is needed to lift the stop.').waitFor()
  // Another person reads of it on each page.
  await administrator.open('/admin')
  await administrator.page.getByText(/^Some matching is stopped since/).waitFor()
  await administrator.page.getByRole('link', { name: 'Read more' }).click()
  await button(administrator.page, 'Lift: List: Invented list').click()
  await button(administrator.page, 'Lift').click()
  await administrator.page.getByText('The stop is lifted. What arrived meanwhile is being checked.').waitFor()
  await administrator.page.getByText('Nothing is stopped: everything is matched.').waitFor()
  await administrator.page.getByText(/^Some matching is stopped since/).waitFor({ state: 'detached' })
  expect(await signed('kill.off')).toEqual([
    ['passkey', true],
    ['passkey', true],
  ])
})
