import type { Account, CaseList, Sender } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { echo } from '../packages/node/src/gateways/echo/echo-gateway.fixture.ts'
import { gateways } from '../packages/node/src/gateways/index.ts'
import { addSignal, personValue } from '../packages/node/src/pipeline/case-people.fixture.ts'
import { axeInBothColours, ensureDesk, openBrowser } from './browser.ts'
import { walk } from './walk.ts'
import { openDesk } from './world.ts'

// The desk was built without this gateway, so it shows the gateway's cases from their sections.

let node: TestNode
let browser: Browser
let caseId: string
const errors: string[][] = []
beforeAll(async () => {
  await ensureDesk()
  node = await startTestNode({ gateways: [...gateways, echo], environment: { ENTENTE_REVIEW_SECONDS_ADVERSE: '5' } })
  browser = await openBrowser()
  const administrator = await node.signIn('administrator')
  const made = await administrator.call('POST', '/v1/senders', {
    ...{ name: 'Fjord Freight', gateway: 'echo', synthetic: true },
  })
  const answer = await administrator.call('POST', `/v1/senders/${(made.body as Sender).id}/keys`)
  const { items: accounts } = (await administrator.call('GET', '/v1/accounts')).body as { items: Account[] }
  for (const { id } of accounts.filter(({ name }) => ['analyst', 'supervisor'].includes(name)))
    await administrator.call('PATCH', `/v1/accounts/${id}`, {
      ...{ teams: ['echo'], reason: 'The team of the new gateway.' },
    })
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => new Date() }
  await addSignal(core, { value: personValue('Qarmouti', 'Yusuf Hamdan') })
  // A node loads the signals into its index when it starts.
  await node.halt()
  await node.resume()
  const names = { driver: 'Yusuf Hamdan Qarmouti', consignee: 'Polar Dry Goods Trading' }
  await fetch(`${node.url}/v1/echo/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${(answer.body as { key: string }).key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reference: 'E-1', names }),
  })
  await node.whenIdle()
  const { items } = (await (await node.signIn('analyst')).call('GET', '/v1/cases?gateway=echo')).body as CaseList
  caseId = items[0]?.id as string
})
afterAll(async () => {
  await browser?.close()
  await node?.stop()
  expect(errors.flat(), 'errors in the console').toEqual([])
})

walk('the desk shows a case of a gateway that its build does not contain', async () => {
  const { page, open } = await openDesk(browser, node, 'analyst', errors)
  await open('/queue')
  await page
    .getByRole('link', { name: /Qarmouti/ })
    .first()
    .click()
  await page.waitForURL(`**/cases/${caseId}**`)
  await page.getByRole('heading', { name: /Qarmouti/ }).waitFor()
  await page.locator('[aria-busy=true], [data-loading]').first().waitFor({ state: 'detached' })
  // The same frame and keys as for every gateway: the hit, then the record section by section.
  await page
    .getByRole('table', { name: 'The two sides, field by field' })
    .getByText('Yusuf Hamdan Qarmouti')
    .first()
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('l')
  const record = page.getByRole('region', { name: 'Shipment' })
  await record.getByText('consignee').waitFor()
  await record.getByText('Polar Dry Goods Trading').waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('m')
  await page.getByRole('region', { name: 'Answers to the sender' }).waitFor()
  await page.keyboard.press('t')
  await page
    .getByRole('listitem')
    .filter({ hasText: /The node opened this case: \d+ hits?\./ })
    .waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  await page.keyboard.press('c')
  await page.getByRole('heading', { name: 'Evidence for' }).waitFor()
})
