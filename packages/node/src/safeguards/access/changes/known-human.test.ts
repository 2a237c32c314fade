import type { PeopleChange } from '@entente/contracts'
import { expect, test } from 'vitest'
import { node, useNode } from './people-node.fixture.ts'

useNode()

interface Made {
  code?: string
  at?: string
  changes: PeopleChange[]
}
const add = (more: object) =>
  node.as<Made>('administrator', 'POST', '/v1/accounts', {
    ...{ name: 'b.aas', person: { name: 'B. Aas', staffReference: 'N-2201' }, roles: ['analyst'], teams: ['travel'] },
    ...{ knowsHuman: true, ...more },
  })

test('K3 a new person needs a staff reference, and the proposer knows the human', async () => {
  expect(await add({ person: { name: 'B. Aas' } })).toMatchObject({
    ...{ status: 422, body: { code: 'staff-reference-missing', at: '/person/staffReference' } },
  })
  expect(await add({ knowsHuman: false })).toMatchObject({ status: 422, body: { code: 'human-not-known' } })
  expect((await add({ person: { name: 'B. Aas', staffReference: '-' } })).status).toBe(422)
  expect((await add({})).status).toBe(201)
})

test('K3 one human is one person: a staff reference is used once, however it is written', async () => {
  expect((await add({})).status).toBe(201)
  for (const staffReference of ['N-2201', 'n 2201', 'Ｎ２２０１'])
    expect(await add({ name: 'b.other', person: { name: 'Bo Aas', staffReference } }), staffReference).toMatchObject({
      ...{ status: 409, body: { code: 'staff-reference-taken' } },
    })
  expect((await add({ name: 'b.other', person: { name: 'Bo Aas', staffReference: 'N-2202' } })).status).toBe(201)
  const rows = await node.db.selectFrom('person').select('staff_reference').execute()
  const stored = rows.flatMap(({ staff_reference: hash }) => (hash === null ? [] : [hash]))
  expect(stored.map(({ length }) => length)).toEqual([32, 32])
  expect(Buffer.concat(stored).toString('latin1')).not.toContain('2201')
})

test('K3 the person who consents to a new account states to know the human too', async () => {
  const [asked] = (await add({})).body.changes as [PeopleChange]
  expect(asked.asksForHuman).toBe(true)
  const path = `/v1/people/changes/${asked.id}/consent`
  for (const body of [undefined, {}, { knowsHuman: false }])
    expect(await node.as('supervisor', 'POST', path, body)).toMatchObject({
      ...{ status: 422, body: { code: 'human-not-known' } },
    })
  expect((await node.as('supervisor', 'POST', path, { knowsHuman: true })).body).toMatchObject({ state: 'to-enrol' })
  const stored = await node.db.selectFrom('people_consent').select('knows_human').execute()
  expect(stored).toEqual([{ knows_human: true }])
})
