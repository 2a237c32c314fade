import type { Actor, Role } from '@entente/contracts'
import { withClient } from '@entente/node'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../../pipeline/case-world.fixture.ts'
import { changeRole } from './change-role.ts'

let database: TestDatabase
let world: World
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  // Switch off the same rule in the database, so that the test reaches the check in the node.
  await withClient(database.connection('entente_owner'), (client) =>
    client.query('alter table account_role disable trigger user'),
  )
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const change = (by: Actor, receiver: Actor, role: Role, action: 'grant' | 'confirm') =>
  world
    .access(by, null)
    .transaction({ action: 'account.confirm', type: 'role.grant', impersonal: true }, (tx) =>
      changeRole(tx, receiver.account, role, action),
    )

test('neither the granter nor the receiver of a role can confirm it', async () => {
  const administrator = await world.person('Administrator', 'administrator')
  const [supervisor, other] = [await world.person('One', 'supervisor'), await world.person('Two', 'supervisor')]
  expect(await change(administrator, supervisor, 'analyst', 'grant')).toBe('awaiting-second')
  for (const who of [administrator, supervisor])
    await expect(change(who, supervisor, 'analyst', 'confirm')).rejects.toMatchObject({ code: 'same-person' })
  expect(await change(other, supervisor, 'analyst', 'confirm')).toBe('active')
})
