import { readFileSync } from 'node:fs'
import { cutOff, testPassword } from '@entente/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { face, nist } from '../packages/node/src/exchange/attachments/biometric-files.fixture.ts'
import { axeInBothColours, fillIn, wordsOf } from './browser.ts'
import { pairs, writeSignals } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, type Desk, flightIn, openWorld, type World } from './world.ts'

let world: World
let officer: Desk
beforeAll(async () => {
  // The node has no signals yet, so the signals and lists of these walks give the first hits.
  world = await openWorld([])
  await boarding(world, flightIn(), [pairs.later, pairs.same])
  officer = await world.desk('officer')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

const fill = (page: Page, label: string | RegExp, text: string) => page.getByRole('textbox', { name: label }).fill(text)
const pick = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const fillTerms = async (page: Page): Promise<void> => {
  await page.getByRole('checkbox', { name: 'Border control' }).check()
  await fill(page, /^Lawful basis/, 'Invented Border Act, section 12')
  await pick(page, 'Marking (TLP)', 'TLP:AMBER')
  await pick(page, 'Permitted actions (PAP)', 'PAP:GREEN')
  await fill(page, 'Confidence, 0 to 100', '80')
  await pick(page, 'Action on a hit', 'Discreet check')
  await fill(page, 'Necessity', 'Named in an invented inquiry; no milder means would find the person.')
}
const queueOf = async (): Promise<string> => {
  const analyst = await world.node.signIn('analyst')
  return JSON.stringify((await analyst.call('GET', '/v1/cases')).body)
}
/** Ends the sessions of everybody, as after idle minutes. */
const endSessions = async (): Promise<void> => {
  await world.node.db.deleteFrom('session').execute()
}
const signInAgain = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await fillIn(page, 'officer', testPassword)
}

walk('an incomplete signal is not stored, and each missing field is named', async () => {
  const { page, open } = officer
  await open('/signals')
  await page.getByText('No signal yet.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page
    .getByRole('button', { name: 'New signal…' })
    .or(page.getByRole('link', { name: 'New signal…' }))
    .click()
  await page.getByRole('heading', { level: 1, name: 'New signal' }).waitFor()
  expect(await page.getByRole('checkbox', { checked: true }).count(), 'no purpose is chosen beforehand').toBe(0)
  await page.getByRole('button', { name: 'Store the signal' }).click()
  const summary = page.getByRole('alert')
  await summary.getByText(/^\d+ fields need a correction\. Nothing was stored\.$/).waitFor()
  await summary.getByRole('link', { name: 'Lawful basis' }).waitFor()
  const focused = await page.evaluate(
    () => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent,
  )
  expect(focused).toBe('Full name')
  expect(await axeInBothColours(page)).toEqual([])
  await summary.getByRole('link', { name: 'Lawful basis' }).click()
  expect(
    await page.getByRole('textbox', { name: /^Lawful basis/ }).evaluate((field) => field === document.activeElement),
  ).toBe(true)
})

walk("the node's refusal appears at its field; a corrected signal starts to match", async () => {
  const { page } = officer
  await fill(page, 'Full name', pairs.same.signal.full)
  await fill(page, /^Birth dates/, '2.11.1979')
  await page.getByRole('button', { name: 'Add a document or number' }).click()
  const number = page.getByRole('group', { name: 'Number 1' })
  await number.getByRole('textbox', { name: 'Type' }).fill('passport')
  await number.getByRole('textbox', { name: 'Number' }).fill(pairs.same.signal.document)
  await number.getByRole('textbox', { name: 'Issued by' }).fill(pairs.same.signal.issuer)
  await fillTerms(page)
  await page.getByRole('radio', { name: 'No', exact: true }).check()
  await page.getByLabel('Valid until').fill(dayIn(200))
  await page.getByLabel('Kept until').fill(dayIn(300))
  const review = page.getByRole('textbox', { name: 'Review due' })
  expect(await review.getAttribute('placeholder')).toBe('yyyy-mm-dd')
  await review.fill('31.12.2027')
  await page.getByRole('button', { name: 'Store the signal' }).click()
  expect(await wordsOf(page.getByRole('alert').getByRole('listitem'))).toBe(
    'Review due: A day that exists, as year-month-day, such as 2027-03-31.',
  )
  await review.fill(dayIn(90))
  expect(await review.inputValue(), 'as it was typed, in any language of the browser').toBe(dayIn(90))
  await page.getByRole('button', { name: 'Store the signal' }).click()
  const birth = page.getByRole('textbox', { name: /^Birth dates/ })
  await page.getByRole('alert').getByRole('link', { name: 'Birth dates' }).waitFor()
  expect(await birth.getAttribute('aria-invalid')).toBe('true')
  expect(await wordsOf(page.getByRole('alert').getByRole('listitem'))).toBe(
    'Birth dates: Dates such as 1961-05-17, 1961-05, 1961, 1961~ or 1958/1963, with commas.',
  )
  expect(await axeInBothColours(page)).toEqual([])
  await birth.fill(pairs.same.signal.birth)
  await page.getByRole('button', { name: 'Store the signal' }).click()
  await page.waitForURL(/\/signals\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { level: 1, name: pairs.same.signal.full }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await world.node.whenIdle()
  expect(await queueOf()).toContain('VERHOEKEL')
})

walk('a biometric file is attached to a signal, described, and copied with a reason', async () => {
  const { page } = officer
  const panel = page.getByRole('region', { name: 'Biometric files' })
  await panel.getByText('This signal has no file.').waitFor()
  await panel.getByRole('button', { name: 'Add a file…' }).click()
  const dialog = page.getByRole('dialog')
  const choose = async (name: string, buffer: Buffer): Promise<void> => {
    await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await dialog.getByRole('button', { name: 'Add the file' }).click()
  }
  await choose('cut-off.fac', face(240, 320, 77).subarray(0, -3))
  await dialog.getByRole('alert').getByText('/byte/8').waitFor()
  expect(await axeInBothColours(page), 'a refused file').toEqual([])
  await choose('reference.an2', nist())
  await panel.getByText('The file is checked and added.').waitFor()
  await panel.getByText('record type 10 · JPEGB · 480 × 600 pixels · 300 pixels an inch · quality 83 of 100').waitFor()
  expect([await axeInBothColours(page), await cutOff(page)], 'a signal with a file').toEqual([[], []])
  await panel.getByRole('button', { name: /^Take a copy of the ANSI\/NIST-ITL file/ }).click()
  const take = dialog.getByRole('button', { name: 'Take the copy' })
  expect(await take.isDisabled(), 'without a reason').toBe(true)
  await fill(page, 'Why you need a copy', 'For an invented court.')
  expect(await axeInBothColours(page), 'asking for a copy').toEqual([])
  const saved = page.waitForEvent('download')
  await take.click()
  expect(readFileSync(await (await saved).path()).equals(nist())).toBe(true)
  await panel.getByRole('button', { name: /^Remove the ANSI\/NIST-ITL file/ }).click()
  await dialog.getByRole('button', { name: 'Remove the file' }).click()
  await panel.getByText('This signal has no file.').waitFor()
})

walk('a withdrawal needs a reason, erases the value and closes the case', async () => {
  const { page } = officer
  await page.getByRole('button', { name: 'Withdraw…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Withdraw this signal everywhere?' })
  await dialog.getByText(/1 case that rests on it is checked again/).waitFor()
  expect(await dialog.getByRole('button', { name: 'Withdraw everywhere' }).isDisabled()).toBe(true)
  expect(await axeInBothColours(page)).toEqual([])
  await dialog.getByRole('radio', { name: 'It names the wrong person' }).check()
  await dialog.getByRole('button', { name: 'Withdraw everywhere' }).click()
  await page.getByText('Withdrawn. It no longer matches.').waitFor()
  await page.getByText(/The value is erased; the reason stays\./).waitFor()
  expect(await wordsOf(page.locator('#page'))).not.toContain(pairs.same.signal.document)
  expect(await axeInBothColours(page)).toEqual([])
  await world.node.whenIdle()
  expect(await queueOf()).not.toContain('VERHOEKEL')
})

const columns = 'id,name,alias,date_of_birth,nationality,passport'
const first = `${columns}\nA1,Nadia Kherouf,,1995-12-19,DZA,KH2093358\nA2,Stellan Grov,,1971-03-02,NOR,G4471906\nA3,Perpetua Lund,,1980-12-31,NOR,123456789\n`
const second = `${columns}\nA1,Nadia Kherouf,,1995-12-19,DZA,KH2093358\nA2,Stellan Grov,Stellan Groff,1971-03-02,NOR,G4471906\nA4,Ivo Kranzel,,1965~,DEU,\n`
const file = (text: string) => ({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

walk('a list asks for the terms that its files lack, without defaults', async () => {
  const { page, open } = officer
  await open('/signals/lists/new')
  await page.getByRole('button', { name: 'Make the list' }).click()
  await page
    .getByRole('alert')
    .getByText(/fields need a correction/)
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await fill(page, 'Title', 'Invented list of Norland')
  await pick(page, 'Format of its files', 'CSV')
  await fill(page, 'Reference', 'Invented official journal 12')
  await fillTerms(page)
  await fill(page, 'Valid for, days after import', '200')
  await fill(page, 'Kept for, days after import', '300')
  await fill(page, 'Review after, days after import', '90')
  await page.getByRole('radio', { name: 'No', exact: true }).check()
  await page.getByRole('button', { name: 'Make the list' }).click()
  await page.getByRole('heading', { level: 1, name: 'Invented list of Norland' }).waitFor()
  await page.getByText('No version yet.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('checking a file shows new and refused entries, and people it would hit', async () => {
  const { page } = officer
  await page.locator('input[type=file]').setInputFiles(file(first))
  await page.getByRole('heading', { level: 1, name: 'Check before import' }).waitFor()
  await page.getByText('Nothing stored yet').waitFor()
  const counts = page.getByRole('group', { name: /^Effects of the file/ })
  expect(await wordsOf(counts.getByRole('button', { name: /^New/ }))).toMatch(/New\s+2/)
  expect(await wordsOf(counts.getByRole('button', { name: /^Refused/ }))).toMatch(/Refused\s+1/)
  await page.getByText(/Against the last 7 days of your own records:\s+1 hit on 1 person\./).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await counts.getByRole('button', { name: /^Refused/ }).click()
  await page.getByRole('row', { name: /123456789/ }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  expect(await queueOf(), 'a preview matches nothing').not.toContain('KHEROUF')
})

walk('a session that ends before an import keeps the preview for the same person', async () => {
  const { page } = officer
  await endSessions()
  await page.getByRole('button', { name: 'Import 2' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Import 2 signals' }).click()
  await signInAgain(page)
  await page.getByRole('heading', { level: 1, name: 'Check before import' }).waitFor()
  expect(await queueOf(), 'nothing was imported without a session').not.toContain('KHEROUF')
})

walk('the import does what the preview announced, and a listed traveller becomes a case', async () => {
  const { page } = officer
  await page.getByRole('button', { name: 'Import 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import 2 signals?' })
  await dialog.getByText(/2 start to match; .*1 stays out/).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  const begun = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && answer.url().includes('/import'),
  )
  await dialog.getByRole('button', { name: 'Import 2 signals' }).click()
  // The import goes on without its person, and its page is there again after the sign-in.
  expect((await begun).status()).toBeLessThan(300)
  await endSessions()
  await page.reload()
  await signInAgain(page)
  await page.getByRole('radio', { name: 'Border control' }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByText('Imported as version 1.').waitFor()
  await world.node.whenIdle()
  expect(await queueOf()).toContain('KHEROUF')
})

walk('the next file shows old and new values, and whether it matches more', async () => {
  const { page } = officer
  await page.getByRole('link', { name: 'To the list' }).click()
  await page.getByText('in use').waitFor()
  await page.locator('input[type=file]').setInputFiles(file(second))
  const counts = page.getByRole('group', { name: /^Effects of the file/ })
  await counts.getByRole('button', { name: /^Changed/ }).click()
  expect(await wordsOf(counts)).toMatch(/New\s+1.*Changed\s+1.*Unchanged\s+1/s)
  await page.getByRole('row', { name: /Stellan Groff.*widens what it matches/ }).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: /^Import 2/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Import 2 signals' }).click()
  await page.getByText('Imported as version 2.').waitFor()
})

walk('an import is undone in one step with a reason, which closes its case', async () => {
  const { page } = officer
  await page.getByRole('link', { name: 'To the list' }).click()
  await page.getByRole('button', { name: 'Roll back to version 1' }).click()
  const dialog = page.getByRole('dialog', { name: 'Roll back to version 1?' })
  expect(await dialog.getByRole('button', { name: 'Roll back to version 1' }).isDisabled(), 'without a reason').toBe(
    true,
  )
  expect(await axeInBothColours(page)).toEqual([])
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill('The second file was a draft.')
  await dialog.getByRole('button', { name: 'Roll back to version 1' }).click()
  await page.getByText('The list is rolled back to version 1.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  expect(await queueOf()).toContain('KHEROUF')
  await page.getByRole('button', { name: 'Roll back all imports…' }).click()
  const all = page.getByRole('dialog', { name: 'Roll back all imports of this list?' })
  await all.getByRole('textbox', { name: /^Reason/ }).fill('The whole list was a draft.')
  await all.getByRole('button', { name: 'Roll back all imports' }).click()
  await page.getByText('All imports of this list are rolled back.').waitFor()
  await world.node.whenIdle()
  expect(await queueOf()).not.toContain('KHEROUF')
})

walk('a file that is not a list is refused with the position; nothing is stored', async () => {
  const { page } = officer
  await page.locator('input[type=file]').setInputFiles(file('\u0000\u0001 not a list'))
  await page.getByText('Nothing was stored.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('an analyst reads signals but cannot change them', async () => {
  const { page, open } = await world.desk('analyst')
  await open('/signals')
  await page
    .getByRole('row', { name: /Withdrawn/ })
    .first()
    .waitFor()
  expect(await page.getByText('New signal…').count()).toBe(0)
  expect(await axeInBothColours(page)).toEqual([])
})

walk('the list of signals is searched once by Enter and sorted, and no address has the words', async () => {
  const { page, open } = officer
  await writeSignals(await world.node.signIn('officer'), [pairs.later])
  const word = pairs.later.signal.full.split(' ').at(-1) ?? ''
  await open('/signals')
  await page.getByRole('row').nth(1).waitFor()
  const sent: string[] = []
  const count = (request: { method(): string; url(): string }) => void sent.push(`${request.method()} ${request.url()}`)
  page.on('request', count)
  await page.keyboard.press('/')
  await page.keyboard.type(word)
  expect(sent.filter((line) => line.startsWith('POST'))).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('status').filter({ hasText: / fit$/ }).waitFor()
  await page
    .getByRole('row', { name: new RegExp(word) })
    .first()
    .waitFor()
  page.off('request', count)
  expect(sent.filter((line) => line.startsWith('POST'))).toEqual([`POST ${world.node.url}/v1/signals/find`])
  await page.keyboard.press('Escape')
  await page.keyboard.press('s')
  await page.getByRole('menuitem', { name: 'name', exact: true }).click()
  await page.waitForURL(/sort=name/)
  await page.locator('th[aria-sort=ascending]', { hasText: 'Subject' }).waitFor()
  expect(page.url()).not.toContain(word)
  expect(await axeInBothColours(page)).toEqual([])
  await page.getByRole('button', { name: 'End the search' }).click()
  await page.getByRole('status').filter({ hasText: / fit$/ }).waitFor({ state: 'detached' })
})
