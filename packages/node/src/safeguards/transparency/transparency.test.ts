import { LogFigures, makeTransparencyReport, readEntries, type TransparencyReport } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personDraft } from '../../exchange/peers/signals.fixture.ts'
import { logOf } from '../log/log-copy.fixture.ts'

let now = new Date('2026-03-10T09:00:00Z')
let node: TestNode
const datesAfter = (time: Date) => {
  const later = (days: number) => new Date(time.getTime() + days * 86_400_000).toISOString()
  return {
    source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: later(-1) } as const,
    ...{ validFrom: later(-1), validUntil: later(100), reviewDue: later(50), retainUntil: later(200) },
  }
}
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const named = { 'entente-purpose': 'border-control' }
  let path = ''
  // A signal is read twice in March, 7 times in April and 9 times in May.
  for (const [month, count] of [
    ['03', 2],
    ['04', 7],
    ['05', 9],
  ] as const) {
    now = new Date(`2026-${month}-10T09:00:00Z`)
    const { call } = await node.signIn('officer')
    if (path === '') {
      const made = await call('POST', '/v1/signals', personDraft('Holm', 'Ada', [], datesAfter(now)), named)
      path = `/v1/signals/${(made.body as { id: string }).id}`
    }
    for (let at = 0; at < count; at++) expect((await call('GET', path, undefined, named)).status).toBe(200)
  }
  now = new Date('2026-06-02T09:00:00Z')
  await node.auditLog.sequence()
})
afterAll(() => node?.stop())

const asOversight = async () => (await node.signIn('oversight-1')).call
const publicReports = async (year: number): Promise<TransparencyReport[]> =>
  (
    (await (await fetch(`${node.url}/public/v1/reports/transparency?year=${year}`)).json()) as {
      items: TransparencyReport[]
    }
  ).items

test('S32: whoever has the log computes the same report from it', async () => {
  const call = await asOversight()
  const { status, body } = await call('GET', '/v1/reports/transparency?year=2026')
  expect(status).toBe(200)
  const report = body as TransparencyReport
  const figures = new LogFigures()
  const copy = logOf(node, await node.signIn('oversight-1'))
  for await (const entry of readEntries(copy, report.logSize)) figures.addEntry(entry)
  const log = { origin: report.logOrigin, size: report.logSize }
  expect(makeTransparencyReport(figures, log, { year: 2026, now: new Date(report.generatedAt) })).toEqual(report)
  const [acts] = report.tables
  expect(acts?.columns).toEqual(['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'])
  const read = acts?.rows.indexOf('signal.read border-control - allow') ?? -1
  // Other rows, whose figures the node's own reading changes, say which of April and May are withheld.
  const shown = [0, 0, '<5', expect.toBeOneOf([7, 'sup']), expect.toBeOneOf([9, 'sup'])]
  expect([acts?.cells[read], acts?.totals[read]]).toEqual([shown, 20])
})

test('a published report is read by anyone, stays, and later ones hide what it hid', async () => {
  const call = await asOversight()
  expect(await publicReports(2026)).toEqual([])
  const first = await call('POST', '/v1/oversight/reports', { year: 2026 })
  expect(first.status).toBe(201)
  expect(await publicReports(2026)).toEqual([first.body])
  now = new Date('2026-07-02T09:00:00Z')
  await node.auditLog.sequence()
  const second = await (await asOversight())('POST', '/v1/oversight/reports', { year: 2026 })
  expect(await publicReports(2026)).toEqual([second.body, first.body])
  const hidden = ({ tables: [acts] }: TransparencyReport): string[] =>
    acts?.cells.flatMap((row, i) =>
      row.flatMap((cell, j) => (typeof cell === 'number' ? [] : [`${acts.rows[i]} ${acts.columns[j]}`])),
    ) ?? []
  const before = hidden(first.body as TransparencyReport)
  expect(before.length).toBeGreaterThan(0)
  expect(hidden(second.body as TransparencyReport)).toEqual(expect.arrayContaining(before))
})

test('a year without a month that is over is not published, and nobody but oversight publishes', async () => {
  const call = await asOversight()
  expect((await call('POST', '/v1/oversight/reports', { year: 2027 })).body).toMatchObject({ code: 'report-empty' })
  expect((await call('POST', '/v1/oversight/reports', { year: 26 })).body).toMatchObject({ code: 'body-invalid' })
  const supervisor = await node.signIn('supervisor')
  expect((await supervisor.call('POST', '/v1/oversight/reports', { year: 2026 })).status).toBe(403)
  expect((await supervisor.call('GET', '/v1/reports/transparency?year=2026')).status).toBe(403)
  expect((await fetch(`${node.url}/public/v1/reports/transparency?year=x`)).status).toBe(422)
})
