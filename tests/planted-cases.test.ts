import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './imports.ts'

/**
 * Every file of the node that reads cases, hits, proposals, confirmations, decisions or feedback, by what it does with a planted case:
 * `shown`: it shows cases to people who may see them, and must not tell planted ones apart; `work`: it works on one case or subject, and
 * has no effect outside; `oversight`: it tells oversight alone which are planted; `guarded`: it sends, and asks whether the case is planted; `not-planted`: it reads cases of gateways that plant none.
 * Files that count read the views `counted_*`, so they are not in the list, or they stand under `counts` with the rows that they join.
 */
const consumers = JSON.parse(readFileSync(join(root, 'tests/planted-consumers.json'), 'utf8')) as Record<
  string,
  string[]
>
const tables = 'case_file|hit|proposal|confirmation|decision|feedback'
const reads = new RegExp(`(?:selectFrom|Join)\\(\\s*'(?:${tables})\\b|\\b(?:from|join) (?:${tables})\\b`)

const node = 'packages/node/src/'
const sources = sourceFiles()
  .filter((file) => file.startsWith(node) && !/\.(test|fixture)\.ts$/.test(file) && !file.includes('/migrations/'))
  .map((file) => ({ file: file.slice(node.length), source: readFileSync(join(root, file), 'utf8') }))

test('S20: each file that reads cases or decisions says what it does with a planted case', () => {
  const reading = sources.filter(({ source }) => reads.test(source)).map(({ file }) => file)
  expect(reading.length).toBeGreaterThan(60)
  expect(Object.values(consumers).flat().sort()).toEqual(reading.sort())
})

test('S20: only code that sends or counts asks which cases are planted', () => {
  const asks = sources
    .filter(({ source }) => /\bisPlanted\w*\(|is_planted_|planted_case\b/.test(source))
    .map(({ file }) => file)
  expect(asks.sort()).toEqual([
    'gateways/travel/answers/travel-answers.ts',
    'gateways/travel/plant/plant-traveller.ts',
    'gateways/travel/travellers/load-subjects.ts',
    'pipeline/answer/answer-subject.ts',
    'pipeline/cases/is-planted.ts',
    'pipeline/cases/record-feedback.ts',
    'pipeline/disparity/count-subjects.ts',
    'pipeline/match/trial/run-trial.ts',
    'pipeline/messages/open-messages.ts',
    'pipeline/plant/plant-case.ts',
    'pipeline/sample/read-sample.ts',
    'pipeline/sample/write-reading.ts',
  ])
})
