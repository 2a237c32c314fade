import { type Evidence, type Party, plainText, type Selector } from '@entente/contracts'
import { expect, test } from 'vitest'
import { englishOf } from '../cases/reasons.ts'
import { compareFields } from './compare-fields.ts'
import { hitKind, innocentExplanations, reasonsOf, selectorsOf } from './explain-hit.ts'
import type { MatchTerms } from './may-match.ts'
import type { IndexedSignal } from './signal-entry.ts'

const evidence = (kind: Evidence['kind'], weight: number, text: string, relation = 'equal'): Evidence => ({
  kind,
  key: `evidence.${kind}`,
  values: {},
  a: null,
  b: null,
  role: null,
  relation,
  scheme: null,
  frequency: null,
  weight,
  text,
})
const name = evidence('token', 4, '"Yusuf" and "Youssef" are two spellings of one name (+4.0)', 'spelling')
const prior = evidence('prior', -6.5, 'Two people taken at random are almost never the same.')

test('an explanation names two grounds for and one against, without numbers or the prior', () => {
  const reasons = reasonsOf([
    prior,
    evidence('gender', 0.3, 'The sex is the same.'),
    name,
    evidence('birth-date', 5, 'The birth date is the same'),
    evidence('omission', -1, '"AMINE" is missing.'),
  ])
  expect(englishOf(reasons)).toBe(
    'The birth date is the same. "Yusuf" and "Youssef" are two spellings of one name. Against it: "AMINE" is missing.',
  )
})

test('a hit is of kind document only if a document agreed', () => {
  expect(hitKind([name, evidence('document', 11, 'The number is the same.')])).toBe('document')
  expect(hitKind([name, evidence('document', 0, 'Both have documents, none equal.')])).toBe('name')
})

test('every hit has an innocent explanation that fits its evidence', () => {
  const of = (...lines: Evidence[]) => englishOf(innocentExplanations([{ evidence: [prior, ...lines] }], []))
  expect(of()).toBe('Another person with similar details.')
  expect(of(name)).toMatch(/only the name agrees/)
  expect(of(name, evidence('birth-date', 5, 'x'))).toMatch(/born on the same day/)
  expect(of(name, evidence('birth-date', 1.6, 'x'))).toMatch(/about the same age/)
  expect(of(evidence('document', 11, 'x'))).toMatch(/without its holder/)
  expect(of(evidence('document', 11, 'x'), evidence('contradiction', -6, 'x'))).toMatch(/the name does not agree/)
  expect(of(evidence('document', 3, 'x', 'one-different'))).toMatch(/wrongly typed character/)
  expect(of(name, evidence('alias-quality', -1.5, 'x'))).toMatch(/calls uncertain/)
})

test('explanations of the gateway come first, and none appears twice', () => {
  const relative = plainText('A relative: the booking has two people named Vork.')
  const texts = innocentExplanations([{ evidence: [name] }, { evidence: [name] }], [relative])
  expect(texts[0]).toBe(relative)
  expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length)
})

test('a hit points only at selectors of its evidence and its own party', () => {
  const selectors = [{ kind: 'name' }, { kind: 'birth-date' }, { kind: 'phone' }]
  expect(selectorsOf([name, evidence('birth-date', 0, 'x')], selectors)).toEqual([0])
})

const subject = (more: [Selector['kind'], string][]): Party => ({
  id: '1',
  role: 'passenger',
  kind: 'person',
  selectors: more.map(([kind, value]) => ({ kind, value, issuer: null, at: '/' })),
})
const signal = (entry: Partial<IndexedSignal['entry']>): IndexedSignal => ({
  id: 'e',
  version: 1,
  kind: 'person',
  entry: { id: 'e', names: ['Youssef Ben Hamdan'], parts: { family: 'Ben Hamdan', given: 'Youssef' }, ...entry },
  source: 'x',
  listVersion: null,
  tlp: 'amber',
  terms: {} as MatchTerms,
  writing: null,
})
const fields = (rows: ReturnType<typeof compareFields>) =>
  Object.fromEntries(rows.map(({ field, ...row }) => [field, row]))

test('of several documents the closest pair is compared, with the differing character marked', () => {
  const met = subject([
    ['name', 'X'],
    ['document', 'ZZ0000000'],
    ['document', 'K4471906B'],
  ])
  const rows = fields(compareFields(met, undefined, signal({ documents: [{ number: 'K4471506B' }] }), null))
  expect(rows.document).toEqual({ a: 'K4471906B', b: 'K4471506B', relation: 'spelling', places: [5] })
})

test('a partial date agrees with a matching full date; missing fields never differ', () => {
  const met = subject([
    ['name', 'X'],
    ['birth-date', '1988-03-14'],
    ['sex', 'F'],
  ])
  const rows = fields(compareFields(met, undefined, signal({ birthDates: ['1988'], nationalities: ['TUN'] }), null))
  expect(rows['birth date']).toMatchObject({ relation: 'same', places: [] })
  expect(rows.sex).toMatchObject({ a: 'F', b: null, relation: 'not-said' })
  expect(rows.nationality).toMatchObject({ a: null, b: 'TUN', relation: 'not-said' })
  expect(rows['place of birth']).toBeUndefined()
})

test('names are compared in parts only if the first name matched and both have parts', () => {
  const met = subject([['name', 'YOUSSEF BENHAMDAN']])
  const parts = { family: 'BENHAMDAN', given: 'YOUSSEF' }
  const entry = { names: ['Youssef Ben Hamdan', 'Abu Amine'] }
  const first = fields(compareFields(met, parts, signal(entry), { a: 'YOUSSEF BENHAMDAN', b: 'Youssef Ben Hamdan' }))
  expect(Object.keys(first)).toEqual(['family name', 'given names'])
  const alias = fields(compareFields(met, parts, signal(entry), { a: 'YOUSSEF BENHAMDAN', b: 'Abu Amine' }))
  expect(alias.name).toMatchObject({ b: 'Abu Amine' })
})
