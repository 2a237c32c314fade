import { expect, test } from 'vitest'
import { hasEntry, hasKey } from './has-entry.ts'

test('a list has its entries, short and long, also those that were added since the last call', () => {
  const list: string[] = []
  for (let i = 0; i < 100; i++) {
    expect(hasEntry(list, `C${i}`)).toBe(false)
    list.push(`C${i}`)
    expect([hasEntry(list, 'C0'), hasEntry(list, `C${i}`), hasEntry(list, 'D')]).toEqual([true, true, false])
  }
})

test('every entry of a list is looked at once, however often the list is asked', () => {
  const list: { id: string }[] = []
  let looks = 0
  const idOf = ({ id }: { id: string }) => {
    looks++
    return id
  }
  for (let i = 0; i < 2_000; i++) if (!hasKey(list, `S${i}`, idOf)) list.push({ id: `S${i}` })
  expect([list.length, looks]).toEqual([2_000, 1_999])
})
