import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entente } from '../run-entente.fixture.ts'

let now = new Date('2026-03-10T09:00:00Z')
let node: TestNode
let folder: string
let env: Record<string, string>
const at = (name: string) => join(folder, name)
const report = (...words: string[]) => entente(['report', 'transparency', ...words], { env })
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'entente-report-'))
  node = await startTestNode({ clock: () => now })
  now = new Date('2026-05-02T09:00:00Z')
  const { call } = await node.signIn('oversight-1')
  const { key } = (await call('POST', '/v1/me/keys', { label: 'report' })).body as { key: string }
  env = { ENTENTE_URL: node.url, ENTENTE_KEY: key }
  await node.auditLog.sequence()
  const published = await call('POST', '/v1/oversight/reports', { year: 2026 })
  writeFileSync(at('published.json'), JSON.stringify(published.body))
  await node.auditLog.sequence()
  await entente(['audit', 'export', '--out', at('log')], { env })
})
afterAll(async () => {
  await node?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('S32: a published report is checked against an exported log, without the node', async () => {
  const check = (...more: string[]) => report('--from-export', at('log'), '--check', at('published.json'), ...more)
  const good = await check()
  expect([good.stderr, good.status, good.stdout]).toEqual(['', 0, expect.stringContaining('the same figures')])
  const text = readFileSync(at('published.json'), 'utf8')
  expect(text).toContain('"role.grant - - done"')
  writeFileSync(at('changed.json'), text.replace('"role.grant - - done"', '"role.revoke - - done"'))
  const changed = await report('--from-export', at('log'), '--check', at('changed.json'), '--json')
  expect([changed.status, JSON.parse(changed.stdout)]).toMatchObject([1, { same: false }])
})

test('the node and an exported log give the same figures', async () => {
  const asked = JSON.parse((await report('--year', '2026', '--json')).stdout)
  const earlier = ['--earlier', at('published.json')]
  const computed = JSON.parse((await report('--year', '2026', '--from-export', at('log'), ...earlier, '--json')).stdout)
  const [fromNode, fromLog] = [asked, computed].map(({ tables: [acts] }) =>
    [0, 1, 2].map((month) => acts.columns[month]),
  )
  expect(fromNode).toEqual(fromLog)
  const march = ({ tables: [acts] }: typeof asked) =>
    acts.rows.map((row: string, i: number) => [row, acts.cells[i][acts.columns.indexOf('2026-03')]])
  expect(march(computed)).toEqual(expect.arrayContaining(march(asked)))
  expect((await report('--year', '2026')).stdout).toMatch(/^\S+\/audit, \d+ entries, 2026-01 to 2026-04\n/)
})

test('files that cannot be used end with status 2', async () => {
  writeFileSync(at('bad.json'), '{"tables": 1}')
  const codes = [
    await report('--year', 'soon'),
    await report('--check', at('published.json')),
    await report('--from-export', at('nowhere'), '--year', '2026'),
    await report('--from-export', at('log'), '--check', at('bad.json')),
  ].map(({ status, stderr }) => [status, stderr.split(':')[0]])
  expect(codes).toEqual([
    [2, 'usage'],
    [2, 'usage'],
    [2, 'unreadable'],
    [2, 'report-invalid'],
  ])
})
