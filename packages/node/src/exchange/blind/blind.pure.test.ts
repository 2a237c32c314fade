import { randomBytes, randomInt } from 'node:crypto'
import { EvaluationRequest, Oprf, VOPRFClient, VOPRFServer } from '@cloudflare/voprf-ts'
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble'
import { expect, test } from 'vitest'
import { prepareRequests, readAnswer } from './ask.ts'
import { type BlindItem, blindInput, normaliseItem } from './normalise-item.ts'
import { ownTokens } from './own-tokens.ts'
import { paddedSize } from './padding.ts'
import { commitmentOf, findToken, isTokenSet, makeTokenSet, markToken } from './token-set.ts'
import { blindItem, evaluateElements, finaliseTokens, newBlindKeys, tokenOfOwn } from './voprf.ts'

const agreement = '5a0c1c39-9a3e-4a53-8f0e-6b1d8f0f7a11'
const passport = (number: string, issuingState = 'UTO') => ({
  documentType: 'P',
  number,
  issuingState,
  expiryDate: null,
})
const asked = (number: string) => normaliseItem('travel-document', passport(number))

function check(items: BlindItem[], known: string[]) {
  const keys = newBlindKeys()
  const set = makeTokenSet(known.flatMap((number) => ownTokens(keys, agreement, 'travel-document', passport(number))))
  const findings = items.map(() => 'none')
  const sizes: number[] = []
  for (const request of prepareRequests(agreement, 'travel-document', items)) {
    sizes.push(request.elements.length)
    const answer = evaluateElements(
      keys,
      request.elements.map((element) => element.blinded),
    )
    const read = readAnswer(request, { ...answer, publicKey: keys.publicKey, set })
    for (const [item, { found }] of read) findings[item] = found
  }
  return { findings, sizes, set }
}

test('the asker learns which items are known, exactly or with look-alike letters replaced', () => {
  const items = ['AB 12-34O', 'ab12340', 'K4471906B', 'XX0000001'].map(asked)
  const { findings } = check(items, ['AB1234O', 'K4471906B'])
  expect(findings).toEqual(['exact', 'folded', 'exact', 'none'])
  expect(check([asked('AB1234O')], ['AB12340']).findings).toEqual(['folded'])
  expect(check([asked('AB1234O')], ['ABI2340']).findings).toEqual(['folded'])
  expect(check([normaliseItem('travel-document', passport('K4471906B', 'XXA'))], ['K4471906B']).findings).toEqual([
    'none',
  ])
})

test('a request reveals only its padded size, and blinding an item twice gives different bytes', () => {
  const items = ['K1', 'K2', 'K3'].map(asked)
  const [first] = prepareRequests(agreement, 'travel-document', items)
  const [again] = prepareRequests(agreement, 'travel-document', items)
  expect(first?.elements).toHaveLength(16)
  const seen = new Set(
    [...(first?.elements ?? []), ...(again?.elements ?? [])].map((e) => Buffer.from(e.blinded).toString('hex')),
  )
  expect(seen.size).toBe(32)
  expect(first?.sources.filter((source) => source !== null)).toHaveLength(3)
  expect([1, 2, 16, 17, 1000, 4096].map(paddedSize)).toEqual([1, 16, 16, 64, 1024, 4096])
  expect(() => paddedSize(4097)).toThrow(RangeError)
})

test('values are normalised according to their kind before comparison', () => {
  expect(normaliseItem('media-hash', { algorithm: 'SHA256', hash: 'ABCDEF' })).toEqual({
    exact: 'sha256:abcdef',
    folded: null,
  })
  expect(normaliseItem('wallet', { chain: 'eth', address: '0xAbCd' }).exact).toBe('0xabcd')
  expect(normaliseItem('wallet', { chain: 'btc', address: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT' }).exact).toBe(
    '1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
  )
  expect(normaliseItem('url', { url: 'HTTP://x.example', normalised: 'http://x.example/', scope: 'host' }).exact).toBe(
    'http://x.example/',
  )
  for (const kind of ['person', 'organisation', 'account', 'consignment'] as const) {
    expect(() => normaliseItem(kind, {})).toThrow(expect.objectContaining({ code: 'kind-not-blind-checkable' }))
  }
  expect(blindInput(agreement, 'url', 'x')).not.toEqual(blindInput(agreement, 'wallet', 'x'))
})

test('a set is sorted, padded with random tokens, and identified by a hash', () => {
  const tokens = Array.from({ length: 3000 }, () => markToken(randomBytes(8).readBigUInt64BE(), false))
  const set = makeTokenSet(tokens)
  expect(set.length).toBe(3 * 1024 * 8)
  expect(isTokenSet(set)).toBe(true)
  for (const token of tokens) expect(findToken(set, token | 1n)).toBe('exact')
  expect(makeTokenSet([]).length).toBe(8192)
  expect(commitmentOf(set)).not.toBe(commitmentOf(makeTokenSet(tokens)))
  const spoilt = Uint8Array.from(set)
  spoilt.set(set.subarray(8, 16), 0)
  expect(isTokenSet(spoilt)).toBe(false)
  expect(isTokenSet(set.subarray(0, 12))).toBe(false)
})

test('invalid elements are refused, and the error gives their position', () => {
  const keys = newBlindKeys()
  const good = blindItem(blindInput(agreement, 'url', 'a')).blinded
  const bad = (element: Uint8Array) => () => evaluateElements(keys, [good, element])
  for (const element of [new Uint8Array(31), new Uint8Array(32), new Uint8Array(32).fill(255)]) {
    expect(bad(element)).toThrow(
      expect.objectContaining({ code: 'bad-element', fields: expect.objectContaining({ at: '/elements/1' }) }),
    )
  }
})

test('an answer made with another key than the announced one is rejected', () => {
  const announced = newBlindKeys()
  const items = [blindItem(blindInput(agreement, 'url', 'a'))]
  const { evaluated, proof } = evaluateElements(newBlindKeys(), [items[0]?.blinded as Uint8Array])
  expect(() => finaliseTokens(items, evaluated, announced.publicKey, proof)).toThrow(
    expect.objectContaining({ code: 'blind-proof-invalid' }),
  )
  const right = evaluateElements(announced, [items[0]?.blinded as Uint8Array])
  const bent = Uint8Array.from(right.proof)
  const place = randomInt(bent.length)
  bent[place] = (bent[place] as number) ^ 1
  expect(() => finaliseTokens(items, right.evaluated, announced.publicKey, bent)).toThrow(
    expect.objectContaining({ code: 'blind-proof-invalid' }),
  )
})

test('another implementation of RFC 9497 gives the same outputs', async () => {
  const keys = newBlindKeys()
  const suite = Oprf.Suite.RISTRETTO255_SHA512
  const server = new VOPRFServer(suite, keys.secretKey, CryptoNoble)
  const client = new VOPRFClient(suite, keys.publicKey, CryptoNoble)
  const inputs = ['one', 'two', 'three'].map((text) => blindInput(agreement, 'url', text))
  // The other implementation is the client; this code is the holder.
  const [kept, request] = await client.blind(inputs)
  const elements = request.blinded.map((element) => element.serialize())
  const ours = evaluateElements(keys, elements)
  expect(ours.evaluated).toHaveLength(3)
  // The other implementation is the holder; this code is the asker.
  const items = inputs.map(blindItem)
  const theirRequest = EvaluationRequest.deserialize(suite, framed(items.map((item) => item.blinded)), CryptoNoble)
  const theirs = await server.blindEvaluate(theirRequest)
  const tokens = finaliseTokens(
    items,
    theirs.evaluated.map((element) => element.serialize()),
    keys.publicKey,
    theirs.proof?.serialize() as Uint8Array,
  )
  const outputs = await client.finalize(kept, await server.blindEvaluate(request))
  expect(tokens).toEqual(outputs.map((output) => Buffer.from(output).readBigUInt64BE()))
  expect(tokens).toEqual(inputs.map((input) => tokenOfOwn(keys, input)))
})

/** Encodes a request as the other implementation expects it: a two-byte count before the elements. */
function framed(elements: Uint8Array[]): Uint8Array {
  const count = Buffer.alloc(2)
  count.writeUInt16BE(elements.length)
  return new Uint8Array(Buffer.concat([count, ...elements]))
}
