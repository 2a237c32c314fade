import type { Sender } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
let administrator: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  administrator = await node.signIn('administrator')
})
afterAll(() => node.stop())

const add = async (name: string, more: object = {}) => {
  const { status, body } = await administrator.call('POST', '/v1/senders', { name, gateway: 'travel', ...more })
  expect(status).toBe(201)
  return body as Sender
}
const patch = (sender: Sender, body: object) => administrator.call('PATCH', `/v1/senders/${sender.id}`, body)

test('a change without regimes leaves the regimes unchanged', async () => {
  const sender = await add('Nordvik Regional', {
    regimes: { PAXLST: 'eu-api-border', PNRGOV: 'eu-pnr' },
    purposes: { PAXLST: ['border-control'], PNRGOV: ['terrorism-investigation'] },
  })
  for (const change of [
    { name: 'Nordvik Commuter' },
    { settings: { acknowledge: true } },
    { callbackUrl: 'https://answers.nordvik.example/' },
    { settings: { answerCodes: { 'further-check': { code: '3Z', text: 'SEE DESK' } } } },
    { settings: { carriers: ['7N', 'NVA', '7N'] } },
    {},
  ]) {
    expect(await patch(sender, change)).toMatchObject({
      status: 200,
      body: { regimes: sender.regimes, purposes: sender.purposes },
    })
  }
  const { items } = (await administrator.call('GET', '/v1/senders')).body as { items: Sender[] }
  expect(items.find(({ id }) => id === sender.id)).toMatchObject({
    name: 'Nordvik Commuter',
    settings: {
      acknowledge: true,
      carriers: ['7N', 'NVA'],
      answerCodes: { 'further-check': { code: '3Z', text: 'SEE DESK' }, 'do-not-board': { code: '1Z' } },
    },
  })
})

test("changing one format's regime removes its invalid purposes and leaves other formats unchanged", async () => {
  const sender = await add('Fjordline Air', { regimes: { PNRGOV: 'own' } })
  expect(await patch(sender, { regimes: { PAXLST: 'eu-api-border' } })).toMatchObject({
    status: 200,
    body: {
      regimes: { PAXLST: 'eu-api-border', PNRGOV: 'own' },
      purposes: { PAXLST: ['border-control'], PNRGOV: sender.purposes.PNRGOV },
    },
  })
  // The new regime allows none of the current purposes, so the administrator must state one.
  const refused = await patch(sender, { regimes: { PAXLST: 'eu-api-law' } })
  const detail = 'Under eu-api-law the purposes are terrorism-prevention, terrorism-investigation.'
  expect(refused).toMatchObject({ status: 422, body: { code: 'body-invalid', at: '/purposes/PAXLST', detail } })
})

test('a purpose outside the regime is refused with a list of the valid ones', async () => {
  const sender = await add('Sundair')
  for (const change of [
    { regimes: { PAXLST: 'eu-api-border' }, purposes: { PAXLST: ['border-control', 'aviation-security'] } },
    { purposes: { PAXLST: ['border-control', 'terrorism-investigation'] } },
    { purposes: { PAXLST: [] } },
  ]) {
    expect(await patch(sender, change)).toMatchObject({ status: 422, body: { at: '/purposes/PAXLST' } })
  }
  expect(await patch(sender, { regimes: { PAXLST: 'none-such' } })).toMatchObject({
    status: 422,
    body: { at: '/regimes/PAXLST' },
  })
  expect(await patch(sender, {})).toMatchObject({ status: 200, body: sender })
  const given = {
    name: 'Westair',
    gateway: 'travel',
    regimes: { PNRGOV: 'eu-pnr' },
    purposes: { PNRGOV: ['border-control'] },
  }
  expect(await administrator.call('POST', '/v1/senders', given)).toMatchObject({
    status: 422,
    body: { at: '/purposes/PNRGOV' },
  })
})

test('a new sender gets the default purposes that its regime allows', async () => {
  const { purposes } = await add('Isfjord Air', { regimes: { PAXLST: 'eu-api-border', PNRGOV: 'eu-pnr' } })
  expect(purposes).toEqual({ PAXLST: ['border-control'], PNRGOV: ['terrorism-prevention'] })
})

test('a carrier code of an unknown form is refused', async () => {
  const sender = await add('Skagen Air')
  for (const carriers of [['7n'], ['77'], ['NORDVIK']]) {
    const refused = { status: 422, body: { code: 'body-invalid', at: '/settings/carriers/0' } }
    expect(await patch(sender, { settings: { carriers } })).toMatchObject(refused)
  }
})

test('settings that the gateway does not have are refused with their position', async () => {
  const sender = await add('Kystfly')
  const refused = (at: string) => ({ status: 422, body: { code: 'body-invalid', at } })
  expect(await patch(sender, { settings: { colour: 'red' } })).toMatchObject(refused('/settings'))
  const codes = { 'further-check': { code: '3z', text: 'SEE DESK' } }
  expect(await patch(sender, { settings: { answerCodes: codes } })).toMatchObject(
    refused('/settings/answerCodes/further-check/code'),
  )
  expect(await patch(sender, { settings: { answerCodes: { 'no-such': codes['further-check'] } } })).toMatchObject(
    refused('/settings/answerCodes'),
  )
  const { items } = (await administrator.call('GET', '/v1/senders')).body as { items: Sender[] }
  expect(items.find(({ id }) => id === sender.id)?.settings).toEqual(sender.settings)
})

test('a replaced callback secret is shown once and signs the next callback', async () => {
  const sender = await add('Harbour Air')
  const other = await add('Harbour Freight')
  const secretOf = async (id: string) =>
    (await node.db.selectFrom('sender').select('callback_secret').where('id', '=', id).executeTakeFirstOrThrow())
      .callback_secret
  const [before, untouched] = [await secretOf(sender.id), await secretOf(other.id)]
  const { status, body } = await administrator.call('POST', `/v1/senders/${sender.id}/callback-secret`)
  const { secret } = body as { secret: string }
  expect(status).toBe(201)
  expect(Buffer.from(secret, 'base64')).toHaveLength(32)
  expect([secret === before, await secretOf(sender.id), await secretOf(other.id)]).toEqual([false, secret, untouched])
  const listed = JSON.stringify((await administrator.call('GET', '/v1/senders')).body)
  expect(listed).not.toContain(secret)
  const unknown = '00000000-0000-4000-8000-000000000000'
  expect(await administrator.call('POST', `/v1/senders/${unknown}/callback-secret`)).toMatchObject({ status: 404 })
  const rows = await node.db
    .selectFrom('audit.entry')
    .select('details')
    .where('ref', '=', `sender:${sender.id}`)
    .execute()
  const noted = rows.map(({ details }) => details.toString())
  expect(noted.filter((details) => details.includes('callback secret replaced'))).toHaveLength(1)
  expect(noted.join()).not.toContain(secret)
})
