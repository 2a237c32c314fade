import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, importBytes, makeList } from '../lists/list-stage.fixture.ts'
import { storedTexts } from '../stored-texts.fixture.ts'

let node: TestNode
let officer: SignedIn
let now = new Date('2026-11-24T12:00:00.000Z')
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  officer = await node.signIn('officer')
})
afterAll(() => node.stop())

const countRows = async (word: string) => {
  const texts = [...(await storedTexts(node, 'signal_version')), ...(await storedTexts(node, 'signal'))]
  return texts.filter((text) => text.includes(word)).length
}
async function erase(): Promise<void> {
  const owner = node.database.connection('entente_owner')
  const { default: pg } = await import('pg')
  const client = new pg.Client(owner)
  await client.connect()
  await client.query("select graphile_worker.add_job('erase-withdrawn')")
  await client.end()
  await node.whenIdle()
}

test("a list's withdrawn signal is erased once a rollback can no longer restore it", async () => {
  const list = await makeList(officer, 'erased')
  await importBytes(officer, list, csv(['A1,Quendrim Vostok', 'A2,Nils Vork']))
  await importBytes(officer, list, csv(['A2,Nils Vork']))
  expect(await countRows('Quendrim')).toBeGreaterThan(1)
  now = new Date(now.getTime() + 29 * 86_400_000)
  officer = await node.signIn('officer')
  await erase()
  expect(await countRows('Quendrim')).toBeGreaterThan(1)
  now = new Date(now.getTime() + 2 * 86_400_000)
  officer = await node.signIn('officer')
  await erase()
  expect(await countRows('Quendrim')).toBe(0)
  expect(await countRows('Vork')).toBeGreaterThan(0)
  // The history still shows which person changed which part, and when.
  const page = (await officer.call('GET', `/v1/signals?status=withdrawn&list=${list}`)).body as {
    items: { id: string }[]
  }
  const read = (await officer.call('GET', `/v1/signals/${page.items[0]?.id}`)).body
  expect(read).toMatchObject({
    status: 'withdrawn',
    value: null,
    withdrawal: { reason: 'basis-ended' },
    versions: [{ change: 'withdrawn' }, { change: 'created' }],
  })
  const back = await officer.call('POST', `/v1/lists/${list}/rollback`, {
    to: 1,
    reason: 'The file was the wrong one.',
  })
  expect(back.body).toMatchObject({ code: 'list-version-unknown', detail: expect.stringContaining('erased') })
  expect(
    (await officer.call('POST', `/v1/lists/${list}/rollback`, { to: 0, reason: 'The list has ended.' })).status,
  ).toBe(200)
})
