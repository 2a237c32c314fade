import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Identity } from '@entente/contracts'
import { expect, test } from 'vitest'
import { loadList } from './lists/load-list.ts'
import { compare } from './score/compare.ts'
import { Screener } from './screener/screener.ts'

// These tests measure the matcher on the project's shared data, which is not part of the repository.
const shared = join(import.meta.dirname, '../../../../shared/data')
const available = existsSync(join(shared, 'names/pairs-dev.jsonl'))
if (!available) console.warn(`SKIPPED: no shared data at ${shared}; the accuracy of matching is not measured`)

interface Pair {
  kind: NonNullable<Identity['kind']>
  a: Identity
  b: Identity
  same: boolean
  set: string
}

test.skipIf(!available)('labelled pairs: F1 is at least 0.93, precision 0.95; scores from 0.7 are calibrated', () => {
  const pairs: Pair[] = readFileSync(join(shared, 'names/pairs-dev.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  let [found, wrong, missed] = [0, 0, 0]
  const rows = [0.7, 0.9].map((from) => ({ from, n: 0, score: 0, same: 0 }))
  for (const { kind, a, b, same } of pairs.filter((pair) => pair.set === 'core')) {
    const { score, verdict } = compare({ kind, ...a }, { kind, ...b })
    const match = verdict === 'match'
    const row = rows.findLast(({ from }) => score >= from)
    if (row) {
      row.n += 1
      row.score += score
      if (same) row.same += 1
    }
    if (match && same) found += 1
    else if (match) wrong += 1
    else if (same) missed += 1
  }
  expect((2 * found) / (2 * found + wrong + missed)).toBeGreaterThanOrEqual(0.93)
  expect(found / (found + wrong)).toBeGreaterThanOrEqual(0.95)
  for (const { from, n, score, same } of rows)
    expect(Math.abs(score - same) / n, `from ${from}`).toBeLessThanOrEqual(0.1)
})
test.skipIf(!available)(
  'travellers on no list: at most 1.2 % alert by name, 0.15 % by all fields, no origin over 2.5 times the mean',
  () => {
    const { entries } = loadList(readFileSync(join(shared, 'lists/un-consolidated.xml')))
    const screener = Screener.build(entries)
    const rows = readFileSync(join(shared, 'names/passengers-latin-dev.csv'), 'utf8').trim().split('\n').slice(1)
    const alerts = { name: 0, all: 0 }
    const byOrigin = new Map<string, { n: number; name: number }>()
    for (const row of rows) {
      const cells = row.split(',')
      const names = [cells[1] ?? '']
      const name = screener.screen({ names }, { limit: 1 }).length
      alerts.name += name
      const origin = byOrigin.get(cells.at(-1) ?? '') ?? { n: 0, name: 0 }
      byOrigin.set(cells.at(-1) ?? '', { n: origin.n + 1, name: origin.name + name })
      if (
        screener.screen({ names, birthDates: [cells[6] ?? ''], nationalities: [cells[8] ?? ''] }, { limit: 1 }).length >
        0
      )
        alerts.all += 1
    }
    expect(alerts.name / rows.length).toBeLessThanOrEqual(0.012)
    expect(alerts.all / rows.length).toBeLessThanOrEqual(0.0015)
    for (const [origin, { n, name }] of byOrigin)
      expect(name / n, origin).toBeLessThanOrEqual((2.5 * alerts.name) / rows.length)
  },
)
