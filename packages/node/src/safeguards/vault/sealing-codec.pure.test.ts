import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { RecordClocks } from '../access/clocks.ts'
import { type DayKeyStore, KeyRing, type StoredDayKey } from './key-ring.ts'
import { chunkBytes } from './seal-chunks.ts'
import { createSealingCodec, sealDay } from './sealing-codec.ts'

const now = new Date('2026-05-04T10:00:00.000Z')
const clocks: RecordClocks = {
  regime: 'own',
  mask_at: new Date('2026-11-04T10:00:00.000Z'),
  delete_at: new Date('2031-05-04T10:00:00.000Z'),
}
const [id, other] = ['0b8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f10', '1c8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f11']

/** Makes codecs over one set of stored keys, as threads have them. */
function codecs({ plain = false } = {}) {
  const rows: StoredDayKey[] = []
  const epochKey = randomBytes(32)
  const settingsKey = randomBytes(32)
  const epochs = { newest: () => ({ epoch: 1, key: epochKey }), find: () => epochKey }
  const store: DayKeyStore = {
    load: async () => [...rows],
    insert: async (keys) => void rows.push(...keys),
    version: async () => String(rows.length),
  }
  const create = () =>
    createSealingCodec({
      ...{ ring: new KeyRing(store, epochs), clock: () => now },
      ...{ settingsKey: () => settingsKey, plainAllowed: () => plain, plainTokens: () => false },
    })
  return { create, rows }
}
const unreadable = (recordId: string) =>
  expect.objectContaining({ code: 'record-unreadable', fields: expect.objectContaining({ at: recordId }) })
async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(Buffer.from(chunk))
  return Buffer.concat(parts)
}

test('a sealed column opens for its record and class only, and with every bit as it was', () => {
  const codec = codecs().create()
  const sealed = codec.seal(id, 'a', { surname: 'VORK' }, clocks)
  expect(sealed[0]).toBe(2)
  expect(sealed).toHaveLength(9 + 12 + '{"surname":"VORK"}'.length + 16)
  expect(sealed.includes('VORK')).toBe(false)
  expect(codec.open(id, 'a', sealed)).toEqual({ surname: 'VORK' })
  expect(codec.openText(id, 'a', sealed)?.toString()).toBe('{"surname":"VORK"}')
  expect(() => codec.open(other, 'a', sealed)).toThrow(unreadable(other))
  expect(() => codec.open(id, 'b', sealed)).toThrow(unreadable(id))
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed)
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    expect(() => codec.open(id, 'a', changed), `bit ${bit}`).toThrow(unreadable(id))
  }
  expect(() => codec.open(id, 'a', sealed.subarray(0, 20))).toThrow(unreadable(id))
  expect(codec.open(id, 'a', null)).toBeUndefined()
})

test('equal values of one record are sealed with different bytes', () => {
  const codec = codecs().create()
  expect(codec.seal(id, 'b', { a: 1 }, clocks)).not.toEqual(codec.seal(id, 'b', { a: 1 }, clocks))
})

test('unsealed bytes of an older release open until all are sealed, and then no more', () => {
  const before = codecs({ plain: true }).create()
  const bytes = Buffer.from('{"surname":"VORK"}')
  expect(before.open(id, 'a', bytes)).toEqual({ surname: 'VORK' })
  // A message may begin with any byte, also with the mark of a seal.
  const message = Buffer.concat([Buffer.from([2]), randomBytes(60)])
  expect(before.open(id, 'raw', message)).toEqual(message)
  expect(() => before.open(id, 'a', message)).toThrow(unreadable(id))
  const after = codecs().create()
  expect(() => after.open(id, 'a', bytes)).toThrow(unreadable(id))
  expect(() => after.open(id, 'raw', message)).toThrow(unreadable(id))
})

test('of two sessions that met an unknown key, both run again', async () => {
  const { create } = codecs()
  const writer = create()
  const sealed = writer.seal(id, 'b', { flight: 'NL 412' }, clocks)
  await writer.beforeCommit()
  const reader = create()
  const [one, two] = [reader.session(), reader.session()]
  for (const session of [one, two]) expect(() => session.open(id, 'b', sealed)).toThrow(unreadable(id))
  // The first call loads the key, so the second one finds it in the ring.
  expect([await one.loadMissing(), await two.loadMissing()]).toEqual([true, true])
  expect(two.open(id, 'b', sealed)).toEqual({ flight: 'NL 412' })
})

test('a key of another thread is loaded after its value was met, for the session that met it', async () => {
  const { create } = codecs()
  const [one, two] = [create(), create()]
  const sealed = one.seal(id, 'b', { text: 'A' }, clocks)
  await one.beforeCommit()
  const [session, bystander] = [two.session(), two.session()]
  expect(() => session.open(id, 'b', sealed)).toThrow(unreadable(id))
  expect(await bystander.loadMissing()).toBe(false)
  expect(await session.loadMissing()).toBe(true)
  expect(session.open(id, 'b', sealed)).toEqual({ text: 'A' })
  expect(await session.loadMissing()).toBe(false)
})

test('the day of a key is that of the clock that ends the value', () => {
  const never = { ...clocks, mask_at: null }
  expect(sealDay('a', clocks, now)).toBe('2026-11-04')
  expect(sealDay('raw', clocks, now)).toBe('2026-11-04')
  expect(sealDay('b', clocks, now)).toBe('2031-05-04')
  expect(sealDay('a', never, now)).toBe('2031-05-04')
  // A copy that is made after the masking holds what stays until the record is deleted.
  expect(sealDay('raw', { ...clocks, mask_at: now }, now)).toBe('2031-05-04')
  // A day that is over has no key any more.
  const past = new Date('2026-05-01T00:00:00.000Z')
  expect(sealDay('b', { regime: 'own', mask_at: past, delete_at: past }, now)).toBe('2026-05-04')
})

test('a secret without a clock is sealed under no day', async () => {
  const { create, rows } = codecs()
  const sealed = create().seal(id, 'raw', Buffer.from('token'), null)
  expect(create().open(id, 'raw', sealed)).toEqual(Buffer.from('token'))
  await create().beforeCommit()
  expect(rows).toEqual([])
})

test('a sealed file opens however it is cut, in another thread, and of any size', async () => {
  const { create } = codecs()
  for (const size of [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 2 * chunkBytes + 7]) {
    const bytes = randomBytes(size)
    const codec = create()
    const sealed = await joined(codec.sealChunks(id, clocks, cut(bytes, 300_001)))
    await codec.beforeCommit()
    for (const piece of [65_536, sealed.length])
      expect((await joined(create().openChunks(id, cut(sealed, piece)))).equals(bytes), `${size} in ${piece}`).toBe(
        true,
      )
    expect((codec.open(id, 'raw', sealed) as Buffer).equals(bytes)).toBe(true)
  }
})

test('chunks of a file can be neither dropped, cut off, swapped, repeated nor moved to another record', async () => {
  const codec = codecs().create()
  const chunk = 4 + 9 + 12 + chunkBytes + 16
  const sealed = await joined(codec.sealChunks(id, clocks, cut(randomBytes(2 * chunkBytes + 100), 65_536)))
  const [first, second, last] = [
    sealed.subarray(0, chunk),
    sealed.subarray(chunk, 2 * chunk),
    sealed.subarray(2 * chunk),
  ]
  const of = (...parts: Buffer[]) => joined(codec.openChunks(id, cut(Buffer.concat(parts), 65_536)))
  await expect(of(first, second, last)).resolves.toHaveLength(2 * chunkBytes + 100)
  for (const [what, parts] of Object.entries({
    dropped: [first, last],
    cut: [first, second],
    half: [first, second, last.subarray(0, 60)],
    swapped: [second, first, last],
    repeated: [first, first, second, last],
    more: [first, second, last, last],
    none: [],
  }))
    await expect(of(...parts), what).rejects.toEqual(unreadable(id))
  await expect(joined(codec.openChunks(other, cut(sealed, 65_536)))).rejects.toEqual(unreadable(other))
})

test('an unsealed file of an older release opens until all files are sealed', async () => {
  const bytes = randomBytes(200_000)
  const open = (plain: boolean, of: Buffer) => joined(codecs({ plain }).create().openChunks(id, cut(of, 65_536)))
  expect((await open(true, bytes)).equals(bytes)).toBe(true)
  expect(await open(true, Buffer.from('UNB'))).toEqual(Buffer.from('UNB'))
  await expect(open(false, bytes)).rejects.toEqual(unreadable(id))
  await expect(open(false, Buffer.from('UNB'))).rejects.toEqual(unreadable(id))
})

test.each(['[]', '[{}]', 'null', '7', '"text"', '{"subject":', ''])('stored bytes %j are damaged', (text) => {
  expect(() => codecs({ plain: true }).create().open(id, 'b', Buffer.from(text))).toThrow(unreadable(id))
})

test('erased bytes are not damaged, and raw bytes have no form', () => {
  const codec = codecs({ plain: true }).create()
  expect(codec.open(id, 'a', null)).toBeUndefined()
  expect(codec.open(id, 'raw', Buffer.from('[]'))).toEqual(Buffer.from('[]'))
})
