import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CaseFilter } from '../packages/contracts/src/api/cases.ts'
import { SelectorKind } from '../packages/contracts/src/cases/case.ts'
import { signalKinds } from '../packages/contracts/src/terms/lists.ts'
import { evidenceEnglish } from '../packages/matching/src/evidence/evidence-sentences.ts'
import { rowsOf } from '../packages/node/src/gateways/cargo/features/model-inputs.ts'
import { fields } from '../packages/node/src/gateways/cargo/rules/language/fields.ts'
import { importsOf, root, sourceFiles } from './imports.ts'

/** Stems of words for what no feature, selector or rule may rest on (Directive (EU) 2016/681, Art. 13(4)). */
const forbidden =
  /relig|belief|faith|church|mosque|muslim|islam|jewish|christian|politic|party-member|opinion|union|syndic|health|medic|disab|diagnos|pregnan|sexual|orientation|gender|ethnic|race\b|racial|caste|tribe|meal|diet/i

const columns = rowsOf([])
const tables: Record<string, readonly string[]> = {
  'kinds of selectors': SelectorKind.options,
  'kinds of signals': signalKinds,
  'sentences of evidence': Object.keys(evidenceEnglish),
  'filters of cases': Object.keys(CaseFilter.shape),
  'fields of cargo rules': fields.map(({ path }) => path),
  'columns of the targeting model': [...columns.categories, ...columns.numbers, ...columns.differences].map(
    ({ name }) => name,
  ),
}

test.each(Object.keys(tables))('S34: none of the %s is named after a sensitive category', (table) => {
  expect(tables[table]!.length).toBeGreaterThan(3)
  expect(tables[table]!.filter((name) => forbidden.test(name))).toEqual([])
})

test('S34: the names of sensitive categories are found in a table', () => {
  const names = ['c.consignor.religion', 'meal-code', 'union-member', 'health', 'sexual-orientation', 'ethnic.share']
  expect(names.filter((name) => !forbidden.test(name))).toEqual([])
})

test('S34: only the readers and generators of test data know the sensitive words, so nothing is derived from them', () => {
  const allowed = /^packages\/(readers|testkit)\//
  const files = sourceFiles().filter((file) => /^(packages|bench)\//.test(file) && !allowed.test(file))
  const named = /sensitiveSentences|sensitiveService|sensitiveWords|sensitiveRequests/
  expect(files.filter((file) => named.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  expect(files.filter((file) => importsOf(file).some(({ to }) => to.includes('readers/src/sensitive')))).toEqual([])
})
