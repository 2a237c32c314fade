import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashDraft } from '../../../exchange/peers/signals.fixture.ts'
import { type ContentNode, flipped, randomPdq, startContentNode } from '../content.fixture.ts'

let node: ContentNode
beforeAll(async () => {
  node = await startContentNode()
  await node.bank('FINDS')
  await node.bank('HARMLESS', { negative: true })
})
afterAll(() => node.stop())

const match = async (signals: object[], more: object = {}) => {
  const { status, body } = await node.ask('POST', '/v1/content/match', { signals, ...more })
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}
const pdq = (value: string) => ({ type: 'pdq', value })

test('an added hash matches at once, up to 31 bits away', async () => {
  const hash = randomPdq()
  const [itemId] = await node.add('FINDS', [pdq(hash)], {
    labels: [{ scheme: 'behaviour', version: '2021-11', code: 'glorificationOfTerroristActs' }],
    confidence: 80,
  })
  for (const bits of [0, 1, 31]) {
    expect((await match([pdq(flipped(hash, bits))])).matches).toMatchObject([
      {
        bank: 'FINDS',
        itemId,
        signal: { type: 'pdq', value: hash, quality: null },
        query: { type: 'pdq', value: flipped(hash, bits), transform: 'original' },
        distance: bits,
        radius: 31,
        similarity: null,
        negative: false,
        suppressedBy: null,
        state: 'active',
        confidence: 80,
        source: { member: 'norland.example', exchange: null },
      },
    ])
  }
  expect((await match([pdq(flipped(hash, 32))])).matches).toEqual([])
  const { indexSeq, total, truncated } = await match([pdq(` ${hash.toUpperCase()}\n`)])
  expect({ total, truncated }).toEqual({ total: 1, truncated: false })
  expect(indexSeq).toBeGreaterThan(0)
})

test('a disabled item stops matching at once and returns by itself', async () => {
  const officer = await node.person('officer')
  const hash = randomPdq()
  const [itemId] = await node.add('FINDS', [pdq(hash)])
  const patch = (disableUntil: string | null) => officer.call('PATCH', `/v1/content/items/${itemId}`, { disableUntil })
  expect((await patch('2099-01-01T00:00:00.000Z')).status).toBe(200)
  expect((await match([pdq(hash)])).matches).toEqual([])
  expect((await patch('2020-01-01T00:00:00.000Z')).status).toBe(200)
  expect((await match([pdq(hash)])).matches).toHaveLength(1)
  expect((await officer.call('DELETE', `/v1/content/items/${itemId}`)).status).toBe(204)
  expect((await match([pdq(hash)])).matches).toEqual([])
  expect((await officer.call('GET', `/v1/content/items/${itemId}`)).status).toBe(404)
  const left = await node.db
    .selectFrom('signal')
    .select('id')
    .where('kind', '=', 'media-hash')
    .where((e) => e(e.ref('b'), 'is not', null))
    .execute()
  const bytes = await node.db
    .selectFrom('signal')
    .select(['a', 'b'])
    .where('id', 'in', [...left.map(({ id }) => id)])
    .execute()
  expect(bytes.some(({ a, b }) => `${a}${b}`.includes(hash))).toBe(false)
})

test('the same hash in three banks gives two matches while one is disabled', async () => {
  const officer = await node.person('officer')
  await node.bank('SECOND')
  await node.bank('THIRD')
  const hash = randomPdq()
  await node.add('FINDS', [pdq(hash)])
  await node.add('SECOND', [pdq(hash)])
  const [third] = await node.add('THIRD', [pdq(hash)])
  await officer.call('PATCH', `/v1/content/items/${third}`, { disableUntil: '2099-01-01T00:00:00.000Z' })
  expect((await match([pdq(hash)])).matches.map(({ bank }: { bank: string }) => bank)).toEqual(['FINDS', 'SECOND'])
  expect((await match([pdq(hash)], { banks: ['SECOND', 'NOT_THERE'] })).matches).toHaveLength(1)
})

test('exact matches come first, then the nearest ones', async () => {
  const [a, b] = [randomPdq(), randomPdq()]
  const sha256 = createHash('sha256').update(a).digest('hex')
  await node.add('FINDS', [pdq(flipped(a, 20)), pdq(flipped(a, 3)), { type: 'sha256', value: sha256 }, pdq(b)])
  const { matches } = await match([pdq(a), { type: 'sha256', value: sha256.toUpperCase() }])
  expect(matches.map(({ distance, query }: never) => [(query as { type: string }).type, distance])).toEqual([
    ['sha256', 0],
    ['pdq', 3],
    ['pdq', 20],
  ])
  expect((await match([pdq(a)], { limit: 1 })).total).toBe(2)
  expect((await match([pdq(a)], { radius: 5 })).matches).toHaveLength(1)
})

test('a bank has its own radius, and a request may state another', async () => {
  await node.bank('NARROW', { radius: { pdq: 10 } })
  const hash = randomPdq()
  await node.add('NARROW', [pdq(hash)])
  expect((await match([pdq(flipped(hash, 10))])).matches).toMatchObject([{ distance: 10, radius: 10 }])
  expect((await match([pdq(flipped(hash, 11))])).matches).toEqual([])
  expect((await match([pdq(flipped(hash, 11))], { radius: 20 })).matches).toMatchObject([{ radius: 20 }])
})

test('an equally near match of a negative bank suppresses a match, and both are shown', async () => {
  const hash = randomPdq()
  await node.add('FINDS', [pdq(flipped(hash, 12))])
  const [harmless] = await node.add('HARMLESS', [pdq(flipped(hash, 4))])
  const { matches } = await match([pdq(hash)])
  expect(matches).toMatchObject([
    { bank: 'HARMLESS', negative: true, suppressedBy: null, distance: 4 },
    { bank: 'FINDS', negative: false, suppressedBy: harmless, distance: 12 },
  ])
  // For this query the other match is nearer.
  expect((await match([pdq(flipped(hash, 12))])).matches).toMatchObject([
    { bank: 'FINDS', suppressedBy: null },
    { bank: 'HARMLESS' },
  ])
})

test('a shadow bank neither suppresses a match nor prevents its suppression', async () => {
  await node.bank('ON_TRIAL', { shadow: true })
  await node.bank('HARMLESS_ON_TRIAL', { shadow: true, negative: true })
  const [near, harmed] = [randomPdq(), randomPdq()]
  await node.add('FINDS', [pdq(flipped(near, 12)), pdq(flipped(harmed, 12))])
  const [harmless] = await node.add('HARMLESS', [pdq(flipped(near, 8))])
  await node.add('ON_TRIAL', [pdq(flipped(near, 4))])
  await node.add('HARMLESS_ON_TRIAL', [pdq(flipped(harmed, 4))])
  expect((await match([pdq(near)], { includeShadow: true })).matches).toMatchObject([
    { bank: 'ON_TRIAL', state: 'shadow' },
    { bank: 'HARMLESS' },
    { bank: 'FINDS', suppressedBy: harmless },
  ])
  expect((await match([pdq(harmed)], { includeShadow: true })).matches).toMatchObject([
    { bank: 'HARMLESS_ON_TRIAL', state: 'shadow' },
    { bank: 'FINDS', suppressedBy: null },
  ])
  // A truncated answer keeps the matches that support a case and those that suppress it.
  expect((await match([pdq(harmed)], { includeShadow: true, limit: 1 })).matches).toMatchObject([{ bank: 'FINDS' }])
  expect((await match([pdq(near)], { includeShadow: true, limit: 2 })).matches).toMatchObject([
    { bank: 'HARMLESS' },
    { bank: 'FINDS', suppressedBy: harmless },
  ])
  expect((await match([pdq(near)], { limit: 1 })).matches).toMatchObject([{ bank: 'HARMLESS' }])
})

test('a signal beyond its own threshold does not prevent suppression', async () => {
  const hash = randomPdq()
  const [harmless] = await node.add('HARMLESS', [pdq(flipped(hash, 10))])
  await node.add('FINDS', [pdq(flipped(hash, 12))])
  const value = { algorithm: 'pdq', hash: flipped(hash, 9), quality: 100, threshold: 8, mediaType: null } as const
  const officer = await node.person('officer')
  expect(await officer.call('POST', '/v1/signals', hashDraft('', [], { value }))).toMatchObject({ status: 201 })
  await node.whenIdle()
  expect((await match([pdq(flipped(hash, 2))])).matches).toMatchObject([{ bank: 'OWN_SIGNALS' }, {}, {}])
  expect((await match([pdq(hash)])).matches).toMatchObject([
    { bank: 'HARMLESS' },
    { bank: 'FINDS', suppressedBy: harmless },
  ])
})

test('a shadow bank matches only if the request includes it', async () => {
  await node.bank('WATCHED', { shadow: true })
  const hash = randomPdq()
  await node.add('WATCHED', [pdq(hash)])
  expect((await match([pdq(hash)])).matches).toEqual([])
  expect((await match([pdq(hash)], { includeShadow: true })).matches).toMatchObject([{ state: 'shadow' }])
})

test('a bank with a partial ratio answers that share of seeds, always the same ones', async () => {
  await node.bank('HALF', { matchingEnabledRatio: 0.5 })
  const hash = randomPdq()
  await node.add('HALF', [pdq(hash)])
  const answers = async () => {
    const queries = Array.from({ length: 400 }, (_, n) => ({ signals: [pdq(hash)], seed: `upload-${n}` }))
    const { body } = await node.ask('POST', '/v1/content/match/batch', { queries })
    return body.results.map(({ matches }: { matches: unknown[] }) => matches.length)
  }
  const first = await answers()
  expect(await answers()).toEqual(first)
  const share = first.filter((count: number) => count > 0).length
  expect(share).toBeGreaterThan(140)
  expect(share).toBeLessThan(260)
  // The first 52 bits of SHA-256('HALF:upload-0') decide.
  const bits = BigInt(`0x${createHash('sha256').update('HALF:upload-0').digest('hex').slice(0, 13)}`)
  expect(first[0]).toBe(Number(bits) / 2 ** 52 < 0.5 ? 1 : 0)
})

test('a picture of low quality does not match; a flat card is quarantined', async () => {
  const hash = randomPdq()
  await node.add('FINDS', [{ type: 'pdq', value: hash, quality: 49 }])
  expect((await match([pdq(hash)])).matches).toEqual([])
  const good = randomPdq()
  await node.add('FINDS', [{ type: 'pdq', value: good, quality: 50 }])
  expect((await match([{ type: 'pdq', value: good, quality: 49 }])).matches).toEqual([])
  expect((await match([{ type: 'pdq', value: good, quality: 50 }])).matches).toHaveLength(1)
  const [card] = await node.add('FINDS', [pdq(`${'f'.repeat(60)}0000`)])
  expect((await match([pdq(`${'f'.repeat(60)}0000`)])).matches).toEqual([])
  const officer = await node.person('officer')
  expect((await officer.call('GET', `/v1/content/items/${card}`)).body).toMatchObject({
    state: 'quarantined',
    because: expect.stringContaining('240 of 256 bits'),
  })
  expect((await officer.call('PATCH', `/v1/content/items/${card}`, { state: 'active' })).status).toBe(200)
  expect((await match([pdq(`${'f'.repeat(60)}0000`)])).matches).toHaveLength(1)
})

test('a hash with an unusual number of set bits matches an equal hash only', async () => {
  const officer = await node.person('officer')
  const withOnes = (ones: number) => {
    const orderOf = (bit: number) => createHash('md5').update(`${ones} ${bit}`).digest('hex')
    const bits = Array.from({ length: 256 }, (_, bit) => bit).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    const hash = Buffer.alloc(32)
    for (const bit of bits.slice(0, ones)) hash[bit >> 3] = (hash[bit >> 3] as number) | (1 << (bit & 7))
    return hash.toString('hex')
  }
  for (const ones of [32, 95, 161, 224]) {
    const hash = withOnes(ones)
    const [id] = await node.add('FINDS', [pdq(hash)])
    expect((await officer.call('GET', `/v1/content/items/${id}`)).body).toMatchObject({
      state: 'active',
      because: expect.stringContaining(`${ones} of 256 bits are set`),
    })
    expect((await match([pdq(hash)])).matches, `${ones} bits`).toMatchObject([{ itemId: id, distance: 0 }])
    expect((await match([pdq(flipped(hash, 1))])).matches, `${ones} bits`).toEqual([])
    // A person who reviewed the item lets it match as usual.
    expect((await officer.call('PATCH', `/v1/content/items/${id}`, { state: 'active' })).body.because).toBe(null)
    expect((await match([pdq(flipped(hash, 1))])).matches).toMatchObject([{ itemId: id, distance: 1 }])
  }
  for (const ones of [96, 160]) {
    const [id] = await node.add('FINDS', [pdq(withOnes(ones))])
    expect((await match([pdq(flipped(withOnes(ones), 31))])).matches).toMatchObject([{ itemId: id, distance: 31 }])
  }
  for (const ones of [0, 31, 225, 256]) {
    const [id] = await node.add('FINDS', [pdq(withOnes(ones))])
    expect((await match([pdq(withOnes(ones))])).matches.map(({ itemId }: { itemId: string }) => itemId)).not.toContain(
      id,
    )
  }
})

test('addresses match in any form, within their scope', async () => {
  await node.add('FINDS', [{ type: 'url', value: 'hxxps://www.bad[.]example/a/b?utm_source=x&b=2&a=1#top' }])
  await node.add('FINDS', [{ type: 'url', value: 'https://only.example.org/', scope: 'host' } as never])
  const found = async (value: string) => (await match([{ type: 'url', value }])).matches.length
  expect(await found('http://bad.example/a/b/?a=1&b=2')).toBe(1)
  expect(await found('http://bad.example/a/b?a=1')).toBe(0)
  expect(await found('https://only.example.org/whatever/it/is')).toBe(1)
  expect(await found('https://sub.only.example.org/')).toBe(0)
})

test('an edited text matches if most of it is the same', async () => {
  const text =
    'The harbour committee meets on the first Monday of each month in the old customs house, and everybody who keeps a boat in the basin is asked to come and to bring the papers of the boat along.'
  await node.add('FINDS', [{ type: 'text', value: text }])
  expect((await match([{ type: 'text', value: text.toUpperCase() }])).matches).toMatchObject([{ distance: 0 }])
  const edited = text.replace('first Monday', 'second Tuesday')
  expect((await match([{ type: 'text', value: edited }])).matches).toMatchObject([
    { distance: null, similarity: expect.closeTo(0.85, 0) },
  ])
  expect((await match([{ type: 'text', value: 'The harbour committee meets in winter too.' }])).matches).toEqual([])
})

test('a known clip matches inside a long video', async () => {
  const frames = Array.from({ length: 60 }, randomPdq)
  const lines = (hashes: string[], from = 0) =>
    hashes.map((hash, n) => `${(from + n) * 30},90,${hash},${(from + n).toFixed(3)}`).join('\n')
  await node.add('FINDS', [{ type: 'vpdq', value: lines(frames.slice(20, 40)) }])
  const { matches } = await match([{ type: 'vpdq', value: lines(frames) }])
  expect(matches).toMatchObject([{ segments: [{ queryStart: 20, queryEnd: 39, signalStart: 0, signalEnd: 19 }] }])
  expect((await match([{ type: 'vpdq', value: lines(frames.slice(0, 20)) }])).matches).toEqual([])
})

test.each([
  [{ signals: [{ type: 'pdq', value: 'a'.repeat(63) }] }, 400, 'signal-invalid', '/signals/0'],
  [{ signals: [{ type: 'phash', value: 'ab' }] }, 400, 'signal-type-unknown', '/signals/0'],
  [{ signals: [{ type: 'pdq', value: 'a'.repeat(64) }], radius: 32 }, 400, 'radius-out-of-range', '/radius'],
  [{ signals: [{ type: 'pdq', value: 'a'.repeat(64) }], radius: -1 }, 400, 'radius-out-of-range', '/radius'],
  [{ signals: [{ type: 'pdq', value: 'a'.repeat(64) }], limit: 0 }, 400, 'limit-out-of-range', '/limit'],
  [{ signals: [{ type: 'pdq', value: 'a'.repeat(64) }], limit: 1001 }, 400, 'limit-out-of-range', '/limit'],
  [{ signals: [] }, 422, 'body-invalid', '/signals'],
])('%j is refused', async (body, status, code, at) => {
  expect(await node.ask('POST', '/v1/content/match', body)).toMatchObject({ status, body: { code, at } })
})

test('a platform can match and upload but not write banks; a carrier can do none', async () => {
  const bank = { name: 'ITS_OWN', purposes: ['content-safety'], lawfulBasis: 'x' }
  expect(await node.ask('POST', '/v1/content/banks', bank)).toMatchObject({ status: 403, body: { code: 'role' } })
  expect(await node.ask('GET', '/v1/travel/messages')).toMatchObject({ status: 403, body: { code: 'sender-unknown' } })
  const answer = await fetch(`${node.url}/v1/content/index`, {
    headers: { authorization: `Bearer ${node.sender.key}` },
  })
  expect(answer.status).toBe(403)
  expect((await node.ask('GET', '/v1/content/index')).body.types.pdq).toMatchObject({ tombstones: expect.any(Number) })
})

test('two signals are compared without a bank', async () => {
  const hash = randomPdq()
  const compare = (body: object) => node.ask('POST', '/v1/content/compare', body)
  expect((await compare({ type: 'pdq', a: hash, b: flipped(hash, 9) })).body).toEqual({
    ...{ type: 'pdq', distance: 9, similarity: null, match: true, radius: 31 },
  })
  expect((await compare({ type: 'pdq', a: hash, b: flipped(hash, 9), radius: 8 })).body.match).toBe(false)
  expect((await compare({ type: 'md5', a: 'a'.repeat(32), b: 'A'.repeat(32) })).body).toMatchObject({ match: true })
  expect(await compare({ type: 'pdq', a: 'x', b: hash })).toMatchObject({
    status: 400,
    body: { code: 'signal-invalid' },
  })
})
