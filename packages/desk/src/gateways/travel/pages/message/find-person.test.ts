import type { MessageSegments } from '@entente/contracts'
import { expect, test } from 'vitest'
import { findPerson } from './read-view.tsx'

const message = (...texts: string[]) => {
  const asked: number[] = []
  return {
    asked,
    read: async (from: number, limit: number): Promise<MessageSegments> => {
      asked.push(from)
      const items = texts.map((text, place) => ({
        number: place + 1,
        from: 0,
        to: 0,
        tag: text.slice(0, 3),
        text,
        quarantined: false,
      }))
      return { total: texts.length, items: items.slice(from, from + limit), findings: [] }
    },
  }
}

test('the first segment with both names is found, in upper or lower case', async () => {
  const { read } = message("NAD+MS+++MRAD OPS'", "NAD+FL+++MRAD:LEA'", "NAD+FL+++MRAD:SALMA'")
  expect(await findPerson(read, 'Mrad', 'Salma')).toBe(3)
})
test('a separator in a name is escaped in the search', async () => {
  const { read } = message("NAD+FL+++O?'NEIL:LEA'")
  expect(await findPerson(read, "O'NEIL", 'LEA')).toBe(1)
})
test('a long message is read in parts until the name is found', async () => {
  const { read, asked } = message(
    ...Array.from({ length: 2_100 }, () => "FTX+1'"),
    "NAD+FL+++MRAD:LEA'",
    ...Array.from({ length: 4_000 }, () => "FTX+2'"),
  )
  expect(await findPerson(read, 'MRAD', 'LEA')).toBe(2_101)
  expect(asked).toEqual([0, 2_000])
})
test('a missing name, or a name in no segment, gives no position', async () => {
  const { read } = message("NAD+FL+++MRAD:LEA'")
  expect(await findPerson(read, null, null)).toBeNull()
  expect(await findPerson(read, 'OKONKWO', null)).toBeNull()
})
