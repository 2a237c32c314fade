import { openPool } from '@entente/node'
import { testPassword } from '@entente/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, fillIn, wordsOf } from './browser.ts'
import { others, pairs } from './listed-people.ts'
import { passengerList } from './passenger-list.ts'
import { walk } from './walk.ts'
import { boarding, type Desk, flightIn, openWorld, type World } from './world.ts'

let world: World
let administrator: Desk
let oneTimePassword: string
beforeAll(async () => {
  world = await openWorld([pairs.same])
  await boarding(world, flightIn(), [pairs.same])
  administrator = await world.desk('administrator')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

walk('a new account shows its one-time password once; errors are beside their fields', async () => {
  const { page, open } = administrator
  await page.getByRole('row', { name: /^analyst / }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'New account…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New account' })
  await dialog.getByRole('button', { name: 'Make the account' }).click()
  await dialog
    .getByRole('alert')
    .getByText(/fields need a correction/)
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await dialog.getByRole('textbox', { name: 'Account name' }).fill('m.halvorsen')
  await dialog.getByRole('textbox', { name: 'Name of the person' }).fill('Mette Halvorsen')
  await dialog.getByRole('checkbox', { name: 'Analyst' }).check()
  await dialog.getByRole('textbox', { name: 'Teams' }).fill('travel')
  await dialog.getByRole('button', { name: 'Make the account' }).click()
  const secret = page.getByRole('dialog', { name: 'One-time password of m.halvorsen' })
  oneTimePassword = await secret.getByRole('textbox', { name: 'One-time password' }).inputValue()
  expect(oneTimePassword.length).toBeGreaterThanOrEqual(12)
  expect(await axeInBothColours(page)).toEqual([])
  await secret.getByRole('button', { name: 'I have passed it on' }).click()
  await secret.waitFor({ state: 'detached' })
  const row = page.getByRole('row', { name: /^m\.halvorsen / })
  expect(await wordsOf(row), 'during founding a role is in force at once').not.toContain('waits')
  await open('/admin')
  await row.waitFor()
  expect(await page.content(), 'shown once').not.toContain(oneTimePassword)
})

walk('a first sign-in requires a new password before anything is shown', async () => {
  const { page, open } = await world.desk(null)
  await open('/sign-in')
  await fillIn(page, 'm.halvorsen', oneTimePassword)
  await page.getByRole('heading', { name: 'Choose a password of your own' }).waitFor()
  await page.getByLabel('Password you were given').fill(oneTimePassword)
  await page.getByLabel('New password', { exact: true }).fill('too short')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Write at least 12 characters: 3 more.').waitFor()
  await page.getByText('The two do not agree.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByLabel('New password', { exact: true }).fill('five quiet herons wade')
  await page.getByLabel('New password again').fill('five quiet herons wade')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByRole('radio', { name: 'Border control' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('row', { name: /VERHOEKEL/ }).waitFor()
})

/** Chooses the gateway of a new sender in the open dialog. */
async function chooseGateway(page: Page, name: string): Promise<void> {
  await page
    .getByRole('combobox', { name: 'Gateway' })
    .or(page.getByRole('textbox', { name: 'Gateway' }))
    .click()
  await page.getByRole('option', { name }).click()
}

walk("a sender's key is shown once and works until it is revoked", async () => {
  const { page, open } = administrator
  const send = (key: string, reference: string) =>
    fetch(`${world.node.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/EDIFACT' },
      body: passengerList(flightIn(200, '915', 'ALG'), others, reference),
    })
  await open('/admin/senders')
  await page.getByRole('row', { name: /^Nordvik Air / }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'New sender…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New sender' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Zephyr Lines')
  await chooseGateway(page, 'Travel')
  await dialog.getByRole('button', { name: 'Make the sender' }).click()
  await page.getByRole('heading', { level: 1, name: 'Zephyr Lines' }).waitFor()
  await page.getByText('No key yet: it cannot send.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'New key…' }).click()
  await page
    .getByRole('dialog', { name: 'Make a key for Zephyr Lines?' })
    .getByRole('button', { name: 'Make the key' })
    .click()
  const secret = page.getByRole('dialog', { name: 'Key of Zephyr Lines' })
  const key = await secret.getByRole('textbox', { name: 'Key' }).inputValue()
  expect(await axeInBothColours(page)).toEqual([])
  await secret.getByRole('button', { name: 'I have passed it on' }).click()
  expect((await send(key, '9001')).status).toBe(202)
  await page.getByRole('button', { name: /^Revoke key / }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke the key' }).click()
  await page.getByText(/^revoked /).waitFor()
  expect((await send(key, '9002')).status, 'a key of nobody').toBe(403)
  expect(await page.content()).not.toContain(key)
})

walk('the page of a filer has its settings, and counts the signals for its goods', async () => {
  const { page, open } = administrator
  await open('/admin/senders')
  await page.getByRole('button', { name: 'New sender…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New sender' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lune Freight')
  await chooseGateway(page, 'Cargo')
  await dialog.getByRole('button', { name: 'Make the sender' }).click()
  await page.getByRole('heading', { level: 1, name: 'Lune Freight' }).waitFor()
  await page.getByText(/^0 of \d+ signals may be compared with this filer’s consignments\./).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('textbox', { name: 'May file for these carriers' }).fill('999, zz')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').first().waitFor()
  await open('/admin/senders')
  await page.getByRole('link', { name: 'Lune Freight' }).click()
  expect(await page.getByRole('textbox', { name: 'May file for these carriers' }).inputValue()).toBe('999 ZZ')
})

walk("changing a sender's law shows its consequences first", async () => {
  const { page, open } = administrator
  await open('/admin/regimes')
  await page.getByRole('row', { name: /icao/ }).first().waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await open('/admin')
  await page.getByRole('link', { name: 'analyst', exact: true }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('button', { name: 'New password…' }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('after founding a change waits for a consent, and the person concerned sees and stops it', async () => {
  await world.node.endFounding()
  const { page, open } = administrator
  await open('/admin')
  await page.getByRole('link', { name: 'officer', exact: true }).click()
  await page.getByRole('button', { name: 'Grant a role…' }).click()
  const grant = page.getByRole('dialog', { name: 'Which role for officer?' })
  await grant.getByRole('radio', { name: 'Analyst' }).check()
  await grant.getByRole('textbox', { name: 'Reason' }).fill('The night shift needs one more analyst.')
  expect(await axeInBothColours(page)).toEqual([])
  await grant.getByRole('button', { name: 'Ask for this role' }).click()
  await page.getByText('Proposed. See Changes for what is missing.').waitFor()
  await open('/admin/changes')
  await page.getByRole('cell', { name: /Needs the consent of: Administrator or Supervisor/ }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  const supervisor = await world.desk('supervisor')
  await supervisor.open('/team')
  await supervisor.page.getByRole('button', { name: /^Consent: / }).click()
  const consent = supervisor.page.getByRole('dialog', { name: 'Consent to this change?' })
  expect(await axeInBothColours(supervisor.page)).toEqual([])
  await consent.getByRole('button', { name: 'Consent', exact: true }).click()
  await supervisor.page.getByText('Your consent is recorded.').waitFor()

  const concerned = await world.desk('analyst')
  await open('/admin')
  await page.getByRole('link', { name: 'analyst', exact: true }).click()
  await page.getByRole('button', { name: 'New password…' }).click()
  const reset = page.getByRole('dialog', { name: 'Has the owner of analyst asked for a new password?' })
  await reset.getByRole('textbox', { name: 'Reason' }).fill('The owner came in person to the office.')
  await reset.getByRole('button', { name: 'Record the request' }).click()
  const banner = concerned.page.getByRole('region', { name: 'About you:' })
  await banner.getByText(/is to choose a new password with a code/).waitFor()
  expect(await axeInBothColours(concerned.page)).toEqual([])
  await banner.getByRole('button', { name: /^Object: / }).click()
  const objection = concerned.page.getByRole('dialog', { name: 'Stop this change?' })
  await objection.getByRole('textbox', { name: 'Reason' }).fill('I did not ask for a new password.')
  await objection.getByRole('button', { name: 'Object' }).click()
  await banner.getByText(/is to choose a new password/).waitFor({ state: 'detached' })
})

walk('two people show half a code each, and the owner chooses a password with both', async () => {
  const { page, open } = administrator
  await open('/admin/changes')
  const account = await world.node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'officer-2')
    .executeTakeFirst()
  const asking = await world.node.signIn('administrator')
  const reason = 'The owner came in person to the office.'
  await asking.call('POST', `/v1/accounts/${account?.id}/reset`, { reason })
  const halfOf = async (desk: Desk): Promise<string> => {
    await desk.page.getByRole('button', { name: /^Consent: .*officer-2/ }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Consent', exact: true }).click()
    await desk.page.getByRole('button', { name: /^Show my half .*officer-2/ }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Show my half' }).click()
    const secret = desk.page.getByRole('dialog', { name: /half of the code of officer-2/ })
    const half = await secret.getByRole('textbox', { name: 'Half of the code' }).inputValue()
    expect(await axeInBothColours(desk.page)).toEqual([])
    await secret.getByRole('button', { name: 'I have passed it on' }).click()
    return half
  }
  await page.getByRole('button', { name: /^Consent: .*officer-2/ }).waitFor()
  const first = await halfOf(administrator)
  const oversight = await world.desk('oversight-1')
  await oversight.open('/oversight/accounts')
  const second = await halfOf(oversight)
  // The day of the waiting time has passed.
  const past = { state: 'to-enrol', effective_at: new Date(), ends_at: new Date(Date.now() + 3_600_000) }
  await world.node.db.updateTable('people_change').set(past).where('state', '=', 'waiting').execute()
  const owner = await world.desk(null)
  await owner.open('/sign-in')
  await owner.page.getByRole('link', { name: 'I have a code in two halves' }).click()
  // The sign-in page has a field of the same name.
  await owner.page.getByRole('heading', { name: 'Choose your password with a code' }).waitFor()
  await owner.page.getByLabel('Name', { exact: true }).fill('officer-2')
  await owner.page.getByRole('textbox', { name: 'First half' }).fill(first)
  await owner.page.getByRole('textbox', { name: 'Second half' }).fill(second)
  await owner.page.getByLabel('New password', { exact: true }).fill('six quiet herons wade')
  await owner.page.getByLabel('New password again').fill('six quiet herons wade')
  expect(await axeInBothColours(owner.page)).toEqual([])
  await owner.page.getByRole('button', { name: 'Choose this password' }).click()
  await owner.page.getByRole('heading', { name: 'Your password is chosen' }).waitFor()
  await owner.open('/sign-in')
  await fillIn(owner.page, 'officer-2', 'six quiet herons wade')
  await owner.page.getByRole('radio').first().waitFor()
})

walk('a person suspends their own account, and cannot sign in any more', async () => {
  const { page, open } = await world.desk('officer')
  await open('/me')
  await page.getByRole('button', { name: 'Suspend my account…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Suspend your account?' })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('My laptop was stolen on the train.')
  expect(await axeInBothColours(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Suspend', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
  await open('/sign-in')
  await fillIn(page, 'officer', testPassword)
  await page
    .getByText(/^Sign-in is suspended until /)
    .first()
    .waitFor()
})

walk('people see the log entries about themselves and no other entries', async () => {
  const { page, open } = await world.desk('analyst')
  await open(`/cases/${await world.caseOf(pairs.same)}`)
  await page.getByRole('heading', { level: 1, name: /VERHOEKEL/ }).waitFor()
  await open('/log')
  const look = page.getByRole('row', { name: /Viewed (the |a )?case/i }).first()
  await look.waitFor()
  expect(await wordsOf(look)).toContain('Border control')
  await look.getByRole('button').click()
  expect(await axeInBothColours(page)).toEqual([])
  expect(await wordsOf(page.locator('#page')), 'what an administrator did is not in it').not.toContain('sender')
})

walk('preferences are stored on the node: colour scheme and single-letter keys', async () => {
  const { page, open } = await world.desk('supervisor')
  await open('/me')
  await page.getByText('Dark', { exact: true }).click()
  await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark')
  await page.getByText('Saved.').waitFor()
  await page
    .getByRole('switch', { name: /^Single letters as keys/ })
    .or(page.getByRole('checkbox', { name: /^Single letters as keys/ }))
    .click()
  await page.waitForFunction(async () => {
    const me = (await (await fetch('/v1/me')).json()) as { preferences: { singleKeys: boolean } }
    return !me.preferences.singleKeys
  })
  const other = await world.desk('supervisor')
  await other.page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark')
  await other.page.getByRole('row', { name: /VERHOEKEL/ }).waitFor()
  await other.page.keyboard.press('j')
  expect(await other.page.getByRole('row', { selected: true }).count()).toBe(0)
  await other.page.keyboard.press('Tab')
})

walk('oversight reads every case, the log and overdue items, and decides nothing', async () => {
  const { page, open } = await world.desk('oversight-1')
  await open('/oversight')
  await page.getByRole('row', { name: /C-1/ }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('link', { name: 'C-1' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByText('Your role reads cases.').waitFor()
  expect(await page.getByRole('complementary').getByRole('radio').count()).toBe(0)
  expect(await axeInBothColours(page)).toEqual([])
  for (const path of ['/oversight/log', '/oversight/overdue', '/oversight/accounts']) {
    await open(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
    expect(await axeInBothColours(page), path).toEqual([])
  }
})

walk('oversight verifies the log in the browser, and a log that was rewritten afterwards is found', async () => {
  await world.node.auditLog.sequence()
  const { page, open } = await world.desk('oversight-1')
  await open('/oversight/log')
  await page.getByRole('link', { name: 'Verify' }).click()
  const verify = page.getByRole('button', { name: 'Verify now' })
  await verify.click()
  await page.getByText(/^Verified\. Entries in the signed log: \d+$/).waitFor()
  await page.getByText('No witness cosigned this state.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  const owner = openPool(world.node.database.connection('entente_owner'), { max: 1, log: () => {} })
  await owner.query('alter table audit.entry disable trigger all')
  await owner.query(
    "update audit.entry set entry = replace(entry, '\"count\":', '\"count\":1') where type = 'login.ok'",
  )
  await owner.end()
  await verify.click()
  await page.getByText(/^Not verified\. Faults: \d+$/).waitFor()
  await page.getByRole('cell', { name: 'entry-hash' }).first().waitFor()
  await page.getByRole('cell', { name: 'An entry or a hash is not the one that was signed.' }).first().waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})
