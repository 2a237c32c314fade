import { expect, test } from 'vitest'
import { utf8 } from './bytes.ts'
import { judgeCheckpoint, type Witnessed } from './judge-checkpoint.ts'
import { checkpointOf, crypto, entriesTo, exportOf, keyFrom, logKey, origin, tilesOf } from './log.fixture.ts'
import { keyKinds, parseVerifierKey } from './note.ts'
import { formatConsistencyFile } from './proof-file.ts'
import { leafHash, proveConsistency, treeRoot } from './tree.ts'

const size = 40
const files = await exportOf(entriesTo(size))
const tiles = tilesOf(files, size)
const key = await parseVerifierKey(crypto, logKey.vkey, 'log')
const at = async (n: number): Promise<Witnessed> => ({ size: n, root: await treeRoot(crypto, tiles, n) })
const ask = async (
  last: Witnessed | null,
  old: number,
  next: Witnessed,
  changes: { from?: string; key?: typeof logKey; extra?: Uint8Array[] } = {},
) => {
  const hashes = changes.extra ?? (await proveConsistency(crypto, tiles, Math.min(old, next.size), next.size))
  const checkpoint = checkpointOf(next.size, next.root, changes.from ?? origin, changes.key ?? logKey)
  const request = utf8(formatConsistencyFile({ old, hashes, checkpoint }))
  const keysOf = (name: string) => (name === origin ? [key] : [])
  return (await judgeCheckpoint(crypto, request, keysOf, async () => last)).status
}

test('a witness cosigns a log that only grows', async () => {
  expect(await ask(null, 0, await at(7))).toBe(200)
  expect(await ask(await at(7), 7, await at(7))).toBe(200)
  expect(await ask(await at(7), 7, await at(40))).toBe(200)
})

test('a witness refuses each other request with its status', async () => {
  const other = await keyFrom(origin, keyKinds.log, 77)
  const forged = { size: 40, root: await leafHash(crypto, utf8('x')) }
  expect(await ask(null, 0, await at(7), { from: 'unknown.example/audit' })).toBe(404)
  expect(await ask(null, 0, await at(7), { key: other })).toBe(403)
  expect(await ask(await at(7), 9, await at(7))).toBe(400)
  expect(await ask(await at(7), 5, await at(40))).toBe(409)
  expect(await ask(await at(7), 0, await at(40))).toBe(409)
  expect(await ask(null, 5, await at(40))).toBe(409)
  expect(await ask(await at(40), 40, forged, { extra: [] })).toBe(409)
  expect(await ask(await at(7), 7, forged)).toBe(422)
  expect(await ask(null, 0, await at(7), { extra: [forged.root] })).toBe(422)
  expect(
    (
      await judgeCheckpoint(
        crypto,
        utf8('old 5\n'),
        () => [key],
        async () => null,
      )
    ).status,
  ).toBe(400)
})
