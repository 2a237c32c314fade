import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AgreementView, Invitation, SignalDraft } from '@entente/contracts'
import { cutOff, type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { personDraft, shareSignals } from '../packages/node/src/exchange/peers/signals.fixture.ts'
import { agreementInForce } from '../packages/node/src/safeguards/access/signal-access/agreement.fixture.ts'
import { axeInBothColours, ensureDesk, openBrowser, wordsOf } from './browser.ts'
import { walk } from './walk.ts'
import { type Desk, openDesk } from './world.ts'

// Norland shares signals, Sudmark receives them and runs blind checks. Each walk continues where the previous one ended.

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
let browser: Browser
let officer: Desk
let now = new Date()
const errors: string[][] = []
const forBlind = randomUUID()
const desk = (node: NetworkNode, account: string) => openDesk(browser, node, account, errors)
beforeAll(async () => {
  await ensureDesk()
  network = await startTestNetwork(2, { clock: () => now, environment: { ENTENTE_PEER_WAIT_SECONDS: '2' } })
  ;[norland, sudmark] = network.nodes as [NetworkNode, NetworkNode]
  browser = await openBrowser()
  officer = await desk(norland, 'officer')
})
afterAll(async () => {
  await browser?.close()
  await network?.stop()
  expect(errors.flat(), 'errors in the console').toEqual([])
})

const clean = async (page: Page, what: string): Promise<void> => {
  await page.locator('[aria-busy=true], [data-loading]').first().waitFor({ state: 'detached' })
  expect(await axeInBothColours(page), what).toEqual([])
  expect(await cutOff(page), `${what} is cut off`).toEqual([])
}
const fill = (page: Page, label: string | RegExp, text: string) => page.getByRole('textbox', { name: label }).fill(text)
const pick = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
/** Returns the text of an element when it appears. */
const visibleText = async (place: Locator): Promise<string> => {
  await place.first().waitFor()
  return wordsOf(place)
}
const dayIn = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

walk('one officer offers an agreement, and the approval of a second person signs it', async () => {
  const { page, open } = officer
  await open('/agreements')
  await page.getByText('There is no agreement yet: no signal leaves this node, and none comes in.').waitFor()
  await clean(page, 'no agreement')
  await button(page, 'New agreement…').click()
  await button(page, 'Keep the draft').click()
  await page
    .getByRole('alert')
    .getByText(/^\d+ fields need a correction\. Nothing was stored\.$/)
    .waitFor()
  expect(await page.getByRole('checkbox', { checked: true }).count(), 'nothing is chosen beforehand').toBe(0)
  await clean(page, 'the form with faults')
  await fill(page, 'Title', 'Wallets of the north')
  await fill(page, /^Legal basis/, 'Invented treaty of 2025, article 4')
  await page.getByRole('group', { name: 'Kinds of signal' }).getByRole('checkbox', { name: 'Wallet' }).check()
  await page.getByRole('checkbox', { name: 'Border control' }).check()
  for (const [place, member] of [norland.member, sudmark.member].entries()) {
    const party = page.getByRole('group', { name: `Party ${place + 1}`, exact: true })
    await party.getByRole('combobox', { name: 'Member' }).fill(member)
    await party.getByRole('textbox', { name: 'Country' }).fill('nor')
    await party.getByRole('combobox', { name: 'Is a' }).click()
    await page.getByRole('option', { name: 'State authority' }).click()
    await party.getByRole('checkbox', { name: 'gives' }).check()
    await party.getByRole('checkbox', { name: 'receives' }).check()
  }
  await pick(page, 'Highest marking (TLP)', 'TLP:AMBER')
  await pick(page, 'Highest permitted actions (PAP)', 'PAP:GREEN')
  await pick(page, 'Passing on', 'to no member')
  await pick(page, 'Signals about children', 'left out')
  await fill(page, 'Valid until', dayIn(700))
  await fill(page, 'A signal is kept at most (days)', '900')
  await pick(page, 'When the agreement ends', 'received signals are erased')
  await fill(page, 'Reviewed every (months)', '12')
  await fill(page, 'Next review by', dayIn(300))
  await button(page, 'Keep the draft').click()
  await page.getByRole('heading', { level: 1, name: 'Wallets of the north' }).waitFor()
  await page.getByText(`${norland.member} and ${sudmark.member} may contribute signals of wallets.`).waitFor()
  await page.getByText('No signal here would be shared.').waitFor()
  await clean(page, 'a draft')
  await button(page, 'Offer it…').click()
  await page
    .getByRole('dialog')
    .getByText(/^sudmark\.example can read it at once\./)
    .waitFor()
  // Another person changes the draft. The version that was not read yet is then shown instead of being offered.
  const path = new URL(page.url()).pathname
  const written = (await norland.officer.call('GET', `/v1${path}`)).body as AgreementView
  const {
    schema: _schema,
    version: _version,
    replaces: _replaces,
    signatures: _signatures,
    ...terms
  } = written.agreement
  const anew = { ...terms, legalBasis: 'Invented treaty of 2025, article 5' }
  expect((await norland.officer.call('POST', '/v1/agreements', anew)).status).toBe(201)
  await button(page, 'Offer it').click()
  await page.getByText('The newest version is 1 now, and its text differs from the text that you read.').waitFor()
  await button(page, 'Not now').click()
  await page.getByText(/agree under Invented treaty of 2025, article 5\./).waitFor()
  await button(page, 'Offer it…').click()
  await button(page, 'Offer it').click()
  await page.getByText('Offered. The other parties can read it now.').waitFor()
  await page.getByText(/signal officer, approved/).waitFor()
  expect(await button(page, 'Approve…').count(), 'offering is an approval').toBe(0)

  const second = await desk(norland, 'supervisor')
  await second.open(path)
  await button(second.page, 'Approve…').click()
  await button(second.page, 'Approve').click()
  await second.page.getByText('This member has signed it.').waitFor()
  await network.whenIdle()
  for (const account of ['officer', 'supervisor']) {
    const person = await sudmark.signIn(account)
    expect((await person.call('POST', `/v1${path}/sign`)).status).toBe(200)
  }
  await network.whenIdle()
  await page.reload()
  await page.getByText('Version 1 is in force.').waitFor()
})

walk('a new version shows its changes; the previous one is valid until all sign', async () => {
  const { page, open } = officer
  await button(page, 'Write the next version…').click()
  await page.getByRole('heading', { level: 1, name: 'Version 2' }).waitFor()
  await page.getByRole('group', { name: 'Kinds of signal' }).getByRole('checkbox', { name: 'Web address' }).check()
  await button(page, 'Keep the draft').click()
  const row = page.getByRole('row', { name: /^Kinds/ })
  expect(await visibleText(row.getByRole('cell'))).toBe(['wallet', 'wallet, url', 'shares more'].join('\n'))
  await page.getByText('Version 1 stays in force until every party has signed version 2.').waitFor()
  await clean(page, 'two versions')
  await open('/agreements')
  await page
    .getByRole('row', { name: /Wallets of the north/ })
    .getByText(`version 2: ${norland.member}, ${sudmark.member}`)
    .waitFor()
  await clean(page, 'agreements')
})

walk('a signal is shared under an agreement; the receiver sees owner, terms and end', async () => {
  const { page, open } = officer
  await open('/signals/new?kind=wallet')
  await page.getByRole('checkbox', { name: 'Wallets of the north' }).check()
  await fill(page, /^Chain/, 'bitcoin')
  await fill(page, 'Address', 'bc1qinvented0wallet')
  await page.getByRole('checkbox', { name: 'Border control' }).check()
  await fill(page, /^Lawful basis/, 'Invented Border Act, section 12')
  await pick(page, 'Marking (TLP)', 'TLP:AMBER')
  await pick(page, 'Permitted actions (PAP)', 'PAP:GREEN')
  await fill(page, 'Confidence, 0 to 100', '80')
  await pick(page, 'Action on a hit', 'Discreet check')
  await fill(page, 'Necessity', 'Named in an invented inquiry; no milder means would find it.')
  await page.getByRole('radio', { name: 'No', exact: true }).check()
  await fill(page, /^Valid until/, dayIn(200))
  await fill(page, /^Kept until/, dayIn(300))
  await fill(page, 'Review due', dayIn(90))
  await clean(page, 'the form of a wallet')
  await button(page, 'Store the signal').click()
  await page.getByRole('region', { name: 'Members that have it' }).waitFor()
  const path = new URL(page.url()).pathname
  await network.whenIdle()
  const analyst = await sudmark.signIn('analyst')
  const mistaken = { outcome: 'mistaken', count: 1, firstSeen: null, lastSeen: null }
  expect((await analyst.call('POST', `/v1${path}/feedback`, mistaken)).status).toBe(201)
  await network.whenIdle()
  await page.reload()
  const given = page.getByRole('table', { name: 'Members that have it' }).getByRole('row', { name: /sudmark/ })
  expect(await visibleText(given)).toMatch(/has it/)
  const others = page.getByRole('table', { name: 'Feedback of others' }).getByRole('row', { name: /sudmark/ })
  expect(await visibleText(others)).toMatch(/0 % right/)
  await clean(page, 'an own signal that is shared')

  const receiver = await desk(sudmark, 'officer')
  await receiver.open('/signals?from=received')
  await receiver.page
    .getByRole('row', { name: /Wallet/ })
    .getByRole('link')
    .click()
  await receiver.page.getByText(/^norland\.example shares it under “Wallets of the north”\. It is kept until/).waitFor()
  expect(await receiver.page.getByRole('button', { name: /Edit|Withdraw/ }).count()).toBe(0)
  await receiver.page.getByRole('region', { name: 'Passed on' }).getByText('No member has it from us.').waitFor()
  await clean(receiver.page, 'a received signal')
  await button(receiver.page, 'Pass on…').click()
  await receiver.page.getByText('No third member takes part with this node.').waitFor()
  expect(await button(receiver.page, 'Pass it on').isDisabled()).toBe(true)
  await clean(receiver.page, 'passing on')
})

walk('a member is confirmed by six words and removed by typing its name', async () => {
  const { page, open } = await desk(norland, 'administrator')
  await open('/network')
  const card = page.getByRole('region', { name: sudmark.member })
  await card.getByText('Up to date').waitFor()
  expect(await visibleText(card.getByRole('table', { name: 'We share with them' }))).toMatch(
    /Wallet\s+1\s+0 % of 1 were right/,
  )
  await clean(page, 'the network')
  await button(page, 'Invite a member…').click()
  await fill(page, 'Member', 'tarnhold.example')
  await button(page, 'Make the invitation file').click()
  const file = page.waitForEvent('download')
  await button(page, 'Save the file').click()
  const saved = readFileSync(await (await file).path(), 'utf8')
  expect((JSON.parse(saved) as Invitation).invitee.member).toBe('tarnhold.example')
  await button(page, 'It is handed over or saved').click()
  await page
    .getByRole('region', { name: 'tarnhold.example' })
    .getByText('It has not opened its invitation yet.')
    .waitFor()
  await button(page, 'Open an invitation…').click()
  const choose = page.locator('input[type=file]')
  await choose.setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') })
  await page.getByText('This is no invitation file.').waitFor()
  await choose.setInputFiles({ name: 'i.json', mimeType: 'application/json', buffer: Buffer.from(saved) })
  await page.getByText('It is for tarnhold.example, and this is norland.example.').waitFor()
  await page.keyboard.press('Escape')

  await card.getByRole('link', { name: sudmark.member }).click()
  await button(page, 'Read its log now').click()
  await page.getByText('Its log is read: nothing is missing.').waitFor()
  await clean(page, 'a member')
  await button(page, 'Remove…').click()
  const remove = page.getByRole('dialog')
  await remove.getByText(/^It must erase 1 signal of ours/).waitFor()
  await remove.getByRole('textbox', { name: 'Reason' }).fill('An invented reason.')
  expect(await button(page, 'Remove this member').isDisabled()).toBe(true)
  await fill(page, `Type ${sudmark.member} to go on`, sudmark.member)
  expect(await button(page, 'Remove this member').isDisabled()).toBe(false)
  await page.keyboard.press('Escape')
  await button(page, 'Suspend…').click()
  await fill(page, 'Reason', 'An invented reason.')
  await button(page, 'Suspend this member').click()
  const words = (
    await visibleText(page.getByRole('list', { name: 'Six words of both keys' }).getByRole('listitem'))
  ).split('\n')
  expect(words).toHaveLength(6)
  await fill(page, 'Type the six words you heard', 'six other words than those said')
  await button(page, 'Confirm').click()
  await page.getByText('The words are not those of the two keys').waitFor()
  await clean(page, 'a member that is to be confirmed')
  await fill(page, 'Type the six words you heard', words.join(' ').toUpperCase())
  await button(page, 'Confirm').click()
  await page.getByText('Confirmed. Sharing starts under the agreements.').waitFor()
  await network.whenIdle()
})

walk('a blind check states its limits and known items; both sides log it', async () => {
  const blindCheck = {
    kinds: ['travel-document' as const],
    learns: [sudmark.member],
    ...{ tellCount: false, quotaPerDay: { single: 40, batch: 150 } },
  }
  const members = [norland.member, sudmark.member]
  const title = 'Passports asked blindly'
  for (const node of network.nodes) await agreementInForce(node.db, members, now, { id: forBlind, title, blindCheck })
  const passport = (number: string): SignalDraft => ({
    ...personDraft('Unused', 'Unused', [forBlind]),
    kind: 'travel-document',
    value: { documentType: 'P', number, issuingState: 'UTO', expiryDate: null },
  })
  await shareSignals(norland, [passport('K4471906B'), passport('AB1234O')], now)
  await network.whenIdle()
  const { page, open } = await desk(sudmark, 'officer')
  await open('/blind')
  await page.getByText(/semi-honest/).waitFor()
  await fill(page, /^Items, one a line/, 'K44 719-06B|UTO\nAB12340|UTO\nZZ0000000|UTO\n')
  await page.getByText('3 items', { exact: true }).waitFor()
  await button(page, 'Ask blindly').click()
  const result = page.getByRole('table', { name: 'Result' })
  const again = page.getByText('Try again in a minute.')
  await result.or(again).first().waitFor()
  if (await again.isVisible()) {
    await network.whenIdle()
    await button(page, 'Ask blindly').click()
  }
  expect(await visibleText(result)).toMatch(/K44 719-06B\|UTO\s+norland\.example, exact/)
  expect(await visibleText(result)).toMatch(/AB12340\|UTO\s+norland\.example, with O read as 0/)
  await page.getByText('1 item is not known.').waitFor()
  expect(await visibleText(page.getByRole('table', { name: 'Disclosed to each side' }))).toMatch(/16 items/)
  await button(page, 'Show the signals…').click()
  await fill(page, /^Why you need to see them/, 'The holder boards today and has no other paper.')
  await button(page, 'Ask for them').click()
  await page.getByText('2 signals of norland.example. They are shown and not kept.').waitFor()
  await page.getByRole('heading', { name: /K4471906B/ }).waitFor()
  const log = page.getByRole('table', { name: 'Log of blind checks' })
  await log.getByText('we asked norland.example').first().waitFor()
  await clean(page, 'what was found')
  const other = await desk(norland, 'oversight-1')
  await other.open('/blind')
  expect(await visibleText(other.page.getByRole('row', { name: /sudmark\.example asked us/ }).first())).toMatch(
    /hidden from us/,
  )
  expect(await other.page.getByRole('button', { name: 'Ask blindly' }).count()).toBe(0)
  await clean(other.page, 'the log of oversight')
})

walk('a withdrawal without receipt after its deadline is listed first and marked late', async () => {
  const { items } = (await norland.officer.call('GET', '/v1/signals?kind=wallet')).body as { items: { id: string }[] }
  const [signal] = items
  await sudmark.halt()
  await officer.open(`/signals/${signal?.id}`)
  await button(officer.page, 'Withdraw…').click()
  const dialog = officer.page.getByRole('dialog')
  await dialog.getByText(/^1 member that had it must stop using it/).waitFor()
  await dialog.getByRole('radio', { name: 'It names the wrong person' }).check()
  await button(officer.page, 'Withdraw everywhere').click()
  await officer.page.getByText('Withdrawn. It no longer matches.').waitFor()
  now = new Date(now.getTime() + 20 * 60_000)
  norland.officer = await norland.signIn('officer')
  const { page, open } = await desk(norland, 'supervisor')
  await open('/withdrawals')
  await page.getByText('1 late, 1 not complete').waitFor()
  expect(await visibleText(page.getByRole('row', { name: /sudmark/ }))).toMatch(/Late\s+Late\s+waiting/)
  await clean(page, 'withdrawals')
  await page
    .getByRole('row', { name: /sudmark/ })
    .getByRole('link')
    .click()
  await page.getByRole('table', { name: 'Receipts of its withdrawal' }).getByText('Late').first().waitFor()
  await clean(page, 'a withdrawn signal')
  await open('/network')
  await page.getByText('One withdrawal is not confirmed by its deadline.').waitFor()
  await clean(page, 'the network with something late')
  const tabsOf = async (account: string): Promise<string> => {
    const one = await desk(norland, account)
    // The queue uses the key N. Pressing G and then N must still open the network.
    await one.page.getByRole('heading', { level: 1 }).waitFor()
    await one.page.keyboard.press('g')
    await one.page.keyboard.press('n')
    const tabs = one.page.getByRole('navigation', { name: 'Exchange between members' })
    await tabs.waitFor()
    return (await tabs.getByRole('link').allInnerTexts()).join(', ')
  }
  expect(await tabsOf('analyst')).toBe('Agreements, Blind check')
  expect(await tabsOf('administrator')).toBe('Members')
  expect(await tabsOf('oversight-1')).toBe('Members, Agreements, Withdrawals, Blind check')
  const { agreement } = (await norland.officer.call('GET', `/v1/agreements/${forBlind}`)).body as AgreementView
  const oversight = await desk(norland, 'oversight-1')
  await oversight.open(`/agreements/${agreement.id}`)
  await oversight.page.getByRole('heading', { level: 1, name: agreement.title }).waitFor()
  expect(await oversight.page.getByRole('button', { name: /…$/ }).count(), 'oversight changes nothing').toBe(0)
})
