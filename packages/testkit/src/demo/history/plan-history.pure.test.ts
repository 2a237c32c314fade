import { expect, test } from 'vitest'
import { createRandom } from '../../synthetic/random.ts'
import { historyAnalysts, planHistory } from './plan-history.ts'
import { planReading } from './plan-reading.ts'
import { busyWeeks, historySources, risingWeeks } from './sources.ts'

const end = new Date('2026-11-29T20:00:00Z')
const year = planHistory({ seed: '7', months: 12, end })
const dayMs = 86_400_000

test('the same seed gives the same plan, and another seed another one', () => {
  expect(planHistory({ seed: '7', months: 12, end })).toEqual(year)
  expect(planHistory({ seed: '8', months: 12, end }).days).not.toEqual(year.days)
})

test('the days follow each other, a year back at most, and end before the demonstration', () => {
  const starts = [year.foundedAt, ...year.days.map(({ start }) => start), end].map((at) => at.getTime())
  for (const [place, at] of starts.slice(1).entries()) expect(at - (starts[place] as number)).toBeGreaterThan(dayMs)
  expect((end.getTime() - year.foundedAt.getTime()) / dayMs).toBeLessThanOrEqual(372)
})

test('two different analysts are on duty, and a third one is left for a disagreement', () => {
  for (const { analysts } of year.days) {
    expect(new Set(analysts).size).toBe(2)
    expect(historyAnalysts.filter((account) => !analysts.includes(account))).toHaveLength(1)
  }
})

test('one source meets sixty people on both sides of its rise, another one fewer than thirty', () => {
  const met = (id: string, from: number, until: number) =>
    year.days
      .filter(({ weeksLeft }) => weeksLeft >= from && weeksLeft < until)
      .flatMap(({ seats }) => seats.filter(({ source }) => source === id)).length
  for (const [from, until] of [
    [1, risingWeeks],
    [risingWeeks, busyWeeks - 1],
  ] as const)
    expect(met('sudmark', from, until)).toBeGreaterThanOrEqual(70)
  expect(met('eastland', 0, 60)).toBeLessThan(30)
})

test('every list is imported first, grows later, and is renewed before its validity ends', () => {
  const imports = (id: string) =>
    year.days.filter(({ changes }) => changes.some((each) => each.kind === 'import' && each.source === id))
  for (const { id } of historySources) {
    expect(imports(id)[0]?.index).toBe(0)
    expect(imports(id).length).toBeGreaterThan(1)
  }
  const thresholds = year.days.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'threshold'))
  expect(thresholds).toMatchObject([{ to: 0.55 }, { to: 0.5 }])
})

test('an adverse reading needs a document or a birth date that agrees', () => {
  for (let seed = 0; seed < 500; seed += 1) {
    const differs = planReading(createRandom(seed), { cells: [{ id: 'birth-date', relation: 'differs' }] })
    const nothing = planReading(createRandom(seed), { cells: [{ id: 'name', relation: 'same' }] })
    expect([differs.outcome, nothing.outcome]).not.toContain('adverse')
  }
})

test('most readings of a differing birth date say that it is another person', () => {
  const readings = Array.from({ length: 200 }, (_, seed) =>
    planReading(createRandom(seed), { cells: [{ id: 'birth-date', relation: 'differs' }] }),
  )
  expect(readings.filter(({ outcome }) => outcome === 'no-action').length).toBeGreaterThan(170)
})
