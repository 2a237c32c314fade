import { startTestNode } from '@entente/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { newKeyOf } from '../person-key.fixture.ts'
import { entente } from '../run-entente.fixture.ts'

test('S33: the power test notices a planted ratio in enough people, and rarely raises a false alarm', async () => {
  const asked = ['disparity', 'power-test', '--groups', '5', '--people', '1700', '--share', '0.05', '--json']
  const { status, stdout } = await entente(asked)
  expect(status).toBe(0)
  const result = JSON.parse(stdout) as { runs: number; power: number; falseAlarms: number; n: number }
  expect(result).toEqual({ runs: 2000, n: 1700, power: expect.any(Number), falseAlarms: expect.any(Number) })
  expect(result.power).toBeGreaterThanOrEqual(0.88)
  expect(result.falseAlarms).toBeLessThanOrEqual(0.05)
  const few = await entente([
    'disparity',
    'power-test',
    '--groups',
    '5',
    '--people',
    '170',
    '--share',
    '0.05',
    '--runs',
    '200',
  ])
  expect(few.stdout).toMatch(/5 groups of 170 people, 5\.0 % with a hit: × 1\.5 is noticed in \d+\.\d % of 200 periods/)
  for (const wrong of [
    ['--groups', '1', '--people', '10', '--share', '0.1'],
    ['--groups', '5', '--people', '10', '--share', '1.5'],
    ['--groups', '5', '--people', '10', '--share', '0.1', '--runs', 'many'],
  ])
    expect((await entente(['disparity', 'power-test', ...wrong])).status).toBe(2)
})

test('without a closed month the report says so, and people are grouped by no belief', async () => {
  const node = await startTestNode()
  onTestFinished(() => node.stop())
  const env = { ENTENTE_URL: node.url, ENTENTE_KEY: await newKeyOf(node, 'oversight-1') }
  const empty = await entente(['disparity', 'report'], { env })
  expect(empty).toMatchObject({ status: 0, stdout: 'no month has been evaluated\n' })
  expect(await entente(['disparity', 'report', '--attribute', 'religion'], { env })).toMatchObject({
    ...{ status: 1, stderr: expect.stringContaining('attribute-forbidden') },
  })
  expect((await entente(['disparity', 'power-test'], { env })).stderr).toContain('not-enough-data')
})
