import { randomUUID } from 'node:crypto'
import type { SignalPage } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { completePeople } from '../../../safeguards/access/accounts/complete-people.ts'
import { agreementInForce } from '../../../safeguards/access/signal-access/agreement.fixture.ts'
import { csv, importBytes, makeList } from '../../lists/list-stage.fixture.ts'
import { readWaiting, releaseSignal } from './release-signal.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node?.stop())

const releasing = { action: 'signal.release', type: 'signal.release' } as const

test('K10 people whom one person released are held back from members until a new version', async () => {
  await agreementInForce(node.db, ['norland.example', 'sudmark.example'], new Date())
  const [officer, second] = [await node.signIn('officer'), await node.signIn('officer-2')]
  const list = await makeList(officer, 'Invented')
  await importBytes(officer, list, csv(['1,Marit Solvang', '2,Siv Hauan']))
  expect((await second.call('POST', `/v1/lists/${list}/release`, { version: 1 })).body).toMatchObject({ released: 2 })
  const { items } = (await officer.call('GET', '/v1/signals')).body as SignalPage
  const accounts = await node.db.selectFrom('account').select(['id', 'person_id', 'name']).execute()
  for (const { id } of accounts)
    await node.db
      .insertInto('credential')
      .values({
        ...{ id: randomUUID(), account_id: id, kind: 'totp', label: 'x', enrolled_by: 'self' },
        ...{ created_at: new Date(), secret: Buffer.from('x') },
      })
      .execute()
  expect(await completePeople({ ...node, member: { id: 'norland.example' } }, new Date())).toMatchObject({
    ...{ disabled: [], heldBack: 2 },
  })
  const left = node.db.selectFrom('signal').select('id').where('released_version', 'is not', null)
  expect(await left.execute()).toEqual([])
  const { id: account, person_id: person } = accounts.find(({ name }) => name === 'officer-2') ?? {
    id: '',
    person_id: '',
  }
  const actor = { account, person, member: 'norland.example', role: 'signal-officer', teams: [] } as const
  const access = node.store.for({ ...actor, teams: [] }, { purpose: 'border-control', caseId: null })
  const again = access.transaction(releasing, (tx) => releaseSignal(tx, items[0]?.id ?? '', 1))
  await expect(again).rejects.toMatchObject({ code: 'version-conflict' })
  expect(await access.transaction(releasing, (tx) => readWaiting(tx, list))).toMatchObject({ count: 0, yourOwn: 0 })
})
