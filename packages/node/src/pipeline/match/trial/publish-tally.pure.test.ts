import type { SmallCount } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publishTally, suppress } from './publish-tally.ts'
import { addPerson, emptyTally, type HitDecision } from './tally.ts'

/** Lists every combination of hidden counts that is consistent with the published counts. */
function readingsOf({ cells, total }: { cells: SmallCount[]; total: SmallCount }): number[][] {
  const few = [1, 2, 3, 4]
  // A person who knows the rule knows that the withheld count is the smallest of the counts that are 5 or more.
  const mostWithheld = Math.min(...cells.filter((cell) => typeof cell === 'number').filter((cell) => cell > 0))
  const ranges = cells.map((cell) =>
    cell === '<5'
      ? few
      : cell === 'sup'
        ? Array.from({ length: 40 }, (_, n) => n + 5).filter((n) => n <= mostWithheld)
        : [cell],
  )
  const fits = (sum: number) => {
    if (total === 'sup') return true
    if (total === '<5') return sum > 0 && sum < 5
    const exact = cells.every((cell) => typeof cell === 'number')
    return exact ? sum === total : Math.round(sum / 5) * 5 === total
  }
  const walk = (place: number, chosen: number[]): number[][] =>
    place === ranges.length
      ? fits(chosen.reduce((all, one) => all + one, 0))
        ? [chosen]
        : []
      : (ranges[place] as number[]).flatMap((value) => walk(place + 1, [...chosen, value]))
  return walk(0, [])
}

test('no count of 1 to 4 can be derived from the published counts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 4 }), (counts) => {
      const shown = suppress(counts)
      const possible = readingsOf(shown)
      expect(possible).toContainEqual(counts)
      counts.forEach((count, place) => {
        if (count === 0 || count >= 5) return
        expect(shown.cells[place]).toBe('<5')
        if (counts.filter((other) => other > 0).length < 2) return
        expect(new Set(possible.map((one) => one[place])).size).toBeGreaterThan(1)
      })
    }),
    { numRuns: 500 },
  )
})

test('if no count is small, all counts and their total are exact', () => {
  expect(suppress([12, 0, 7])).toEqual({ cells: [12, 0, 7], total: 19 })
  expect(suppress([12, 3, 7])).toEqual({ cells: [12, '<5', 'sup'], total: 20 })
  expect(suppress([0, 3])).toEqual({ cells: [0, '<5'], total: '<5' })
  // A rounded total of ten would show that both hidden counts are four.
  expect(suppress([4, 4])).toEqual({ cells: ['<5', '<5'], total: 'sup' })
  // A total under five would show that all four are one.
  expect(suppress([1, 1, 1, 1])).toEqual({ cells: ['<5', '<5', '<5', '<5'], total: 'sup' })
})

const person = (names: string[], nationality?: string) => ({
  names,
  nationalities: nationality === undefined ? [] : [nationality],
})
const thresholds = { inForce: 0.5, proposed: 0.8 }
const hit = (score: number, decision: HitDecision = null) => ({ score, decision })
function tallyOf(groups: { people: number; alerted: number; names: string[]; nationality?: string; score?: number }[]) {
  const tally = emptyTally()
  for (const { people, alerted, names, nationality, score = 0.6 } of groups)
    for (let n = 0; n < people; n += 1)
      addPerson(tally, person(names, nationality), n < alerted ? [hit(score)] : [], thresholds)
  return tally
}

test('hits are counted at both thresholds, with new, lost and decided ones', () => {
  const tally = emptyTally()
  for (let n = 0; n < 40; n += 1)
    addPerson(
      tally,
      person(['Una']),
      [hit(0.6, n < 10 ? 'dismissed' : n < 16 ? 'confirmed' : null), hit(0.9)],
      thresholds,
    )
  const { inForce, proposed, appear, vanish } = publishTally(tally)
  expect(inForce).toEqual({ hits: 80, confirmed: 6, dismissed: 10, undecided: 64 })
  expect(proposed).toEqual({ hits: 40, confirmed: 0, dismissed: 0, undecided: 40 })
  expect(vanish).toEqual({ hits: 40, confirmed: 6, dismissed: 10, undecided: 24 })
  expect(appear).toEqual({ hits: 0, confirmed: 0, dismissed: 0, undecided: 0 })
  const lower = publishTally(tallyOf([{ people: 60, alerted: 20, names: ['Una'], score: 0.9 }]))
  expect(lower.vanish.hits).toBe(0)
})

test('totals do not reveal a small number of lost hits', () => {
  const tally = emptyTally()
  for (let n = 0; n < 98; n += 1) addPerson(tally, person(['Una']), [hit(n < 2 ? 0.6 : 0.9)], thresholds)
  const { inForce, proposed, vanish } = publishTally(tally)
  expect(vanish.hits).toBe('<5')
  expect([inForce.hits, proposed.hits]).toEqual([100, 95])
})

test('groups of fifty people have a rate with interval; smaller ones are merged', () => {
  const { rates } = publishTally(
    tallyOf([
      { people: 200, alerted: 20, names: ['Una'], nationality: 'NOR' },
      { people: 100, alerted: 10, names: ['محمد'], nationality: 'Tunisia' },
      { people: 30, alerted: 6, names: ['Оксана'], nationality: 'UKR' },
      { people: 25, alerted: 5, names: ['김민준'] },
    ]),
  )
  expect(rates.script.groups.map((group) => [group.value, group.inForce.people])).toEqual([
    ['Latin', 200],
    ['Arabic', 100],
    ['other', 55],
  ])
  expect(rates.nationality.groups.map((group) => group.value)).toEqual(['NOR', 'TUN', 'other'])
  expect(rates.script.groups[0]?.inForce).toMatchObject({ alerted: 20, rate: 0.1 })
  expect(rates.script.groups[0]?.inForce.low).toBeCloseTo(0.0657, 3)
  expect(rates.script.groups[0]?.inForce.high).toBeCloseTo(0.1494, 3)
  expect(rates.script.groups[0]?.proposed).toMatchObject({ alerted: 0, rate: 0, low: 0 })
  expect(rates.all.inForce).toMatchObject({ people: 355, alerted: 41 })
})

test('groups that are too small even together are counted without revealing their hits', () => {
  const { rates } = publishTally(
    tallyOf([
      { people: 200, alerted: 21, names: ['Una'], nationality: 'NOR' },
      { people: 100, alerted: 12, names: ['Una'], nationality: 'SWE' },
      { people: 20, alerted: 2, names: ['Una'], nationality: 'UKR' },
    ]),
  )
  expect(rates.nationality.groups.map((group) => [group.value, group.inForce.alerted])).toEqual([
    ['NOR', 21],
    ['SWE', 'sup'],
  ])
  expect(rates.nationality.leftOut).toEqual({ groups: 1, people: 20 })
  expect(rates.all.inForce.alerted).toBe(35)
})

test('a small count has no rate, only an interval that covers all its possible values', () => {
  const of = (alerted: number) =>
    publishTally(tallyOf([{ people: 400, alerted, names: ['Una'] }])).rates.script.groups[0]?.inForce
  expect(of(1)).toMatchObject({ alerted: '<5', rate: null })
  expect(of(1)).toEqual(of(4))
})
