import type { Comparison, Finding } from '@entente/contracts'
import { compare } from '@entente/matching'
import { expect, test } from 'vitest'
import { entente } from '../../run-entente.fixture.ts'

type Printed = Comparison & { findings: Finding[] }

test("compare: the output is the library's comparison, plus the ignored values", async () => {
  const given = ['--birth-date-a', '1981-05-17', '--birth-date-b', '1981', '--birth-date-b', '1979']
  const more = [
    '--nationality-a',
    'Atlantis',
    '--nationality-a',
    'FRA',
    '--nationality-b',
    'France',
    '--gender-b',
    'male',
  ]
  const documents = ['--document-a', 'AB1234567:FRA', '--document-b', 'No: AB1234567', '--document-b', 'none']
  const names = ['Tebbo Anwar Vardak', 'VARDAK, Tebo'] as const
  const { status, stdout, stderr } = await entente(['compare', ...names, ...given, ...more, ...documents, '--json'])
  expect([status, stderr]).toEqual([0, ''])
  const { findings, ...comparison } = JSON.parse(stdout) as Printed
  expect(comparison).toEqual(
    compare(
      {
        names: [names[0]],
        birthDates: ['1981-05-17'],
        nationalities: ['Atlantis', 'FRA'],
        documents: [{ number: 'AB1234567', country: 'FRA' }],
      },
      {
        names: [names[1]],
        birthDates: ['1981', '1979'],
        nationalities: ['France'],
        gender: 'male',
        documents: [{ number: 'No: AB1234567' }, { number: 'none' }],
      },
    ),
  )
  expect(findings.map(({ code, severity, at }) => [code, severity, at])).toEqual([
    ['NATIONALITY_UNKNOWN', 'info', '/a/nationalities/0'],
    ['DOCUMENT_UNUSABLE', 'info', '/b/documents/1'],
  ])
})
test('compare: the weights of the printed lines add up to the last one', async () => {
  const { status, stdout } = await entente(['compare', 'Olga Petrovna Reznik', 'Olga Stepanovna Reznik'])
  expect(status).toBe(0)
  const weights = [...stdout.matchAll(/^ +([+-]\d+\.\d\d) /gm)].map(([, weight]) => Number(weight))
  expect(weights.length).toBeGreaterThan(3)
  const total = weights.pop() ?? Number.NaN
  const sum = weights.reduce((all, weight) => all + weight, 0)
  expect(Math.abs(sum - total)).toBeLessThan(0.005 * (weights.length + 1) + 1e-9)
  expect(stdout).toMatch(/^none: score 0\.\d{3} \(threshold 0\.5\)\n/)
})
test('compare: the kind selects how names are read; the threshold decides the verdict', async () => {
  const run = async (...more: string[]): Promise<Printed> =>
    JSON.parse(
      (await entente(['compare', 'Vardak Lines Ltd', 'Vardak Lines GmbH', '--json', ...more])).stdout,
    ) as Printed
  const [person, organisation, strict] = await Promise.all([
    run(),
    run('--kind', 'org'),
    run('--kind', 'org', '--threshold', '0.999999'),
  ])
  expect(organisation.logOdds).not.toBe(person.logOdds)
  expect(organisation.verdict).toBe('match')
  expect(strict).toMatchObject({ threshold: 0.999999, verdict: 'weak', score: organisation.score })
})
test('compare: invalid input ends with 2 and no output (rows 1, 2, 5, 6, 23)', async () => {
  const cases = [
    [['compare', 'Dr.', 'Tebbo Vardak'], 'name-empty'],
    [['compare', 'Tebbo Vardak', 'a'.repeat(501)], 'name-too-long'],
    [['compare', 'Tebbo Vardak', 'Tebbo Vardak', '--birth-date-b', '1985-02-30'], 'birth-date-invalid'],
    [['compare', 'Tebbo Vardak', 'Tebbo Vardak', '--birth-date-a', '9999'], 'birth-date-implausible'],
    [['compare', 'Tebbo Vardak', 'Tebbo Vardak', '--threshold', '1.5'], 'threshold-invalid'],
    [['compare', 'Tebbo Vardak'], 'usage'],
    [['compare', 'Tebbo Vardak', 'Tebbo Vardak', '--gender-a', 'Mr'], 'usage'],
  ] as const
  for (const [args, code] of cases) {
    const ended = await entente([...args, '--json'])
    expect(ended, code).toMatchObject({ status: 2, stdout: '' })
    expect(ended.stderr).toMatch(new RegExp(`^${code}: .+\n$`))
  }
})
