import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordClocks } from '../access/clocks.ts'
import { endDays } from './end-days.ts'
import type { Vault } from './open-vault.ts'
import { renewEpoch } from './renew-epoch.ts'
import { readPlainProgress, sealPlain } from './seal-plain.ts'
import { openVaultDatabase, testTable } from './vault-database.fixture.ts'

let world: Awaited<ReturnType<typeof openVaultDatabase>>
let vault: Vault
beforeAll(async () => {
  world = await openVaultDatabase(new Date('2026-05-04T10:00:00.000Z'))
  vault = await world.open()
})
afterAll(() => world.close())

/** Ends the days that are over, as a node that was never off since. */
async function endDaysAt(time: string) {
  world.at(time)
  await world.owner.query('delete from key_keeping')
  return endDays(world.deps(vault.codec), [testTable])
}

const clocks = (mask: string, end: string): RecordClocks => ({
  regime: 'own',
  mask_at: new Date(`${mask}T10:00:00.000Z`),
  delete_at: new Date(`${end}T10:00:00.000Z`),
})

/** Stores a record as the node does: its keys are stored before its row. */
async function keep(times: RecordClocks, { codec } = vault): Promise<string> {
  const id = randomUUID()
  const [a, b] = [codec.seal(id, 'a', { surname: 'VORK' }, times), codec.seal(id, 'b', { flight: 'NL 412' }, times)]
  const raw = codec.seal(id, 'raw', Buffer.from('UNB+VORK'), times)
  await codec.beforeCommit()
  const { regime, mask_at, delete_at } = times
  await world.pool.query(
    'insert into sealed_test (id, regime, mask_at, delete_at, a, b, raw) values ($1, $2, $3, $4, $5, $6, $7)',
    [...[id, regime, mask_at, delete_at, a, b, raw]],
  )
  return id
}

/** Returns the parts of a record that another start of the node opens. */
async function opens(id: string, { codec } = vault): Promise<string> {
  const { rows } = await world.pool.query('select a, b, raw from sealed_test where id = $1', [id])
  const session = codec.session()
  const can = (fieldClass: 'a' | 'b' | 'raw') => {
    try {
      session.open(id, fieldClass, rows[0][fieldClass])
      return fieldClass
    } catch {
      return '-'
    }
  }
  const found = ['a', 'b', 'raw'].map((one) => can(one as 'a')).join()
  return (await session.loadMissing()) ? opens(id, { codec } as Vault) : found
}
const dayKeys = async () =>
  (
    await world.pool.query(
      "select class, day::text as day, epoch, state from day_key where class <> 'index' order by day, class, made_at",
    )
  ).rows.map(({ class: c, day, epoch, state }) => `${c} ${day} ${epoch} ${state}`)

test('the key of a day is deleted when the day is over; what lives on is sealed anew', async () => {
  const [ended, moved, later] = [
    await keep(clocks('2026-05-10', '2026-06-10')),
    await keep(clocks('2026-05-10', '2026-06-10')),
    await keep(clocks('2026-07-10', '2026-08-10')),
  ]
  expect(await dayKeys()).toEqual(
    ['a 2026-05-10', 'raw 2026-05-10', 'b 2026-06-10', 'a 2026-07-10', 'raw 2026-07-10', 'b 2026-08-10'].map(
      (key) => `${key} 1 living`,
    ),
  )
  await world.owner.query("update sealed_test set mask_at = '2026-05-20', delete_at = '2026-12-01' where id = $1", [
    moved,
  ])
  // The day is not over, and then transactions of the day may not have ended.
  expect(await endDaysAt('2026-05-10T23:59:00.000Z')).toEqual({ retired: 0, sealed: 0, deleted: 0 })
  expect(await endDaysAt('2026-05-11T00:16:00.000Z')).toEqual({ retired: 2, sealed: 0, deleted: 0 })
  expect(await opens(ended)).toBe('a,b,raw')
  expect(await endDaysAt('2026-05-11T00:32:00.000Z')).toEqual({ retired: 0, sealed: 2, deleted: 2 })
  const restarted = await world.open()
  expect(await Promise.all([ended, moved, later].map((id) => opens(id, restarted)))).toEqual([
    '-,b,-',
    'a,b,raw',
    'a,b,raw',
  ])
  // The running node forgets a deleted key when it looks at the keys again.
  await vault.ring.load()
  expect(await opens(ended)).toBe('-,b,-')
})

test('a key stays while a value outside the known tables is under it', async () => {
  const id = await keep(clocks('2026-05-12', '2027-06-12'))
  await world.owner.query('update sealed_test set elsewhere = a where id = $1', [id])
  expect((await endDaysAt('2026-05-13T00:20:00.000Z')).retired).toBe(2)
  expect((await endDaysAt('2026-05-13T00:40:00.000Z')).deleted).toBe(1)
  expect(await opens(id)).toBe('a,b,raw')
  await world.owner.query('update sealed_test set elsewhere = null where id = $1', [id])
  expect((await endDaysAt('2026-05-13T00:40:00.000Z')).deleted).toBe(1)
})

test('a clock that steps by days deletes no key until the node looked 24 times', async () => {
  const id = await keep(clocks('2026-05-14', '2026-05-20'))
  const look = (time: string) => {
    world.at(time)
    return endDays(world.deps(vault.codec), [testTable])
  }
  const nothing = { retired: 0, sealed: 0, deleted: 0 }
  await endDaysAt('2026-05-13T01:00:00.000Z')
  // The clock is five years ahead. It is corrected before the day of waiting is over.
  for (let hour = 0; hour < 20; hour++)
    expect(await look(new Date(Date.parse('2031-05-10T00:20:00.000Z') + hour * 3_600_000).toISOString())).toEqual(
      nothing,
    )
  expect(await look('2026-05-13T02:00:00.000Z')).toEqual(nothing)
  expect(await opens(id, await world.open())).toBe('a,b,raw')
  // A node that was off for longer than a day waits, too, and then goes on.
  const hours = (n: number) => new Date(Date.parse('2026-05-21T01:00:00.000Z') + n * 3_600_000).toISOString()
  for (let hour = 0; hour < 24; hour++) expect(await look(hours(hour))).toEqual(nothing)
  expect((await look(hours(24))).retired).toBeGreaterThan(0)
  expect((await look(hours(25))).deleted).toBeGreaterThan(0)
  expect(await opens(id, await world.open())).toBe('-,-,-')
})

test('a key that retired while the clock was wrong lives again', async () => {
  const id = await keep(clocks('2026-05-23', '2026-05-23'))
  await endDaysAt('2026-05-24T00:20:00.000Z')
  expect((await endDaysAt('2026-05-22T01:00:00.000Z')).deleted).toBe(0)
  expect((await dayKeys()).filter((key) => key.includes('2026-05-23'))).toEqual(
    ['a', 'b', 'raw'].map((fieldClass) => `${fieldClass} 2026-05-23 1 living`),
  )
  expect(await opens(id)).toBe('a,b,raw')
})

test('the process that serves replaces no value under a living key', async () => {
  const id = await keep(clocks('2027-01-10', '2027-02-10'))
  const forged = vault.codec.seal(id, 'b', { flight: 'NL 999' }, clocks('2027-01-10', '2027-02-10'))
  const { rows } = await world.pool.query(
    "select reseal('sealed_test', 'b', array[ctid], array[sha256(b)], array[$2::bytea]) as changed from sealed_test where id = $1",
    [id, forged],
  )
  expect(rows).toEqual([{ changed: 0 }])
  await expect(world.pool.query('update sealed_test set b = $2 where id = $1', [id, forged])).rejects.toThrow('denied')
})

test('an epoch change that is killed at any point leaves every value readable, and is resumed', async () => {
  const id = await keep(clocks('2028-01-10', '2028-02-10'))
  const { epochs } = vault
  const deps = () => ({ pool: world.pool, epochs, clock: world.clock, log: world.log })
  const readable = async () => expect(await opens(id, await world.open())).toBe('a,b,raw')
  const folder = join(world.dataRoot, 'keys/epoch')
  const start = epochs.newest().epoch
  world.at('2026-06-01T10:00:00.000Z')

  // Killed after the file of the new epoch was written, and no day key was sealed anew.
  epochs.make(start + 1, world.clock())
  await readable()
  // A new key of another thread, which knows the old epoch only, is under that one; the next call seals it anew.
  const failing = { ...deps(), pool: failingPool('commit') }
  await expect(renewEpoch(failing)).rejects.toThrow('killed')
  expect(new Set((await dayKeys()).map((key) => key.split(' ')[2]))).toEqual(new Set([String(start)]))
  await readable()
  const renewed = await renewEpoch(deps())
  expect(renewed).toMatchObject({ epoch: start + 1, made: false, erased: [] })
  // One more is the key of tokens that no clock ends.
  expect(renewed.sealed).toBe((await dayKeys()).length + 1)
  await readable()

  // The old key stays for 7 days, and is then erased. Killed between overwriting and removing the file.
  world.at('2026-06-07T10:00:00.000Z')
  expect(await renewEpoch(deps())).toMatchObject({ made: false, sealed: 0, erased: [] })
  world.at('2026-06-08T10:00:00.000Z')
  const file = join(folder, String(start))
  writeFileSync(file, Buffer.alloc(readFileSync(file).length))
  await readable()
  const after = await renewEpoch(deps())
  expect(after).toMatchObject({ epoch: start + 2, made: true, erased: [start] })
  expect(readdirSync(folder)).toEqual([String(start + 1), String(start + 2)])
  await readable()
})

test('an epoch key is not erased while a day key is under it', async () => {
  const deps = { pool: world.pool, epochs: vault.epochs, clock: world.clock, log: world.log }
  const { epoch } = await renewEpoch(deps, { force: true })
  world.at(new Date(world.clock().getTime() + 8 * 86_400_000))
  // A day key that this process cannot open stays under its epoch.
  await world.pool.query('update day_key set epoch = $1 where id = (select min(id) from day_key)', [epoch])
  await world.pool.query("update day_key set sealed = '\\x00' where id = (select min(id) from day_key)")
  await renewEpoch(deps)
  world.at(new Date(world.clock().getTime() + 8 * 86_400_000))
  expect((await renewEpoch(deps)).erased).not.toContain(epoch)
  expect(vault.epochs.living()).toContain(epoch)
  await world.pool.query('delete from day_key where id = (select min(id) from day_key)')
})

test('values of an older release are sealed by a job that may be killed; both kinds open meanwhile', async () => {
  const times = clocks('2029-01-10', '2029-02-10')
  await world.owner.query('delete from sealed_test')
  const ids: string[] = []
  for (let count = 0; count < 450; count++) {
    const id = randomUUID()
    ids.push(id)
    await world.pool.query(
      'insert into sealed_test (id, regime, mask_at, delete_at, a, b, raw) values ($1, $2, $3, $4, $5, $6, $7)',
      [
        ...[id, times.regime, times.mask_at, times.delete_at],
        // A message may begin like a seal.
        ...[
          Buffer.from('{"surname":"VORK"}'),
          Buffer.from('{}'),
          Buffer.concat([Buffer.from([2]), Buffer.alloc(60, 1 + (count % 255))]),
        ],
      ],
    )
  }
  const [first] = ids as [string]
  await world.pool.query(
    "insert into sealed_test (id, regime, delete_at, raw_file) values ($1, 'own', '2029-02-10', 'file-1')",
    [randomUUID()],
  )
  world.files.set('file-1', Buffer.alloc(1_500_000, 7))
  expect(await opens(first)).toBe('-,-,-')
  await world.pool.query("insert into seal_progress (records) values ('*')")
  const old = await world.open()
  expect(await opens(first, old)).toBe('a,b,raw')
  const seal = (batches: number, pool = world.pool) =>
    sealPlain({ ...world.deps(old.codec), pool }, [testTable], batches)
  expect(await seal(1)).toMatchObject({ done: false })
  expect(await readPlainProgress(world.pool)).toMatchObject({ done: false })
  await expect(seal(1, failingPool('commit'))).rejects.toThrow('killed')
  for (const id of ids) expect(await opens(id, old)).toBe('a,b,raw')
  // Killed before each statement of a batch in turn, until a batch has no more statements.
  let at = 0
  for (let killed = true; killed; ) {
    at += 1
    killed = await seal(1, failingPool(at)).then(
      () => false,
      (error: Error) => error.message === 'killed',
    )
    for (const id of ids.slice(0, 5)) expect(await opens(id, old)).toBe('a,b,raw')
  }
  expect(at).toBeGreaterThan(8)
  let done = false
  for (let runs = 0; !done && runs < 30; runs++) ({ done } = await seal(2))
  expect(await readPlainProgress(world.pool)).toEqual({
    done: true,
    columns: { done: 4, begun: 4 },
    sealed: 3 * 450 + 1,
  })
  const restarted = await world.open()
  for (const id of ids) expect(await opens(id, restarted)).toBe('a,b,raw')
  const { rows } = await world.pool.query(
    'select count(*)::int as plain from sealed_test where get_byte(a, 0) <> 2 or get_byte(b, 0) <> 2 or raw = any($1)',
    [[Buffer.concat([Buffer.from([2]), Buffer.alloc(60, 1)])]],
  )
  expect(rows).toEqual([{ plain: 0 }])
  expect(world.files.get('file-1')?.subarray(0, 5)).toEqual(Buffer.from([0, 16, 0, 37, 2]))
})

/** A pool whose connections break at a statement, or at the nth one, as if the process were killed there. */
function failingPool(at: string | number): typeof world.pool {
  let count = 0
  const meet = (statement: unknown) => {
    count += 1
    if (statement === at || count === at) throw new Error('killed')
  }
  return new Proxy(world.pool, {
    get(pool, name) {
      if (name === 'query')
        return async (...args: unknown[]) => {
          meet(args[0])
          return Reflect.apply(pool.query, pool, args)
        }
      if (name !== 'connect') return Reflect.get(pool, name).bind?.(pool) ?? Reflect.get(pool, name)
      return async () => {
        const client = await pool.connect()
        return new Proxy(client, {
          get(target, method) {
            const value = Reflect.get(target, method)
            if (method === 'query')
              return (...args: unknown[]) => {
                meet(args[0])
                return value.apply(target, args)
              }
            return typeof value === 'function' ? value.bind(target) : value
          },
        })
      }
    },
  })
}
