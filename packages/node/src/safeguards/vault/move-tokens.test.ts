import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endDays } from './end-days.ts'
import { moveFirstTokens } from './move-tokens.ts'
import type { Vault } from './open-vault.ts'
import { readPlainProgress, sealPlain } from './seal-plain.ts'
import type { SealedColumns } from './sealed-columns.ts'
import { openVaultDatabase } from './vault-database.fixture.ts'

const table: SealedColumns = { table: 'token_test', columns: {}, tokens: ['token'] }

let world: Awaited<ReturnType<typeof openVaultDatabase>>
let vault: Vault
beforeAll(async () => {
  world = await openVaultDatabase(new Date('2026-05-04T10:00:00.000Z'), { testTable: false })
  await world.owner.query(`create table token_test (id uuid primary key, regime text not null default 'own', mask_at timestamptz,
    delete_at timestamptz not null default '2026-08-10', token bytea, token_key bytea, note text);
    grant select, insert, update on token_test to entente_app`)
  vault = await world.open()
})
afterAll(() => world.close())

async function keep(mask: string, hash: Buffer, key: Buffer | null, { codec } = vault): Promise<string> {
  const id = randomUUID()
  await world.pool.query('insert into token_test (id, mask_at, token, token_key) values ($1, $2, $3, $4)', [
    ...[id, mask, codec.tokens.seal(key, hash), key],
  ])
  return id
}

/** A pool that calls `before` ahead of each statement in a transaction. */
function watchedPool(before: (statement: string, values: unknown) => Promise<unknown> | undefined): typeof world.pool {
  const over = <T extends object>(target: T, name: string, replaced: (...args: never[]) => unknown): T =>
    new Proxy(target, {
      get: (of, key) => {
        const value = key === name ? replaced : Reflect.get(of, key)
        return typeof value === 'function' ? value.bind(of) : value
      },
    })
  return over(world.pool, 'connect', async () => {
    const client = await world.pool.connect()
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
    return over(client, 'query', async (...args: unknown[]) => {
      await before(String(args[0]), args[1])
      return query(...args)
    })
  })
}

test('a row that changes while its plain token is moved is moved by a later step', async () => {
  const deps = (pool = world.pool) => ({ ...world.deps(vault.codec), pool })
  const plain = async () => (await world.pool.query('select from token_test where token_key is null')).rowCount
  /** Changes a row between the query that finds it and the one that replaces its token, once. */
  const disturbed = (id: string) => {
    let changed = false
    return watchedPool((statement) => {
      if (changed || !statement.startsWith('update token_test')) return undefined
      changed = true
      return world.owner.query("update token_test set note = 'read' where id = $1", [id])
    })
  }
  await world.pool.query("insert into seal_progress (records) values ('tokens')")
  for (let count = 0; count < 3; count++) await keep('2026-07-10', randomBytes(16), null)
  const late = await keep('2026-07-10', randomBytes(16), null)
  expect(await moveFirstTokens(deps(disturbed(late)), [{ ...table, tokensFirst: true }])).toBe(4)
  expect(await plain()).toBe(0)

  const id = await keep('2026-07-10', randomBytes(16), null)
  const pool = disturbed(id)
  // Each run ends after a step, as if the node stopped in between.
  for (let runs = 0; !(await sealPlain(deps(pool), [table], 1)).done; runs++) expect(runs).toBeLessThan(10)
  expect(await plain()).toBe(0)
  expect((await readPlainProgress(world.pool)).sealed).toBe(1)
})

/** Ends the days that are over with the keys of this thread, as a node that was never off since. */
async function endDaysAt(time: string, { codec } = vault, pool = world.pool) {
  world.at(time)
  await world.owner.query('delete from key_keeping')
  return endDays({ ...world.deps(codec), pool }, [table])
}

test('the key of a month stays while tokens of a living record under it do not open', async () => {
  await world.owner.query('delete from token_test')
  const threads = [await world.open(), await world.open()] as const
  const hash = randomBytes(16)
  const times = (mask: string) => ({
    ...{ regime: 'own', mask_at: new Date(mask), delete_at: new Date('2027-08-10') },
  })
  /** Stores a row under a key that only the first thread has read. The clock of its record moves on by a year. */
  const moved = async (mask: string) => {
    const [{ codec }] = threads
    const key = codec.tokens.keyFor(times(mask))
    await codec.beforeCommit()
    await keep(mask.replace('2026', '2027'), hash, key, threads[0])
    return key
  }
  const lives = async (key: Buffer | null) =>
    (await world.pool.query('select from day_key where id = $1', [key])).rowCount === 1
  const row = async () => (await world.pool.query('select token, token_key from token_test')).rows[0]

  const first = await moved('2026-05-10')
  await endDaysAt('2026-06-01T01:00:00.000Z', threads[1])
  expect(await endDaysAt('2026-06-01T01:20:00.000Z', threads[1])).toMatchObject({ sealed: 1 })
  const { token, token_key } = await row()
  expect([await lives(first), threads[1].codec.tokens.open(token_key, token)]).toEqual([false, hash])

  await world.owner.query('delete from token_test')
  const second = await moved('2026-06-10')
  // A key that no thread opens, because it is damaged, or under an epoch whose file is not there.
  const { rows } = await world.pool.query('select sealed from day_key where id = $1', [second])
  const sealedAs = (bytes: Buffer) => world.owner.query('update day_key set sealed = $2 where id = $1', [second, bytes])
  await sealedAs(Buffer.from([0]))
  const third = await world.open()
  await endDaysAt('2026-07-01T01:00:00.000Z', third)
  expect(await endDaysAt('2026-07-01T01:20:00.000Z', third)).toMatchObject({ sealed: 0 })
  expect(await lives(second)).toBe(true)
  await sealedAs(rows[0].sealed)
  expect(await endDaysAt('2026-07-01T01:40:00.000Z', await world.open())).toMatchObject({ sealed: 1, deleted: 1 })
  expect(await lives(second)).toBe(false)
})

test('tokens are walked only if a key of tokens ends, and for such keys only', async () => {
  // The keys of the tests before end.
  for (const minutes of ['00', '20']) await endDaysAt(`2026-08-20T01:${minutes}:00.000Z`)
  const { codec } = vault
  const times = { regime: 'own', mask_at: null, delete_at: new Date('2026-08-20T10:00:00.000Z') }
  codec.seal(randomUUID(), 'a', {}, times)
  await codec.beforeCommit()
  const walks: unknown[] = []
  const pool = watchedPool((statement, values) => {
    if (statement.startsWith('select distinct')) walks.push((values as unknown[])[0])
    return undefined
  })
  await endDaysAt('2026-08-21T01:00:00.000Z')
  expect(await endDaysAt('2026-08-21T01:20:00.000Z', vault, pool)).toMatchObject({ deleted: 1 })
  expect(walks).toEqual([])
  const key = codec.tokens.keyFor({ ...times, delete_at: new Date('2026-08-31T10:00:00.000Z') })
  codec.seal(randomUUID(), 'a', {}, { ...times, delete_at: new Date('2026-08-31T10:00:00.000Z') })
  await codec.beforeCommit()
  await endDaysAt('2026-09-01T01:00:00.000Z')
  expect(await endDaysAt('2026-09-01T01:20:00.000Z', vault, pool)).toMatchObject({ deleted: 2 })
  expect(walks).toEqual([[key]])
})
