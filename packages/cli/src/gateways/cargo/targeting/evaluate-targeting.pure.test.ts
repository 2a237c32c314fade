import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { entente } from '../../../run-entente.fixture.ts'
import { evaluateTargeting, type TargetingEvaluation } from './evaluate-targeting.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-targeting-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const columns = [
  ...['Declaration ID', 'Date', 'Office ID', 'Process Type', 'Import Type', 'Import Use', 'Payment Type'],
  ...[
    'Mode of Transport',
    'Declarant ID',
    'Importer ID',
    'Seller ID',
    'Courier ID',
    'HS6 Code',
    'Country of Departure',
  ],
  ...['Country of Origin', 'Tax Rate', 'Tax Type', 'Country of Origin Indicator', 'Net Mass', 'Item Price'],
  ...['Fraud', 'Critical Fraud'],
]
/** Writes a file of declarations in which every third row of goods 847130 and every ninth of others is fraud. */
function writeFile(
  name: string,
  count: number,
  options: { labels?: boolean; columns?: string[]; massOfFirst?: string } = {},
): void {
  const { labels = true, columns: header = columns, massOfFirst = '9.5' } = options
  const rows = Array.from({ length: count }, (_, row) => {
    const goods = row % 2 === 0 ? '847130' : '392690'
    const fraud = row % (row % 2 === 0 ? 3 : 9) === 0 ? '1' : '0'
    const cells: Record<string, string> = {
      ...Object.fromEntries(columns.map((column) => [column, '1'])),
      'Declaration ID': String(500 + row),
      Date: '2031-03-04',
      'HS6 Code': goods,
      'Net Mass': row === 0 ? massOfFirst : String(1 + (row % 17)),
      'Item Price': String(100 + ((row * 7) % 90)),
      Fraud: labels ? fraud : '',
      'Critical Fraud': labels ? fraud : '',
    }
    return header.map((column) => cells[column] ?? '').join(',')
  })
  writeFileSync(join(folder, name), `${[header.join(','), ...rows].join('\n')}\n`)
}
const dataset = (name: string): string => {
  mkdirSync(join(folder, name))
  writeFile(`${name}/train.csv`, 1000)
  writeFile(`${name}/valid.csv`, 200)
  return join(folder, name)
}

test('evaluate targeting: prints measures of model and baseline, and writes scores', async () => {
  const data = dataset('good')
  const scores = join(folder, 'scores.csv')
  const { status, stdout, stderr } = await entente([
    'evaluate',
    'targeting',
    data,
    '--seed',
    '7',
    '--scores',
    scores,
    '--json',
  ])
  expect([status, stderr]).toEqual([0, ''])
  const result = JSON.parse(stdout) as TargetingEvaluation
  expect(Object.keys(result)).toEqual([
    ...['dataset', 'evaluatedOn', 'model', 'baseRate', 'metrics', 'baselines', 'critical', 'unlabelled', 'note'],
  ])
  expect(result).toMatchObject({
    dataset: {
      dir: data,
      rows: { train: 1000, valid: 200, test: null },
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    evaluatedOn: 'valid',
    model: { kind: 'boosted-trees', version: '1', seed: 7, trees: 200 },
    metrics: [
      { model: 'boosted-trees', share: 0.05, k: 10 },
      { model: 'boosted-trees', share: 0.1, k: 20 },
    ],
    baselines: [{ model: 'hs6-origin-table' }, { model: 'hs6-origin-table' }],
  })
  const lines = readFileSync(scores, 'utf8').trimEnd().split('\n')
  expect([lines[0], lines.length]).toEqual(['declarationId,score', 201])
  expect(lines[1]).toMatch(/^500,0\.\d+$/)
})

test('evaluate targeting: on test, empty labels leave only the scores, and the text says so', async () => {
  const data = dataset('blank')
  writeFile('blank/valid.csv', 20, { labels: false })
  writeFile('blank/test.csv', 150, { labels: false, massOfFirst: 'heavy' })
  const { status, stdout } = await entente(['evaluate', 'targeting', data, '--on', 'test'])
  expect(status).toBe(0)
  expect(stdout).toContain('evaluated on test.csv: 150 rows have no label, so nothing is measured')
  expect(stdout).toContain('1 numbers or dates cannot be read and count as absent\n  line 2: Net Mass is "heavy"')
  expect(stdout).toContain('say nothing about detection of weapons')
})

test('evaluate targeting: a missing column ends with 2 and names it', async () => {
  const data = dataset('narrow')
  writeFile('narrow/valid.csv', 20, { columns: columns.filter((column) => column !== 'Fraud') })
  const { status, stdout, stderr } = await entente(['evaluate', 'targeting', data, '--json'])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toBe(`dataset-column-missing: ${join(data, 'valid.csv')} has no column Fraud.\n`)
})

test('evaluate targeting: what cannot be evaluated has a code', () => {
  const data = dataset('small')
  const run =
    (options: { on?: 'test'; seed?: string; scores?: string } = {}, folder = data) =>
    () =>
      evaluateTargeting(folder, { on: 'valid', seed: '1', ...options })
  const withCode = (code: string) => expect.objectContaining({ code })
  expect(run({}, join(data, 'nowhere'))).toThrow(withCode('file-not-found'))
  expect(run({ on: 'test' })).toThrow(withCode('file-not-found'))
  for (const seed of ['', '-1', '1.5', '4294967296', 'x']) expect(run({ seed })).toThrow(withCode('option-invalid'))
  expect(run({ scores: join(data, '../small/train.csv') })).toThrow(withCode('option-invalid'))
  writeFile('small/train.csv', 900)
  expect(run()).toThrow(withCode('training-data-too-small'))
  writeFileSync(join(data, 'train.csv'), '')
  expect(run()).toThrow(withCode('dataset-empty'))
})
