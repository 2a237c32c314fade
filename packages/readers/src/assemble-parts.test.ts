import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assembleParts, partIncomplete } from './assemble-parts.ts'
import { anna, edi, omar, paxlst, paxlstSegments } from './invented-messages.fixture.ts'
import { readTravel } from './read-travel.ts'

const part = (position: string, access = 'XY417/240510', sender = 'XYAIR') => {
  const unh = `UNH+M1+PAXLST:D:05B:UN:IATA+${access}+${position}`
  const segments = paxlstSegments([anna], { unh })
  segments[0] = segments[0]!.replace('XYAIR', sender)
  return readTravel(edi(...segments))
}
const numbers = (group: ReturnType<typeof assembleParts>[number]) => group.parts.map((message) => message.part?.number)

test('parts are ordered by number without duplicates, whatever their order of arrival', () => {
  const parts = [part('1:C'), part('2'), part('3'), part('4:F')]
  fc.assert(
    fc.property(
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.array(fc.nat(3), { maxLength: 3 }),
      (order, again) => {
        const [group, ...others] = assembleParts([...order, ...again].map((index) => parts[index]!))
        expect(others).toEqual([])
        expect([numbers(group!), group!.complete, group!.missing, group!.duplicates]).toEqual([
          [1, 2, 3, 4],
          true,
          [],
          again.length,
        ])
      },
    ),
    { numRuns: 50, seed: 3 },
  )
})

test('missing part numbers are listed', () => {
  const [gap] = assembleParts([part('1:C'), part('4:F')])
  expect([gap!.complete, gap!.missing]).toEqual([false, [2, 3]])
  expect(partIncomplete(gap!)).toMatchObject({
    code: 'PART_INCOMPLETE',
    severity: 'warning',
    message: 'part 2, 3 missing',
  })
  const [open] = assembleParts([part('1:C'), part('2')])
  expect([open!.complete, open!.missing, partIncomplete(open!).message]).toEqual([
    false,
    [],
    'the final part is missing',
  ])
})

test('a message without part numbers is complete; so is a single final part', () => {
  const groups = assembleParts([readTravel(paxlst(anna)), readTravel(paxlst(omar)), part('01:F')])
  expect(groups.map(({ complete, parts }) => [complete, parts.length])).toEqual([
    [true, 1],
    [true, 1],
    [true, 1],
  ])
})

test('parts are grouped by sender and reference; without a reference, by flight', () => {
  expect(assembleParts([part('1:C'), part('2:F', 'XY418/240510'), part('2:F', 'XY417/240510', 'QZAIR')])).toHaveLength(
    3,
  )
  const [group] = assembleParts([part('1:C', ''), part('2:F', '')])
  expect(group!.complete).toBe(true)
})
