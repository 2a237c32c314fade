import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexOf, utf8 } from './bytes.ts'
import { entriesOfExport } from './independent-verifier.fixture.ts'
import {
  checkpointOf,
  crypto,
  entriesTo,
  entryOf,
  exportOf,
  keyFrom,
  type LogFiles,
  logKey,
  now,
  opening,
  origin,
  policyText,
  sourceOf,
  tilesOf,
  witnessKey,
} from './log.fixture.ts'
import { keyKinds } from './note.ts'
import { continuationRef, continuationType } from './origins.ts'
import { parsePolicy } from './policy.ts'
import { formatConsistencyFile, formatProofFile } from './proof-file.ts'
import { leafHash, proveConsistency, proveInclusion, rootOfHashes, treeRoot } from './tree.ts'
import { type VerifyOptions, verifyLog } from './verify-log.ts'

const policy = await parsePolicy(crypto, policyText)
const size = 600
const files = await exportOf(entriesTo(size))
const tiles = tilesOf(files, size)
const verify = (copy: LogFiles = files, options: Partial<VerifyOptions> = {}) =>
  verifyLog(crypto, sourceOf(copy), { policy, now, ...options })
const codes = async (...given: Parameters<typeof verify>) => {
  const { ok, failures } = await verify(...given)
  expect(ok).toBe(failures.length === 0)
  return [...new Set(failures.map(({ code }) => code))]
}
const checkpointAt = async (at: number) => checkpointOf(at, await treeRoot(crypto, tiles, at))
const named = (bytes: Uint8Array) => [{ name: 'file', bytes }]

test('a whole log verifies, also with a verifier written from the standards alone', async () => {
  expect(await verify()).toMatchObject({ ok: true, origin, size, witnesses: ['w1'], checked: { entries: size } })
  const read = entriesOfExport((path) => files.get(path), { log: logKey.vkey, witness: witnessKey.vkey })
  expect(read).toEqual(entriesTo(size).map((entry) => Buffer.from(entry)))
  for (const small of [0, 1, 255, 256, 257]) expect(await codes(await exportOf(entriesTo(small)))).toEqual([])
})

test('every flipped bit of every file is found', async () => {
  const paths = [...files.keys()]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), fc.nat(7), async (path, place, bit) => {
      const bytes = Buffer.from(files.get(path) as Uint8Array)
      const at = place % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      expect(await codes(new Map(files).set(path, bytes))).not.toEqual([])
      const copy = new Map(files).set(path, bytes)
      const seconds = path.startsWith('tile/') && !path.startsWith('tile/entries')
      // The second verifier needs no tiles of hashes: it computes them.
      if (!seconds)
        expect(
          safely(() => entriesOfExport((p) => copy.get(p), { log: logKey.vkey, witness: witnessKey.vkey })),
        ).toBeNull()
    }),
    { numRuns: 60 },
  )
})

function safely<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

test('a changed, dropped, added or exchanged entry is found in an honest looking export', async () => {
  const before = await checkpointAt(500)
  const changes: [string, (entries: Uint8Array[]) => unknown][] = [
    ['changed', (entries) => entries.splice(300, 1, entryOf(300, { count: 5000 }))],
    ['dropped', (entries) => entries.splice(300, 1)],
    ['added', (entries) => entries.splice(300, 0, entryOf(299, { id: '5f0c9a52-6d1e-4a7b-9c38-0000000003e7' }))],
    ['exchanged', (entries) => entries.splice(300, 2, entryOf(301), entryOf(300))],
  ]
  for (const [what, change] of changes) {
    const entries = entriesTo(size)
    change(entries)
    const forged = await exportOf(entries)
    // The forger also has the keys of log and witness: only what others kept shows it.
    expect([what, await codes(forged, { old: named(before) })]).toEqual([what, ['split-view']])
    const entryChanged = new Map(files)
    for (const [path, bytes] of forged) if (path.startsWith('tile/entries')) entryChanged.set(path, bytes)
    expect(await codes(entryChanged)).not.toEqual([])
  }
})

test('each missing or malformed file of a copy has its code', async () => {
  const without = (path: string) => new Map([...files].filter(([name]) => name !== path))
  const changed = (path: string, change: (bytes: Uint8Array) => Uint8Array) =>
    new Map(files).set(path, change(files.get(path) as Uint8Array))
  expect(await codes(without('checkpoint'))).toEqual(['unreadable'])
  expect(await codes(without('tile/entries/001'))).toEqual(['tile-missing'])
  expect(await codes(without('tile/0/001'))).toEqual(['tile-missing'])
  expect(await codes(without('tile/1/000.p/2'))).toEqual(['tile-missing'])
  expect(await codes(changed('tile/0/001', (bytes) => bytes.subarray(1)))).toEqual(['tile-length'])
  expect(await codes(changed('tile/entries/001', (bytes) => bytes.subarray(0, -1)))).toEqual(['bundle-truncated'])
  expect(await codes(changed('tile/entries/000', () => files.get('tile/entries/002.p/88') as Uint8Array))).toEqual([
    'bundle-count',
  ])
  expect(await codes(changed('tile/1/000.p/2', (bytes) => Buffer.from(bytes).reverse()))).toEqual(['tile-hash'])
  const other = await exportOf(entriesTo(size - 1))
  expect(await codes(new Map(files).set('checkpoint', checkpointOf(size, await treeRoot(crypto, tiles, 599))))).toEqual(
    ['root'],
  )
  expect(await codes(new Map(files).set('checkpoint', other.get('checkpoint') as Uint8Array))).not.toEqual([])
})

test('entries in a wrong form, out of order in time, or with a planted name are found', async () => {
  const of = async (entry: Uint8Array, options = {}) => codes(await exportOf([...entriesTo(3), entry]), options)
  expect(await of(utf8('{"v":1}'))).toEqual(['leaf-fields'])
  expect(await of(entryOf(3, { at: '2026-01-05T09:58:59.000Z' }))).toEqual(['time-order'])
  expect(await of(entryOf(3, { at: '2026-01-05T09:59:01.000Z' }))).toEqual([])
  expect(await of(entryOf(3, { node: 'Vork' }), { canaries: ['Vork'] })).toEqual(['personal-data'])
})

test('earlier checkpoints show a log that was rolled back or differs', async () => {
  expect(await codes(files, { old: named(await checkpointAt(256)) })).toEqual([])
  const small = await exportOf(entriesTo(300))
  expect(await codes(small, { old: named(await checkpointAt(301)) })).toEqual(['rolled-back'])
  const other = await keyFrom('other.example/audit', keyKinds.log, 90)
  const both = await parsePolicy(crypto, policyText.replace('\n', `\nlog ${other.vkey}\n`))
  const foreign = checkpointOf(5, await treeRoot(crypto, tiles, 5), 'other.example/audit', other)
  expect(await codes(files, { old: named(foreign), policy: both })).toEqual(['origin-differs'])
})

test('proofs of entries and of consistency are checked, and each fault has its code', async () => {
  const checkpoint = await checkpointAt(500)
  const inclusion = { index: 123, hashes: await proveInclusion(crypto, tiles, 123, 500), checkpoint }
  const proof = formatProofFile(inclusion)
  const proofs = (text: string) => codes(files, { proofs: named(utf8(text)) })
  expect(await proofs(proof)).toEqual([])
  expect(await proofs(proof.replace('\nindex', '\nextra eA==\nindex'))).toEqual([])
  expect(await proofs(proof.replace('index 123', 'index 124'))).toEqual(['inclusion'])
  expect(await proofs(proof.replace('index 123', 'index 99999'))).toEqual(['proof-index'])
  expect(await proofs(proof.replace('index 123', 'index 0123'))).toEqual(['proof-index'])
  expect(await proofs(proof.replace('proof@v1', 'proof@v2'))).toEqual(['proof-header'])
  expect(await proofs('c2sp.org/tlog-proof@v1\nindex 1\n')).toEqual(['proof-shape'])
  const old = named(await checkpointAt(200))
  const file = formatConsistencyFile({ old: 200, hashes: await proveConsistency(crypto, tiles, 200, 500), checkpoint })
  const consistency = (text: string, given = old) => codes(files, { old: given, consistency: named(utf8(text)) })
  expect(await consistency(file)).toEqual([])
  expect(await consistency(file, [])).toEqual(['consistency-old-unknown'])
  const lines = file.split('\n')
  expect(await consistency([lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n'))).toEqual(['consistency'])
  expect(await consistency(file.replace('old ', 'old: '))).toEqual(['consistency-shape'])
})

test('openings show the details of an entry, and each fault has its code', async () => {
  expect(await codes(files, { openings: [opening(0), opening(599)] })).toEqual([])
  expect(await codes(files, { openings: [{ ...opening(5), index: 6 }] })).toEqual(['opening'])
  expect(await codes(files, { openings: [{ ...opening(5), index: 600 }] })).toEqual(['opening-index'])
  expect(await codes(files, { openings: [{ ...opening(5), salt: '' }] })).toEqual(['opening-shape'])
})

test('a log after a restore says so, and earlier checkpoints show what was kept', async () => {
  const later = await keyFrom(`${origin}/1`, keyKinds.log, 0)
  const kept = entriesTo(400)
  const root = await treeRoot(crypto, tiles, 450)
  const at = '2026-03-01T10:00:00.000Z'
  const ref = continuationRef(450, root)
  const first = entryOf(900, { type: continuationType, ref, count: 50, actor: 'system', at })
  const restored = await exportOf([first, ...kept, ...entriesTo(410).slice(400)], `${origin}/1`, later)
  const both = await parsePolicy(crypto, policyText.replace('\n', `\nlog ${later.vkey}\n`))
  const given = (old: Uint8Array) => verify(restored, { policy: both, old: named(old) })
  expect(await given(await checkpointAt(400))).toMatchObject({
    ok: true,
    continues: { size: 450, root: hexOf(root), lost: 50 },
  })
  expect((await given(await checkpointAt(450))).failures.map(({ code }) => code)).toEqual(['rolled-back'])
  const forged = checkpointOf(400, await rootOfHashes(crypto, [await leafHash(crypto, utf8('x'))]))
  // The restore kept 400 entries, so it is no excuse for other entries among them.
  expect((await given(forged)).failures.map(({ code }) => code)).toEqual(['split-view'])
})

test('after two restores each kept entry is checked, and only lost ones excuse a checkpoint', async () => {
  const at = '2026-03-01T10:00:00.000Z'
  const said = (index: number, size: number, lost: number) =>
    entryOf(index, { type: continuationType, ref: continuationRef(size, null), count: lost, actor: 'system', at })
  // The first restore kept 300 of 320 entries, the second one 251 of 261: one statement and 250 entries.
  const one = [said(900, 320, 20), ...entriesTo(260)]
  const two = [said(901, 261, 10), ...one.slice(0, 251)]
  const [first, second] = await Promise.all([1, 2].map((n) => keyFrom(`${origin}/${n}`, keyKinds.log, 0)))
  const text = policyText.replace('\n', `\nlog ${first?.vkey}\nlog ${second?.vkey}\n`)
  const options = { policy: await parsePolicy(crypto, text) }
  const copy = await exportOf(two, `${origin}/2`, second)
  const of = (bytes: Uint8Array) => codes(copy, { ...options, old: named(bytes) })
  const rootOf = async (entries: readonly Uint8Array[]) =>
    rootOfHashes(crypto, await Promise.all(entries.map((entry) => leafHash(crypto, entry))))
  const ofFirst = async (entries: readonly Uint8Array[]) =>
    checkpointOf(entries.length, await rootOf(entries), `${origin}/1`, first)
  expect(await of(await checkpointAt(250))).toEqual([])
  expect(await of(await checkpointAt(251))).toEqual(['rolled-back'])
  expect(await of(checkpointOf(250, await rootOf([entryOf(7)])))).toEqual(['split-view'])
  expect(await of(await ofFirst(one.slice(0, 251)))).toEqual([])
  expect(await of(await ofFirst(one.slice(0, 252)))).toEqual(['rolled-back'])
  expect(await of(await ofFirst([...one.slice(0, 250), entryOf(7)]))).toEqual(['split-view'])
})

test('a later origin needs a first entry that says which log goes on', async () => {
  const later = await keyFrom(`${origin}/1`, keyKinds.log, 0)
  const both = await parsePolicy(crypto, policyText.replace('\n', `\nlog ${later.vkey}\n`))
  expect(await codes(await exportOf(entriesTo(3), `${origin}/1`, later), { policy: both })).toEqual(['leaf-value'])
})

test('an id that two entries have is found', async () => {
  expect(await codes(await exportOf([...entriesTo(300), entryOf(7)]))).toEqual(['leaf-value'])
})

test('one key is not two witnesses of a policy', async () => {
  const twice = `${policyText.replace('quorum w1', '')}witness w2 ${witnessKey.vkey}\ngroup g 2 w1 w2\nquorum g\n`
  await expect(parsePolicy(crypto, twice)).rejects.toMatchObject({ code: 'policy-name' })
})
