import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '@entente/testkit'
import { expect, test } from 'vitest'
import { entente } from '../run-entente.fixture.ts'

test('K3 the commands about people show authority, and rescue an account with a code in two halves', async () => {
  const database = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'entente-people-'))
  const { host, database: name } = database.connection('entente_owner')
  const env = {
    DATABASE_URL: `postgres://entente_owner@${encodeURIComponent(String(host))}/${name}`,
    ENTENTE_DATA: folder,
  }
  await entente(['accounts', 'init'], { env })
  const authority = await entente(['people', 'authority'], { env })
  expect(authority.stdout).toContain('people: complete')
  expect(authority.stdout).toMatch(/supervisor +Supervisor +supervisor +\d{4}-\d\d-\d\d +founding/)
  expect(authority.stdout).toMatch(/oversight +2 +0 +2/)
  const rescued = await entente(['people', 'rescue', 'supervisor'], { env })
  expect(rescued.stdout).toMatch(/^first half: [a-z2-9]{4}(-[a-z2-9]{4}){2}\nsecond half: /)
  const { items } = JSON.parse((await entente(['people', 'changes', '--json'], { env })).stdout) as { items: object[] }
  expect(items).toMatchObject([{ kind: 'recover', byOperator: true, state: 'to-enrol' }])
  const unknown = await entente(['people', 'rescue', 'nobody'], { env })
  expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('not-found')])
  const made = await entente(['accounts', 'key', 'analyst', '--actions', 'signal.release'], { env })
  expect([made.status, made.stderr]).toEqual([2, expect.stringContaining('scope-forbidden')])
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})
