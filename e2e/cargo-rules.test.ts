import type { CargoRuleList, CargoRuleWritten } from '@entente/contracts'
import { smallTargets, styled } from '@entente/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { awbOf } from '../packages/node/src/gateways/cargo/cargo-messages.fixture.ts'
import { fitsEveryWidth, openCargoWorld } from './cargo-world.ts'
import { walk } from './walk.ts'
import type { Desk } from './world.ts'

const dayMs = 86_400_000

let world: Awaited<ReturnType<typeof openCargoWorld>>
let analyst: Desk
let supervisor: Desk
beforeAll(async () => {
  world = await openCargoWorld()
  await world.file({ awb: awbOf(1000017), goods: 'AIR GUN PELLET TINS' })
  await world.file({ awb: awbOf(1000024), goods: 'GARDEN CHAIRS' })
  analyst = await world.asOfficer('analyst', '/cargo/rules')
  supervisor = await world.asOfficer('supervisor', '/cargo/rules')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

/** Checks a page at every width, and that a finger finds its controls on a phone. */
async function fits({ page }: Desk): Promise<void> {
  await page.bringToFront()
  await page.setViewportSize({ width: 390, height: 800 })
  await styled(page)
  expect(await smallTargets(page, 44), page.url()).toEqual([])
  await fitsEveryWidth(page)
}

const state = (desk: Desk, name: string) => desk.page.locator('header').getByText(name, { exact: true })
/** Presses a button of the panel about the approval, gives a reason if one is asked, and confirms. */
async function decide({ page }: Desk, act: string, confirm: string, reason?: string): Promise<void> {
  await page.getByRole('region', { name: 'Approval' }).getByRole('button', { name: act, exact: true }).click()
  const dialog = page.getByRole('dialog')
  if (reason !== undefined) {
    expect(await dialog.getByRole('button', { name: confirm }).isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').fill(reason)
  }
  await dialog.getByRole('button', { name: confirm }).click()
  await dialog.waitFor({ state: 'detached' })
}

walk('an officer writes and tests a rule, a second one approves it, and the next consignment meets it', async () => {
  const { page, open } = analyst
  await open('/cargo/rules')
  await page.getByRole('row', { name: /table of arms/ }).waitFor()
  await fits(analyst)
  await page.getByRole('button', { name: 'Write a rule' }).click()
  await page.getByLabel('Title', { exact: true }).fill('Air gun pellets')
  const condition = page.getByRole('textbox', { name: 'Condition' })
  await condition.fill("c.descripton.contains('PELLET') && c.pieces >= 1")
  await page.getByText('There is no field c.descripton. Did you mean c.description?').waitFor()
  await page.getByRole('button', { name: /Line 1, column/ }).click()
  expect(await condition.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(0)
  await page.getByRole('button', { name: 'Change to c.description' }).click()
  await page.getByText(/No fault\. It reads: Description/).waitFor()
  await page.getByRole('button', { name: /Values that a rule can read/ }).click()
  await page.getByRole('button', { name: 'Insert c.grossKg' }).waitFor()
  await fits(analyst)
  await page.getByRole('button', { name: 'Store the draft' }).click()
  await page.getByText('Choose what the rule does.').first().waitFor()
  await page.getByRole('radio', { name: 'Open a case' }).check()
  await page.getByRole('button', { name: 'Store the draft' }).click()

  await page.getByRole('heading', { level: 1, name: 'Air gun pellets' }).waitFor()
  await state(analyst, 'Draft').waitFor()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByText(/That is enough for an approval/).waitFor()
  await page.getByRole('link', { name: awbOf(1000017) }).waitFor()
  await page.getByRole('region', { name: 'Hits by day' }).waitFor()
  await fits(analyst)
  await page.keyboard.press('V')
  await page.getByRole('table', { name: 'Hits by day' }).waitFor()
  await decide(analyst, 'Ask for approval', 'Ask for approval')
  await state(analyst, 'Waits for a second person').waitFor()
  expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0)

  await supervisor.open('/cargo/rules?group=waits')
  await supervisor.page.getByRole('row', { name: /Air gun pellets/ }).waitFor()
  await supervisor.page.keyboard.press('J')
  await supervisor.page.keyboard.press('Enter')
  await supervisor.page.getByRole('heading', { level: 1, name: 'Air gun pellets' }).waitFor()
  await fits(supervisor)
  await decide(supervisor, 'Approve', 'Approve this version')
  await state(supervisor, 'In force').waitFor()
  await world.node.whenIdle()

  await world.file({ awb: awbOf(1000031), goods: 'PELLET BOXES' })
  await open('/queue?gateway=cargo')
  await page
    .getByRole('link', { name: /PELLET BOXES/ })
    .first()
    .click()
  const hit = page.getByRole('region', { name: 'Rule: Air gun pellets' })
  await hit.getByRole('row', { name: /Description.*PELLET BOXES/ }).waitFor()
})

walk(
  'a refusal and a withdrawal have a reason, and a new version shows its difference to the one in force',
  async () => {
    const officer = await world.node.signIn('analyst')
    const call = (method: string, path: string, body?: object) =>
      officer.call(method, path, body, { 'entente-purpose': 'customs-security' })
    const { items } = (await call('GET', '/v1/cargo/rules')).body as CargoRuleList
    const { id } = items.find(({ title }) => title === 'Air gun pellets') as CargoRuleList['items'][number]
    const { page, open } = analyst
    await open(`/cargo/rules/${id}`)
    await page.getByRole('button', { name: 'Write a new version' }).click()
    const condition = page.getByRole('textbox', { name: 'Condition' })
    await condition.fill("c.description.contains('PELLET') && c.pieces >= 2")
    await page.getByText(/No fault/).waitFor()
    await page.getByRole('button', { name: 'Store the draft' }).click()
    const difference = page.getByRole('region', { name: 'Compared with version 1, which is in force' })
    await difference.getByText(/pieces >= 2/).waitFor()
    expect(await difference.getByText(/pieces >= 1/).count()).toBe(1)
    await fits(analyst)

    await supervisor.open(`/cargo/rules/${id}`)
    await decide(supervisor, 'Refuse', 'Refuse this version', 'One piece is enough.')
    await state(supervisor, 'Refused').waitFor()
    await open(`/cargo/rules/${id}`)
    await page
      .getByRole('region', { name: 'Approval' })
      .getByText(/Reason: One piece is enough\./)
      .waitFor()

    await supervisor.open(`/cargo/rules/${id}?version=1`)
    await decide(supervisor, 'Withdraw', 'Withdraw this version', 'The goods are lawful.')
    await state(supervisor, 'Withdrawn').waitFor()
    await supervisor.page
      .getByRole('region', { name: 'History' })
      .getByText(/The goods are lawful\./)
      .waitFor()
    const { errors } = (
      await call('PUT', `/v1/cargo/rules/${id}`, {
        ...{ title: 'Air gun pellets', effect: 'case', expression: 'c.pieces >= 3' },
      })
    ).body as CargoRuleWritten
    expect(errors).toEqual([])
  },
)

/** An invented model, with a report and a day of drift. */
const share = (value: number) => ({ value, low: value / 2, high: Math.min(1, value * 1.5) })
const ranking = (precision: number) => [
  { share: 0.05, k: 10, precision: share(precision), recall: 0.2, lift: 4 },
  { share: 0.1, k: 20, precision: share(precision / 2), recall: 0.3, lift: 3 },
]
const measure = (modelId: string, precision: number) => ({
  ...{ modelId, kind: 'boosted-trees', hash: 'a'.repeat(64), all: ranking(precision), drawn: ranking(precision / 2) },
  knownRows: 0,
})
const at = new Date(Date.now() - dayMs).toISOString()
const model = {
  ...{ id: '0b7f4a52-7c0d-4a51-9d1c-3f3c0c1f6a01', kind: 'boosted-trees', state: 'trained', hash: 'a'.repeat(64) },
  ...{ featuresVersion: '1', seed: 1, author: 'I. Solheim', askedAt: at, approver: null, promotedAt: null },
  ...{ trained: { rows: 1480, positives: 96, until: at }, retiredAt: null, retirer: null, retirement: null },
  report: {
    measured: { rows: 200, positives: 14, drawnRows: 40, drawnPositives: 2, from: at, until: at },
    challenger: measure('0b7f4a52-7c0d-4a51-9d1c-3f3c0c1f6a01', 0.4),
    inForce: measure('0b7f4a52-7c0d-4a51-9d1c-3f3c0c1f6a02', 0.3),
  },
  failure: null,
}
const drift = {
  ...{ at, modelHash: 'a'.repeat(64), observed: { rows: 40, positives: 2 } },
  ...{ forecast: { mean: 6, low: 3, high: 9 }, psi: 0.31, absent: [{ feature: 'z.value', before: 0.02, now: 0.2 }] },
  alarms: ['hit-rate', 'scores', 'absent'],
}
const features = [
  'hs6|origin',
  'consignee.first',
  'z.kgPerPiece.route',
  'log.kg',
  'route.share',
  'filer|hs4',
  'weekday',
]

walk('a supervisor reads the figures of a model and brings it into force', async () => {
  const { page, open } = supervisor
  let current = { ...model, state: 'trained' }
  const promoted: string[] = []
  await page.route('**/v1/cargo/models', (answer) =>
    answer.fulfill({
      json: {
        ...{ items: [current], labelled: { rows: 1480, positives: 96 } },
        needed: { 'hit-rate-table': { rows: 30, positives: 1 }, 'boosted-trees': { rows: 1000, positives: 50 } },
      },
    }),
  )
  await page.route(`**/v1/cargo/models/${model.id}`, (answer) =>
    answer.fulfill({
      json: {
        ...current,
        importance: features.map((feature, place) => ({ feature, share: 0.3 / (place + 1) })),
        drift: [drift],
        may: { promote: current.state === 'trained', retire: current.state === 'active', because: null },
      },
    }),
  )
  await page.route(`**/v1/cargo/models/${model.id}/promote`, (answer) => {
    promoted.push(answer.request().method())
    current = { ...model, state: 'active' }
    return answer.fulfill({ json: current })
  })
  await open('/cargo/models')
  await fits(supervisor)
  await page.getByRole('link', { name: 'Boosted trees' }).click()
  await page.getByRole('row', { name: /Consignee: seen for the first time/ }).waitFor()
  await page.getByRole('row', { name: /First 5 %.*20 of 100/ }).waitFor()
  await fits(supervisor)
  await page.getByRole('button', { name: 'Bring into force' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Bring into force' }).click()
  await state(supervisor, 'In force').waitFor()
  expect(promoted).toEqual(['POST'])
  await page.getByRole('button', { name: 'Take out of force' }).waitFor()
})
