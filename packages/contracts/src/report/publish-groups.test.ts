import { expect, test } from 'vitest'
import type { SmallCount } from '../api/matching.ts'
import { type CountedGroup, publishGroups } from './publish-groups.ts'

const groupsOf = (...counts: [n: number, count: number][]): CountedGroup[] =>
  counts.map(([n, count], place) => ({ group: `g${place}`, n, count }))
const shownOf = (...counts: [number, number][]) => publishGroups(groupsOf(...counts)).map(({ shown }) => shown)

test('groups under fifty people are merged, and their count is hidden if they are fewer together', () => {
  expect(publishGroups(groupsOf([400, 40], [60, 7], [30, 6], [25, 5]))).toEqual([
    { group: 'g0', n: 400, count: 40, shown: 40 },
    { group: 'g1', n: 60, count: 7, shown: 7 },
    { group: 'other', n: 55, count: 11, shown: 11 },
  ])
  // The sum of all events would show that none of the three had one.
  expect(publishGroups(groupsOf([400, 40], [300, 20], [3, 0]))).toEqual([
    { group: 'g0', n: 400, count: 40, shown: 40 },
    { group: 'g1', n: 300, count: 20, shown: 'sup' },
    { group: 'other', n: 3, count: 0, shown: 'sup' },
  ])
  expect(publishGroups(groupsOf([12, 3]))).toEqual([{ group: 'other', n: 12, count: 3, shown: 'sup' }])
  expect(publishGroups([])).toEqual([])
})

test('P15: a small count is hidden, and so is the smallest other one', () => {
  expect(shownOf([300, 3], [200, 40], [100, 57])).toEqual(['<5', 'sup', 57])
  expect(shownOf([300, 0], [200, 40], [100, 57])).toEqual([0, 40, 57])
})

test('the smallest groups are merged where no count could be hidden', () => {
  // The sum of 8 would tell both.
  expect(publishGroups(groupsOf([100, 4], [90, 4]))).toEqual([{ group: 'other', n: 190, count: 8, shown: 8 }])
  expect(shownOf([100, 4], [90, 4], [80, 0])).toEqual(['<5', '<5', 'sup'])
})

/** Returns whether somebody who knows the sum of all events can tell one of the hidden counts. */
function isSolved(shown: readonly SmallCount[], sum: number): boolean {
  const possible = shown.map(() => new Set<number>())
  const fill = (place: number, left: number, taken: number[]): void => {
    if (place === shown.length) {
      if (left === 0) for (const [at, value] of taken.entries()) possible[at]?.add(value)
      return
    }
    const cell = shown[place] as SmallCount
    const values =
      cell === '<5' ? [1, 2, 3, 4] : cell === 'sup' ? Array.from({ length: left + 1 }, (_, n) => n) : [cell]
    for (const value of values) if (value <= left) fill(place + 1, left - value, [...taken, value])
  }
  fill(0, sum, [])
  return shown.some((cell, place) => cell === '<5' && possible[place]?.size === 1)
}

test('S32: the sum of all events tells no hidden count, in 300 random sets of groups', () => {
  let state = 7
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const simple: boolean[] = []
  for (let at = 0; at < 300; at++) {
    const counts = Array.from({ length: 2 + Math.floor(random() * 3) }, (): [number, number] => [
      50 + Math.floor(random() * 200),
      random() < 0.3 ? 0 : Math.floor(random() ** 2 * 14),
    ])
    const published = publishGroups(groupsOf(...counts))
    const sum = counts.reduce((all, [, count]) => all + count, 0)
    expect(published.reduce((all, { n }) => all + n, 0)).toBe(counts.reduce((all, [n]) => all + n, 0))
    const shown = published.map((group) => group.shown)
    // A sum of 1 to 4 is hidden everywhere.
    if (sum >= 5) expect([counts, isSolved(shown, sum)]).toEqual([counts, false])
    simple.push(
      isSolved(
        counts.map(([, count]) => (count > 0 && count < 5 ? '<5' : count)),
        sum,
      ),
    )
  }
  expect(simple.filter(Boolean).length).toBeGreaterThan(100)
})
