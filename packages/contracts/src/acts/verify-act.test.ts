import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../terms/canonical.ts'
import {
  type Act,
  challengeOfAct,
  digestOfContent,
  faultOfAct,
  fromBase64Url,
  type PasskeyAct,
  toBase64Url,
} from './act.ts'
import { authenticatorOf, coseOf, keyOfScalar } from './passkey.fixture.ts'
import { type ActReading, type ExpectedSigner, verifyAct } from './verify-act.ts'

const range = (first: number): Buffer => Buffer.from(Array.from({ length: 32 }, (_, at) => first + at))
const salt = range(0x40)
const content = {
  proposal: {
    act: 'do-not-board',
    hits: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'],
    outcome: 'adverse',
    reasons: ['identity-confirmed'],
    text: 'Document number and birth date agree.',
  },
  read: {
    case: '0b8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f10',
    hits: [
      {
        id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
        signal: 'd2b1f0aa-6c1e-4b8f-8f3e-1a2b3c4d5e6f',
        signalVersion: 2,
      },
    ],
    version: 4,
  },
}
const digest = 'LW9O0q0tX8nQ4/4mKG7s1ZueSIRQIqWfjWqo10rrBK8='
const act: Act = {
  v: 1,
  id: '3f1c2d9a-8e47-4b6a-9c15-7a2f0e4d6b81',
  type: 'decision.propose',
  node: 'border.example',
  account: 'a6f0d3c2-51be-4c7d-8f29-0e1b7d4a9c35',
  person: '5b2e9f70-1c84-4d3a-b6e1-9f0c7a2d8e46',
  role: 'analyst',
  at: '2027-02-03T09:15:00.000Z',
  about: 'case:0b8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f10@4',
  digest,
  nonce: 'gIGCg4SFhoeIiYqLjI2Ojw==',
}
const challenge = '1wnyCreUYuJKnj6jOlqyJGQ2dwM8BsVpksBuBrwP00g'
const client = `{"type":"webauthn.get","challenge":"${challenge}","origin":"https://node.border.example","crossOrigin":false}`
const signed: PasskeyAct = {
  act,
  credentialId: 'AAECAw',
  authenticatorData: 'uzkmJpNKsUPM4amVn6xKcBlp_yFCcvBZOhaDYanwtc0FAAAABw',
  clientDataJSON: Buffer.from(client).toString('base64url'),
  signature: 'MEUCIQDECVOTboocEhYMKftMSl1zYz6P9UmaCLbGCo1OgTEv1wIgG5wvDCx3Sanb9H5zJGbQKgI3CPSdJ7pLackNXjTuJEc',
}
const key = keyOfScalar(range(0x60)).publicKey
const signer: ExpectedSigner = {
  ...{ credentialId: 'AAECAw', publicKey: coseOf(key) },
  ...{ origins: ['https://node.border.example'], rpId: 'node.border.example' },
}
const read: ActReading = { content, salt: salt.toString('base64') }

test('K2 digest, challenge and public key have the bytes of the vector', async () => {
  expect(await digestOfContent(content, salt)).toBe(digest)
  expect(toBase64Url(await challengeOfAct(act))).toBe(challenge)
  expect(key.export({ format: 'jwk' })).toMatchObject({
    x: 'v5fQ7hhmqsb4CCbrrcQvPYHhtrjymPXT6-dUK3y0g6c',
    y: '3o8U3d6aoudlsuYOzmDPobCVaDqPb2Kvi6zuf036GOo',
  })
})

test('K2 the signed act of the vector verifies, with its content and without', async () => {
  expect(await verifyAct(signed, signer, read)).toBeNull()
  expect(await verifyAct(signed, signer)).toBeNull()
})

/** Returns every change of one bit of some bytes. */
function* changesOf(bytes: Uint8Array): Generator<Buffer> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    yield changed
  }
}
const parsed = <T>(bytes: Buffer): T | null => {
  try {
    return JSON.parse(bytes.toString()) as T
  } catch {
    return null
  }
}

test('K2 every change of one bit of what was signed is found', async () => {
  let count = 0
  const refuses = async (changed: PasskeyAct, by = signer, with_ = read) => {
    count += 1
    expect(await verifyAct(changed, by, with_), JSON.stringify(changed)).not.toBeNull()
  }
  for (const field of ['authenticatorData', 'clientDataJSON', 'signature', 'credentialId'] as const)
    for (const bytes of changesOf(Buffer.from(signed[field], 'base64url')))
      await refuses({ ...signed, [field]: bytes.toString('base64url') })
  for (const bytes of changesOf(Buffer.from(canonicalJson(act)))) {
    const changed = parsed<Act>(bytes)
    if (changed !== null) await refuses({ ...signed, act: changed })
  }
  for (const bytes of changesOf(Buffer.from(canonicalJson(content)))) {
    const changed = parsed(bytes)
    if (changed !== null) await refuses(signed, signer, { ...read, content: changed })
  }
  for (const bytes of changesOf(salt)) await refuses(signed, signer, { ...read, salt: bytes.toString('base64') })
  for (const bytes of changesOf(signer.publicKey)) await refuses(signed, { ...signer, publicKey: bytes })
  expect(count).toBeGreaterThan(7000)
})

test('the digest does not depend on the order of fields, and changes with each value', async () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null))
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string({ minLength: 1 }), value, { minKeys: 1 }), async (given) => {
      const turned = Object.fromEntries(Object.entries(given).reverse())
      const whole = await digestOfContent(given, salt)
      expect(await digestOfContent(turned, salt)).toBe(whole)
      const [name = ''] = Object.keys(given)
      const other = { ...given, [name]: [given[name] ?? null] }
      expect(await digestOfContent(other, salt)).not.toBe(whole)
      expect(await digestOfContent(given, range(0x41))).not.toBe(whole)
    }),
    { numRuns: 60 },
  )
})

test('a content with fractions or half a character cannot be signed', async () => {
  for (const given of [{ score: 0.5 }, { text: '\ud800' }, { at: undefined }])
    await expect(digestOfContent(given, salt)).rejects.toThrow(RangeError)
  expect(await verifyAct(signed, signer, { ...read, content: { score: 0.5 } })).toMatchObject({ at: 'reading' })
})

test.each(['ES256', 'EdDSA', 'RS256'] as const)(
  'a signature with %s verifies, and of another key does not',
  async (kind) => {
    const one = authenticatorOf(kind)
    const answer = await one.sign(act)
    expect(await verifyAct(answer, one.signer)).toBeNull()
    expect(await verifyAct(answer, authenticatorOf(kind).signer)).toMatchObject({ at: 'signature' })
  },
)

test('a refusal names the part that is wrong', async () => {
  const own = authenticatorOf()
  const at = async (answer: PasskeyAct, by = own.signer) => (await verifyAct(answer, by))?.at
  expect(await at(await own.sign(act, { client: { type: 'webauthn.create' } }))).toBe('type')
  expect(await at(await own.sign(act, { client: { challenge } }))).toBeUndefined()
  expect(await at({ ...(await own.sign(act)), act: { ...act, role: 'supervisor' } })).toBe('challenge')
  expect(await at(await own.sign(act, { client: { origin: 'https://node.border.example.evil' } }))).toBe('origin')
  expect(await at(await own.sign(act, { client: { crossOrigin: true } }))).toBe('origin')
  expect(await at(await own.sign(act, { host: 'evil.example' }))).toBe('host')
  expect(await at(await own.sign(act, { flags: 0x04 }))).toBe('presence')
  expect(await at(await own.sign(act, { flags: 0x01 }))).toBe('verification')
  expect(await at(await own.sign(act), { ...own.signer, credentialId: 'AAECBA' })).toBe('passkey')
  expect(await at({ ...(await own.sign(act)), act: { ...act, about: 'case' } })).toBe('act')
})

test('an act has exactly its fields, each in its form', () => {
  expect(faultOfAct(act)).toBeNull()
  for (const name of Object.keys(act)) {
    const { [name as keyof Act]: _, ...less } = act
    expect(faultOfAct(less)).toBe(name)
    expect(faultOfAct({ ...act, [name]: 'ä ' })).toBe(name)
  }
  expect(faultOfAct({ ...act, more: 1 })).toBe('more')
})

test('any bytes in place of a key or an answer are refused without an exception', async () => {
  const own = authenticatorOf()
  const answer = await own.sign(act)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 90 }), fc.string(), async (bytes, text) => {
      const url = toBase64Url(bytes)
      expect(await verifyAct(answer, { ...own.signer, publicKey: bytes })).not.toBeNull()
      for (const field of ['authenticatorData', 'clientDataJSON', 'signature'] as const) {
        expect(await verifyAct({ ...answer, [field]: url }, own.signer)).not.toBeNull()
        expect(await verifyAct({ ...answer, [field]: text }, own.signer)).not.toBeNull()
      }
    }),
    { numRuns: 60 },
  )
  expect(() => fromBase64Url('AB', 'x')).toThrow()
})
