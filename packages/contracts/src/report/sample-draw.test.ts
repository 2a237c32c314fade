import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { LogCrypto } from '../log/index.ts'
import { checkSample, isDrawnBySeed, sampleListText } from './sample-draw.ts'

const crypto: LogCrypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
  verifyEd25519: () => false,
}
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const seed = Buffer.alloc(32, 7)
const cases = Array.from({ length: 2000 }, (_, n) => ({
  id: `0000000${n % 7}-0000-4000-8000-${String(n).padStart(12, '0')}`,
  minor: n % 500 === 0,
}))
const sampleOf = async () => {
  const drawn: string[] = []
  for (const { id, minor } of cases) if (minor || (await isDrawnBySeed(crypto, seed, id))) drawn.push(id)
  return drawn
}
const week = async () => ({
  ...{ commitment: sha256(seed), seed: seed.toString('hex'), cases, sample: await sampleOf() },
  listDigest: sha256(sampleListText(cases)),
})

test('S9: about five of a hundred cases are drawn, and all of minors are added', async () => {
  const { sample } = await week()
  expect(sample.length).toBeGreaterThan(70)
  expect(sample.length).toBeLessThan(135)
  expect(cases.filter(({ id, minor }) => minor && !sample.includes(id))).toEqual([])
  expect(await checkSample(crypto, await week())).toEqual([])
})

test('the threshold is 5 % of 2^64, to the last bit', async () => {
  const of = (head: string): LogCrypto => ({
    ...crypto,
    hmacSha256: () => Buffer.from(`${head}${'ff'.repeat(24)}`, 'hex'),
  })
  expect(await isDrawnBySeed(of('0ccccccccccccccc'), seed, 'a')).toBe(true)
  expect(await isDrawnBySeed(of('0ccccccccccccccd'), seed, 'a')).toBe(false)
})

test('a changed seed, list or sample is found', async () => {
  const good = await week()
  const faults = async (change: Partial<typeof good>) => checkSample(crypto, { ...good, ...change })
  expect(await faults({ commitment: sha256('other') })).toEqual([{ fault: 'seed', caseId: null }])
  expect(await faults({ sample: good.sample.slice(1) })).toEqual([{ fault: 'left-out', caseId: good.sample[0] }])
  expect(await faults({ sample: [...good.sample, 'x'] })).toEqual([{ fault: 'not-drawn', caseId: 'x' }])
  const without = cases.filter(({ id }) => id !== good.sample[0])
  expect((await faults({ cases: without, sample: good.sample.slice(1) })).map(({ fault }) => fault)).toEqual(['list'])
})

test('without a seed only cases of minors are in the sample', async () => {
  const minors = cases.filter(({ minor }) => minor).map(({ id }) => id)
  expect(await checkSample(crypto, { ...(await week()), seed: null, sample: minors })).toEqual([])
})
