import { afterEach, expect, test, vi } from 'vitest'
import { readHsText } from './use-hs-texts.ts'

afterEach(() => vi.unstubAllGlobals())

test('codes that are asked for together are read with one request, at most 200 codes each', async () => {
  const asked: string[] = []
  const answer = (address: string) => {
    const codes = new URL(address, 'http://node.test').searchParams.get('codes') ?? ''
    asked.push(codes)
    const items = codes.split(',').map((code) => ({ code, of: code, text: `text of ${code}` }))
    return Promise.resolve(Response.json({ items: items.filter(({ code }) => code !== '9999') }))
  }
  vi.stubGlobal('fetch', answer)
  expect(await Promise.all(['9401.71', '9999', '9401 71', '', '1'].map(readHsText))).toEqual([
    ...['text of 940171', null, 'text of 940171', null, null],
  ])
  expect(asked).toEqual(['940171,9999'])
  await Promise.all(Array.from({ length: 201 }, (_, place) => readHsText(String(100_000 + place))))
  expect(asked).toHaveLength(3)
})
