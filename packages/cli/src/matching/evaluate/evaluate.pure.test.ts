import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineVersion } from '@entente/matching'
import { afterAll, expect, test } from 'vitest'
import { entente } from '../../run-entente.fixture.ts'
import type { Evaluation } from './evaluate-names.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-evaluate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
function pairs(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'))
  return path
}
const pair = (id: string, a: unknown, b: unknown, more: object = {}) => ({ id, kind: 'person', a, b, ...more })
const named = (...names: string[]) => ({ names })
const evaluate = async (file: string, ...more: string[]) => {
  const ended = await entente(['evaluate', 'names', file, '--json', ...more])
  return { ...ended, result: (ended.stdout === '' ? null : JSON.parse(ended.stdout)) as Evaluation }
}

test('evaluate names: every measure is in the output; unlabelled pairs are only scored', async () => {
  const file = pairs('good.jsonl', [
    pair('p1', named('Marta Brzezowska'), named('BRZEZOWSKA Marta'), {
      same: true,
      category: 'order',
      source: 'x#made',
    }),
    pair('p2', named('Марта Бжезовска'), named('Tebbo Vardak'), { same: false, category: 'other', set: 'core' }),
    pair('p3', named('Tebbo Vardak'), named('Anwar Qulzai'), { same: true, category: 'order', set: 'handmade' }),
    pair('p4', named('Tebbo Vardak'), named('Tebbo Vardak')),
    pair('p5', { ...named('Tebbo Vardak'), birthDates: ['1961'] }, named('Tebbo Vardak'), { same: true, kind: 'org' }),
  ])
  const { status, stderr, result } = await evaluate(file, '--without-source', '#made')
  expect([status, stderr]).toEqual([0, ''])
  expect(Object.keys(result)).toEqual([
    ...['file', 'version', 'tables', 'threshold', 'pairs', 'labelled', 'skipped', 'overall', 'bySet', 'byCategory'],
    ...['bySlice', 'byScriptPair', 'best', 'calibration', 'seconds', 'pairsPerSecond', 'withoutSource', 'results'],
  ])
  expect(result).toMatchObject({
    file,
    version: engineVersion.code,
    tables: engineVersion.tables,
    threshold: 0.5,
    pairs: 5,
    labelled: 4,
    skipped: [],
    overall: { n: 3, same: 2, different: 1, truePositives: 2, trueNegatives: 1, precision: 1, recall: 1, f1: 1 },
    bySet: { core: { n: 3 }, handmade: { n: 1, recall: 0, precision: null } },
    byCategory: { order: { n: 2, right: 0.5 }, other: { n: 1, right: 1 } },
    bySlice: { latin: { n: 1 }, crossScript: { n: 1 }, organisations: { n: 1 }, identity: { n: 1 } },
    byScriptPair: { 'Cyrillic-Latin': { n: 1 }, 'Latin-Latin': { n: 2 } },
    withoutSource: { text: '#made', leftOut: 1, overall: { n: 2 } },
  })
  expect(result.results.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['p1', 'match'],
    ['p2', 'none'],
    ['p3', 'none'],
    ['p4', 'match'],
    ['p5', 'match'],
  ])
  expect(Object.keys(result.results[0] ?? {})).toEqual(['id', 'score', 'logOdds', 'verdict'])
  expect(result.seconds).toBeGreaterThan(0)
})
test('evaluate names: the measures of a core without labelled pairs are null', async () => {
  const file = pairs('unlabelled.jsonl', [pair('p1', named('Tebbo Vardak'), named('Tebbo Vardak'))])
  const { status, result } = await evaluate(file, '--evidence')
  expect(status).toBe(0)
  expect(result).toMatchObject({ pairs: 1, labelled: 0, overall: null, best: null, bySet: {}, byCategory: {} })
  expect(result).not.toHaveProperty('withoutSource')
  const sum = (result.results[0]?.evidence ?? []).reduce((total, { weight }) => total + weight, 0)
  expect(sum).toBeCloseTo(result.results[0]?.logOdds ?? Number.NaN, 5)
})
test('evaluate names: --threshold changes the verdicts, not the scores', async () => {
  const file = pairs('one.jsonl', [pair('p1', named('Tebbo Vardak'), named('Tebbo Vardak'), { same: true })])
  const [low, high] = await Promise.all([evaluate(file), evaluate(file, '--threshold', '0.999999')])
  expect(low.result.results[0]).toMatchObject({ verdict: 'match' })
  expect(high.result).toMatchObject({ threshold: 0.999999, results: [{ verdict: 'weak' }], overall: { recall: 0 } })
  expect(high.result.results[0]?.score).toBe(low.result.results[0]?.score)
})
test('evaluate names: invalid rows are skipped (rows 1, 2, 5, 6, 10, 11, 12)', async () => {
  const vardak = named('Tebbo Vardak')
  const file = pairs('bad.jsonl', [
    pair('p1', vardak, vardak, { same: true }),
    '{"id": "p2", "a": ',
    { id: 'p3', b: vardak },
    pair('p4', vardak, { names: ['Tebbo Vardak', 7] }),
    pair('p5', { names: 'Tebbo Vardak' }, vardak),
    pair('p1', vardak, vardak),
    '[1]',
    pair('p8', named('Dr.'), vardak),
    pair('p9', vardak, named('a'.repeat(501))),
    pair('p10', { ...vardak, birthDates: ['1985-02-30', '1961'] }, { ...vardak, birthDates: ['1961'] }, { same: true }),
    pair('p11', vardak, { ...vardak, birthDates: ['1879'] }),
    '',
    pair('p13', vardak, vardak, { same: 'yes' }),
    pair('p14', { ...vardak, birthDates: ['9999-01-01'] }, vardak),
    pair('p15', named('FNU'), vardak),
    pair('p16', { names: [] }, vardak),
    { a: { ...vardak, nationalities: ['Atlantis'] }, b: { names: ['\u202eTebbo\u0000 Vardak'] } },
  ])
  const { status, stderr, result } = await evaluate(file)
  expect([status, stderr]).toEqual([1, ''])
  expect(result.skipped.map(({ line, code }) => [line, code])).toEqual([
    [2, 'json-malformed'],
    [3, 'pair-invalid'],
    [4, 'pair-invalid'],
    [5, 'pair-invalid'],
    [6, 'id-duplicate'],
    [7, 'pair-invalid'],
    [8, 'name-empty'],
    [9, 'name-too-long'],
    [10, 'birth-date-invalid'],
    [11, 'birth-date-implausible'],
    [13, 'pair-invalid'],
    [14, 'birth-date-implausible'],
    [15, 'name-empty'],
    [16, 'name-empty'],
  ])
  const said = (line: number) => result.skipped.find((skipped) => skipped.line === line)?.message
  expect([said(3), said(4), said(5)]).toEqual([
    '/a is missing or not an object.',
    '/b/names/1 is not text.',
    '/a/names is not a list of texts.',
  ])
  expect(said(10)).toMatch(/^\/a\/birthDates\/0: /)
  expect(result.results.map(({ id }) => id)).toEqual(['p1', 'p10', 'p11', 'p14', 'line:17'])
  expect(result).toMatchObject({ pairs: 5, labelled: 2, overall: { truePositives: 2 } })
})
test('evaluate names: no pairs or an invalid threshold ends with 2 (rows 13, 14, 23)', async () => {
  const good = pairs('fine.jsonl', [pair('p1', named('Tebbo Vardak'), named('Tebbo Vardak'))])
  const cases = [
    [[pairs('empty.jsonl', ['', ' '])], 'no-pairs'],
    [[join(folder, 'absent.jsonl')], 'file-not-found'],
    [[folder], 'file-unreadable'],
    [[good, '--threshold', '1.5'], 'threshold-invalid'],
    [[good, '--threshold', 'high'], 'threshold-invalid'],
    [[good, '--threshold', ''], 'threshold-invalid'],
  ] as const
  for (const [args, code] of cases) {
    const ended = await entente(['evaluate', 'names', ...args, '--json'])
    expect(ended, code).toMatchObject({ status: 2, stdout: '' })
    expect(ended.stderr).toMatch(new RegExp(`^${code}: .+\n$`))
  }
})
test('evaluate names: without --json the output is tables', async () => {
  const file = pairs('tables.jsonl', [
    pair('p1', named('Tebbo Vardak'), named('VARDAK, Tebbo'), { same: true, category: 'order' }),
    'broken',
  ])
  const { status, stdout, stderr } = await entente(['evaluate', 'names', file])
  expect([status, stderr]).toEqual([1, ''])
  expect(stdout).toContain('1 pairs compared, 1 labelled, 1 skipped')
  expect(stdout).toMatch(/^Latin-Latin +1 +1 +1\.000 +1\.000 +1\.000/m)
  expect(stdout).toMatch(/^order +1 +1 /m)
  expect(stdout).toContain('  line 2 json-malformed: ')
})
test('evaluate names: a closed output pipe is not an error', async () => {
  const rows = Array.from({ length: 300 }, (_, place) => pair(`p${place}`, named('Tebbo Vardak'), named('T Vardak')))
  const ended = await entente(['evaluate', 'names', pairs('many.jsonl', rows), '--json', '--evidence'], {
    closeOutput: true,
  })
  expect(ended).toMatchObject({ status: 0, stderr: '' })
})
