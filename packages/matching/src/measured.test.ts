import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Identity } from '@entente/contracts'
import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { loadList } from './lists/load-list.ts'
import { Screener } from './screener/screener.ts'

// Measured on the project's shared data, which is not part of the repository.
const shared = join(import.meta.dirname, '../../../../shared/data')
const there = existsSync(join(shared, 'names/pairs-dev.jsonl'))
if (!there) console.warn(`SKIPPED: no shared data at ${shared}; the accuracy of matching is not measured`)

interface Pair {
  kind: NonNullable<Identity['kind']>
  a: Identity
  b: Identity
  same: boolean
  set: string
}

test.skipIf(!there)('on the labelled pairs F1 is at least .87, precision .90', () => {
  const pairs: Pair[] = readFileSync(join(shared, 'names/pairs-dev.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  let [found, wrong, missed] = [0, 0, 0]
  for (const { kind, a, b, same } of pairs.filter((pair) => pair.set === 'core')) {
    const match = compare({ kind, ...a }, { kind, ...b }).verdict === 'match'
    if (match && same) found += 1
    else if (match) wrong += 1
    else if (same) missed += 1
  }
  expect((2 * found) / (2 * found + wrong + missed)).toBeGreaterThanOrEqual(0.87)
  expect(found / (found + wrong)).toBeGreaterThanOrEqual(0.9)
})
test.skipIf(!there)(
  'of travellers who are on no list at most 1.5 % alert by name, .2 % with birth date and nationality',
  () => {
    const { entries } = loadList(readFileSync(join(shared, 'lists/un-consolidated.xml')))
    const screener = Screener.build(entries)
    const rows = readFileSync(join(shared, 'names/passengers-latin-dev.csv'), 'utf8').trim().split('\n').slice(1)
    const alerts = { name: 0, all: 0 }
    for (const row of rows) {
      const cells = row.split(',')
      const names = [cells[1] ?? '']
      if (screener.screen({ names }, { limit: 1 }).length > 0) alerts.name += 1
      if (
        screener.screen({ names, birthDates: [cells[6] ?? ''], nationalities: [cells[8] ?? ''] }, { limit: 1 }).length >
        0
      )
        alerts.all += 1
    }
    expect(alerts.name / rows.length).toBeLessThanOrEqual(0.015)
    expect(alerts.all / rows.length).toBeLessThanOrEqual(0.002)
  },
)
