import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Epochs } from './epochs.ts'
import { dropOtherSeals, isErased, listEpochs, makeEpoch, readEpoch, sealUnderBoth } from './key-files.ts'
import { type DayKeyStore, KeyRing, type StoredDayKey } from './key-ring.ts'
import { readRoot, recoverRootKey, rotateRootKey, splitRoot } from './manage-keys.ts'
import { prepareRootKey, readRootKey } from './root-key.ts'
import { joinShares, readSplit, splitRootKey } from './shares.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-vault-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
const at = new Date('2026-05-04T10:00:00.000Z')
const day = { regime: 'own', class: 'a', day: '2026-11-30' } as const

/** A store in memory that several rings share, as threads share the database. */
function sharedStore() {
  const rows: StoredDayKey[] = []
  const calls = { load: 0, insert: 0 }
  let fails = false
  const store: DayKeyStore = {
    load: async () => {
      calls.load++
      return rows.map((row) => ({ ...row }))
    },
    insert: async (keys) => {
      calls.insert++
      await new Promise((resolve) => setImmediate(resolve))
      if (fails) throw new Error('the disk is full')
      rows.push(
        ...keys.map(({ id, regime, class: c, day, epoch, sealed, state }) => ({
          id,
          regime,
          class: c,
          day,
          epoch,
          sealed,
          state,
        })),
      )
    },
    version: async () => `${rows.length}:${rows.map(({ epoch, state }) => `${epoch}${state}`).join()}`,
  }
  const fail = (now: boolean) => {
    fails = now
  }
  return { store, rows, calls, fail }
}

function newEpochs() {
  const epochs = new Epochs(newFolder(), Buffer.alloc(32, 1))
  epochs.make(1, at)
  return epochs
}

test('a ring seals the values of one slot under one key, stored before the commit', async () => {
  const { store, rows, calls } = sharedStore()
  const ring = new KeyRing(store, newEpochs())
  const first = ring.keyFor(day)
  expect(ring.keyFor(day)).toEqual(first)
  expect(ring.keyFor({ ...day, class: 'b' }).id).not.toEqual(first.id)
  expect(rows).toEqual([])
  await Promise.all([ring.storeNew(), ring.storeNew()])
  expect(rows.map(({ class: c }) => c)).toEqual(['a', 'b'])
  expect(calls.insert).toBe(1)
  expect(rows.some(({ sealed }) => sealed.includes(first.key))).toBe(false)
})

test('a commit waits for keys that another call is storing, and stores them if that call fails', async () => {
  const { store, rows, fail } = sharedStore()
  const ring = new KeyRing(store, newEpochs())
  ring.keyFor(day)
  fail(true)
  const failing = ring.storeNew()
  const other = ring.storeNew()
  await expect(failing).rejects.toThrow('full')
  fail(false)
  await other.catch(() => {})
  await ring.storeNew()
  expect(rows).toHaveLength(1)
})

test('a ring loads a key of another thread once, and does not ask again for one that is gone', async () => {
  const { store, calls } = sharedStore()
  const epochs = newEpochs()
  const [one, other] = [new KeyRing(store, epochs), new KeyRing(store, epochs)]
  await other.load()
  const { id, key } = one.keyFor(day)
  await one.storeNew()
  const name = id.toString('hex')
  expect(other.find(name)).toBeUndefined()
  expect(other.mayExist(name)).toBe(true)
  expect(await other.loadMissing([name])).toBe(true)
  expect(other.find(name)).toEqual(key)
  const loads = calls.load
  expect(await other.loadMissing(['00ff00ff00ff00ff'])).toBe(false)
  expect(await other.loadMissing(['00ff00ff00ff00ff'])).toBe(false)
  expect(calls.load).toBe(loads + 1)
})

test('a ring seals nothing under a key that retires', async () => {
  const { store, rows } = sharedStore()
  let now = 0
  const ring = new KeyRing(store, newEpochs(), () => now)
  const { id } = ring.keyFor(day)
  await ring.storeNew()
  for (const row of rows) row.state = 'retiring'
  now += 61_000
  await ring.storeNew()
  await expect.poll(() => ring.keyFor(day).id).not.toEqual(id)
  expect(ring.find(id.toString('hex'))).toBeDefined()
})

test('a day key opens only under its own epoch, regime, class and day', async () => {
  const { store, rows } = sharedStore()
  const epochs = newEpochs()
  const ring = new KeyRing(store, epochs)
  const { id } = ring.keyFor(day)
  await ring.storeNew()
  const [row] = rows as [StoredDayKey]
  for (const change of [{ regime: 'icao' }, { class: 'b' as const }, { day: '2027-01-01' }, { epoch: 2 }]) {
    const other = new KeyRing({ ...store, load: async () => [{ ...row, ...change }] }, epochs)
    await other.load()
    expect(other.find(id.toString('hex')), JSON.stringify(change)).toBeUndefined()
  }
})

test('the root key alone opens the file of an epoch key, also while it is being changed', () => {
  const dataRoot = newFolder()
  const [root, next] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const { key } = makeEpoch(dataRoot, root, 1, at)
  expect(readEpoch(dataRoot, root, 1)).toEqual({ key, madeAt: at })
  expect(() => readEpoch(dataRoot, next, 1)).toThrow(expect.objectContaining({ code: 'root-key' }))
  expect(readFileSync(join(dataRoot, 'keys/epoch/1')).includes(key)).toBe(false)
  sealUnderBoth(dataRoot, root, next)
  sealUnderBoth(dataRoot, root, next)
  expect([root, next].map((one) => readEpoch(dataRoot, one, 1)?.key)).toEqual([key, key])
  dropOtherSeals(dataRoot, next)
  expect(readEpoch(dataRoot, next, 1)?.key).toEqual(key)
  expect(() => readEpoch(dataRoot, root, 1)).toThrow('does not open')
})

test('an epoch key in the place of another one does not open', () => {
  const dataRoot = newFolder()
  const root = Buffer.alloc(32, 1)
  makeEpoch(dataRoot, root, 1, at)
  makeEpoch(dataRoot, root, 2, at)
  const folder = join(dataRoot, 'keys/epoch')
  writeFileSync(join(folder, '1'), readFileSync(join(folder, '2')))
  expect(() => readEpoch(dataRoot, root, 1)).toThrow(expect.objectContaining({ code: 'root-key' }))
})

test('an epoch key is overwritten before its file is removed, and a killed removal counts as erased', () => {
  const epochs = newEpochs()
  epochs.make(2, at)
  const file = join(epochs.dataRoot, 'keys/epoch/1')
  writeFileSync(file, Buffer.alloc(readFileSync(file).length))
  expect(isErased(epochs.dataRoot, 1)).toBe(true)
  expect(epochs.living()).toEqual([2])
  epochs.erase(1)
  expect(listEpochs(epochs.dataRoot)).toEqual([2])
  expect(readdirSync(join(epochs.dataRoot, 'keys/epoch'))).toEqual(['2'])
})

test('a missing or damaged root key file is made only for a node that sealed nothing', async () => {
  const dataRoot = newFolder()
  const refused = expect.objectContaining({ code: 'root-key' })
  await expect(readRootKey(dataRoot, { from: 'file' }, { make: false })).rejects.toEqual(refused)
  expect(readdirSync(dataRoot)).toEqual([])
  const key = await readRootKey(dataRoot, { from: 'file' }, { make: true })
  expect(key).toHaveLength(32)
  expect(await readRootKey(dataRoot, { from: 'file' }, { make: false })).toEqual(key)
  writeFileSync(join(dataRoot, 'keys/root.key'), key.subarray(1))
  await expect(readRootKey(dataRoot, { from: 'file' }, { make: true })).rejects.toEqual(refused)
})

test('a passphrase gives the same root key with its salt only', async () => {
  const dataRoot = newFolder()
  const file = join(dataRoot, 'passphrase')
  const cost = { memoryCost: 8, timeCost: 1, parallelism: 1 }
  const read = (make: boolean) => readRootKey(dataRoot, { from: 'passphrase', file }, { make, cost })
  await expect(read(true)).rejects.toThrow('cannot be read (ENOENT)')
  writeFileSync(file, 'too short\n')
  await expect(read(true)).rejects.toThrow('at least 12')
  writeFileSync(file, 'a lamp beside the northern gate\n')
  await expect(read(false)).rejects.toThrow('root.salt is missing')
  const key = await read(true)
  expect(await read(false)).toEqual(key)
  const asked = readRootKey(
    dataRoot,
    { from: 'passphrase', file: null },
    { make: false, ask: async () => 'a lamp beside the northern gate' },
  )
  expect(await asked).toEqual(key)
  writeFileSync(file, 'a lamp beside the southern gate\n')
  expect(await read(false)).not.toEqual(key)
  await expect(readRootKey(dataRoot, { from: 'passphrase', file: null }, { make: false })).rejects.toThrow(
    'ENTENTE_ROOT_PASSPHRASE_FILE',
  )
})

test('a command prints the root key in base64 or hex; its output is in no error', async () => {
  const dataRoot = newFolder()
  mkdirSync(join(dataRoot, 'keys'))
  const run = (command: string) => readRootKey(dataRoot, { from: 'command', command }, { make: false })
  const hex = '0f'.repeat(32)
  expect(await run(`echo ${hex}`)).toEqual(Buffer.from(hex, 'hex'))
  expect(await run(`printf %s ${Buffer.from(hex, 'hex').toString('base64')}`)).toEqual(Buffer.from(hex, 'hex'))
  await expect(run('echo secret; exit 3')).rejects.toThrow(/ended with status 3\.$/)
  await expect(run(`echo ${hex}00`)).rejects.toThrow(/printed no 32 bytes in base64 or hex\.$/)
  await expect(run('yes 0123456789abcdef')).rejects.toThrow('ended with status none')
})

test('any two of three shares give the root key; one, a typing error or another split is named', async () => {
  const root = Buffer.from('07'.repeat(32), 'hex')
  const shares = await splitRootKey(root)
  const [one, two, three] = shares as [string, string, string]
  for (const pair of [
    [one, two],
    [three, one],
    [two, three],
  ])
    expect(await joinShares(pair)).toEqual(root)
  expect(await joinShares([` ${one.toUpperCase()}\n`, two.replace(/^(.{30})/, '$1 ')])).toEqual(root)
  const refused = (texts: string[], what: string) =>
    expect(joinShares(texts)).rejects.toMatchObject({ code: 'root-key', message: expect.stringContaining(what) })
  await refused([one], 'two of the three are needed')
  await refused([one, one], 'Share 1 was typed twice')
  await refused([two, `${one.slice(0, 20)}${one[20] === '0' ? '1' : '0'}${one.slice(21)}`], 'Share 2 of those typed')
  const [, other] = (await splitRootKey(root)) as [string, string]
  await refused([one, other], 'two splits: share 1 of')
})

test('the root key is recovered from shares only if it opens the epoch keys', async () => {
  const dataRoot = newFolder()
  const source = { from: 'file' } as const
  await readRootKey(dataRoot, source, { make: true })
  const deps = { dataRoot, source, ask: null }
  const { root } = await readRoot(deps)
  makeEpoch(dataRoot, root, 1, at)
  const [one, two] = (await splitRoot(deps, at)) as [string, string]
  expect(readSplit(dataRoot)).toBe(at.toISOString())
  await expect(recoverRootKey(dataRoot, [one, two])).rejects.toThrow('exists already')
  rmSync(join(dataRoot, 'keys/root.key'))
  const wrong = await splitRootKey(Buffer.alloc(32, 5))
  await expect(recoverRootKey(dataRoot, wrong.slice(0, 2))).rejects.toThrow('does not open')
  expect(readdirSync(join(dataRoot, 'keys'))).not.toContain('root.key')
  await recoverRootKey(dataRoot, [one, two])
  expect((await readRoot(deps)).root).toEqual(root)
})

test('a change of the root key can be interrupted at any step', async () => {
  const dataRoot = newFolder()
  const file = join(dataRoot, 'passphrase')
  const source = { from: 'passphrase', file } as const
  const cost = { memoryCost: 8, timeCost: 1, parallelism: 1 }
  writeFileSync(file, 'a lamp beside the northern gate')
  const old = await readRootKey(dataRoot, source, { make: true, cost })
  const { key } = makeEpoch(dataRoot, old, 1, at)
  const deps = { dataRoot, source, ask: null }
  writeFileSync(file, 'a lamp beside the southern gate')
  const next = await prepareRootKey(source, { cost })
  // Interrupted before the new salt is in place: the old passphrase opens the keys.
  sealUnderBoth(dataRoot, old, next.key)
  writeFileSync(file, 'a lamp beside the northern gate')
  expect((await readRoot(deps)).find(1)).toEqual(key)
  await rotateRootKey(deps, next)
  await expect(readRoot(deps)).rejects.toThrow('does not open')
  writeFileSync(file, 'a lamp beside the southern gate')
  expect((await readRoot(deps)).find(1)).toEqual(key)
  expect(() => readEpoch(dataRoot, old, 1)).toThrow('does not open')
})
