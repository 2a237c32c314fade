import { expect, test } from 'vitest'
import { Screener } from '../../screener/screener.ts'
import { sameEastAsian } from '../east-asian/east-asian-names.fixture.ts'
import { sameInScripts } from './scripts.fixture.ts'

const pairs = [...sameEastAsian, ...sameInScripts]
const screenerOf = (side: 0 | 1) =>
  Screener.build(
    pairs.map((pair, at) => ({ id: `e${at}`, names: [{ name: pair[side], quality: 'primary' as const }] })),
  )

test.each([0, 1] as const)(
  'the index finds the same entries as an exhaustive comparison (entries are side %i)',
  (listed) => {
    const screener = screenerOf(listed)
    pairs.forEach((pair, at) => {
      const subject = { names: [pair[1 - listed] ?? ''] }
      const found = screener.screen(subject, { limit: 100 })
      expect(
        found.map((hit) => hit.entryId),
        subject.names[0],
      ).toContain(`e${at}`)
      expect(found, subject.names[0]).toEqual(screener.screen(subject, { limit: 100, exhaustive: true }))
    })
  },
)
