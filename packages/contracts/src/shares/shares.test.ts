import { expect, test } from 'vitest'
import { ageKeyOf, bytesOfAgeKey } from './age-key.ts'
import { readShares, writeShare } from './share-text.ts'

const key = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX'

test('a private key of age is 32 bytes in bech32, as the test files of age write it', () => {
  const bytes = new Uint8Array(32).fill(0x42)
  expect(ageKeyOf(bytes)).toBe(key)
  expect(bytesOfAgeKey(key)).toEqual(bytes)
})

test('a private key with one wrong character is none', () => {
  for (let place = 16; place < key.length; place++)
    for (const letter of ['Q', 'P', 'Z'].filter((one) => one !== key[place]))
      expect(bytesOfAgeKey(key.slice(0, place) + letter + key.slice(place + 1))).toBeNull()
  expect(bytesOfAgeKey(key.toLowerCase())).toBeNull()
})

test('S45 a share with a wrong character, a share typed twice, and shares of two splits are told apart', async () => {
  const share = (number: string, id: string) =>
    writeShare('oversight-share', { number, id, bytes: new Uint8Array(33).fill(Number(number)) })
  const [one, two, other] = [await share('1', '0a0b0c0d'), await share('2', '0a0b0c0d'), await share('2', '11111111')]
  const read = (...texts: string[]) => readShares('oversight-share', texts)
  expect(await read(` ${one.toUpperCase()}`, '', two.replace(/^(.{20})/, '$1 '))).toMatchObject({
    shares: [{ number: '1' }, { number: '2' }],
  })
  expect(await read(one)).toEqual({ fault: 'count', given: 1 })
  expect(await read(one, one)).toEqual({ fault: 'twice', number: '1' })
  expect(await read(one, other)).toMatchObject({ fault: 'split' })
  expect(await read(one, two.replace('0', '1'))).toEqual({ fault: 'character', place: 2 })
  // A share of the root key is none of oversight.
  expect(await readShares('share', [one, two])).toEqual({ fault: 'character', place: 1 })
})
