import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
let now = new Date('2026-11-24T12:00:00.000Z')
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
})
afterAll(() => node.stop())

const terms = {
  reference: 'Invented list of tests',
  purposes: ['border-control'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 70,
  action: 'discreet-check',
  necessity: 'Needed to show in a test how an entry is renewed.',
  minor: false,
  validDays: 100,
  retainDays: 200,
  reviewDays: 50,
  agreements: [],
}
const bytes = Buffer.from('id,name,date_of_birth\nA1,Nils Vork,1971-03-02')

test('an import renews an entry when more than half of its validity is over', async () => {
  let officer = await node.signIn('officer')
  const { id } = (await officer.call('POST', '/v1/lists', { title: 'renewal', format: 'csv', terms })).body as {
    id: string
  }
  const importNow = async () => {
    const preview = await officer.call('POST', `/v1/lists/${id}/preview`, bytes)
    const { previewId } = preview.body as { previewId: string }
    return officer.call('POST', `/v1/lists/${id}/import`, { previewId })
  }
  const until = async () =>
    ((await officer.call('GET', `/v1/signals?list=${id}`)).body as { items: { validUntil: string }[] }).items[0]
      ?.validUntil
  await importNow()
  const first = await until()
  expect(await importNow()).toMatchObject({ body: { unchanged: 1, updated: 0 } })
  expect(await until()).toBe(first)
  now = new Date('2027-01-20T12:00:00.000Z')
  officer = await node.signIn('officer')
  expect(await importNow()).toMatchObject({ body: { unchanged: 0, updated: 1 } })
  expect(await until()).toBe('2027-04-30T12:00:00.000Z')
})
