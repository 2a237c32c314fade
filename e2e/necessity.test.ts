import { liftNecessity } from '@entente/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours } from './browser.ts'
import { walk } from './walk.ts'
import { type Desk, openWorld, type World } from './world.ts'

// A node on which nothing is on without a record of necessity, as after its founding.

let world: World
let administrator: Desk
let officer: Desk
let supervisor: Desk
beforeAll(async () => {
  world = await openWorld([])
  await liftNecessity(world.node.database.connection('entente_owner'), false)
  ;[administrator, officer] = [await world.desk('administrator'), await world.desk('officer')]
  supervisor = await world.desk('supervisor')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

const box = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name })
async function addSender(): Promise<void> {
  const { page } = administrator
  await administrator.open('/admin/senders')
  await page.getByRole('button', { name: 'New sender…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New sender' })
  await dialog.getByLabel('Name').fill('Zephyr Lines')
  await dialog.getByRole('combobox', { name: 'Gateway' }).click()
  await page.getByRole('option').first().click()
  await dialog.getByRole('button', { name: 'Make the sender' }).click()
}

walk('S8 13 the refusal of a sender names the page on which its record is written', async () => {
  await addSender()
  const { page } = administrator
  await page.getByText('This cannot be switched on without a record of necessity').waitFor()
  const link = page.getByRole('link', { name: 'Write the record (signal officer)' })
  expect(await link.getAttribute('href')).toBe('/necessity/new?type=gateway&id=travel')
  expect(await axeInBothColours(page)).toEqual([])
})

walk('S8 S9 an officer writes the record, with at least one milder way', async () => {
  const { page, open } = officer
  await open('/necessity')
  await page
    .getByRole('row', { name: /Off: no record/ })
    .first()
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await open('/necessity/new?type=gateway&id=travel')
  const save = page.getByRole('button', { name: 'Save the draft' })
  await box(page, 'Aim').fill('Find invented people of an invented list, and nobody else.')
  await box(page, 'Legal basis').fill('Invented Border Act, section 4')
  await box(page, 'Necessity').fill('Without it somebody would have to read every passenger list.')
  await box(page, 'Proportionality').fill('A person reviews each hit, and others are deleted early.')
  await box(page, 'Groups of people affected').fill('Travellers of invented carriers')
  await box(page, 'Reference of the impact assessment').fill('Invented assessment 7')
  await box(page, 'The impact assessment is valid until').fill('2999-12-31')
  await box(page, 'False matches, in percent').fill('0.1')
  await box(page, 'Missed matches, in percent').fill('5')
  await save.click()
  await page.getByRole('alert').first().waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await box(page, 'Less intrusive way 1').fill('Officers compare by hand')
  await box(page, 'Why way 1 is not enough').fill('A flight would wait for hours, and more people would see the data.')
  await save.click()
  await page.getByText('No other record is in force for this.').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})

walk('S8 a supervisor reads and approves it, and the sender can be added', async () => {
  const { page, open } = supervisor
  await open('/necessity')
  await page.getByRole('link', { name: 'Waits for approval' }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog')
  expect(await axeInBothColours(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await page.getByText('Approved. It is on.').waitFor()
  await addSender()
  await administrator.page.waitForURL(/\/admin\/senders\/[0-9a-f-]{36}/)
})

walk('S9 oversight sees the drawn record, and notes what it found', async () => {
  const { page, open } = await world.desk('oversight-1')
  await open('/necessity')
  const sample = page.getByRole('region', { name: 'Sample for oversight' })
  await sample.getByRole('link').click()
  await box(page, 'What you found').fill('The assessment names no test of the alternative.')
  await page.getByRole('button', { name: 'Add the note' }).click()
  await page.getByText('Noted.').waitFor()
  await page.getByText('The assessment names no test of the alternative.').first().waitFor()
  expect(await axeInBothColours(page)).toEqual([])
})
