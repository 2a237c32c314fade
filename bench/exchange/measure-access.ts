import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { decideSignalAccess, type SignalAccessInput } from '@entente/node'
import { expectOk } from '../node/set-up-node.ts'
import type { Figure } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import { percentile } from '../report/percentile.ts'
import { type Member, memberCpu } from './network.ts'

const now = Date.now()
const days = (count: number) => now + count * 86_400_000
const party = (member: string) => ({ member, country: 'NOR', contribute: true, receive: true })
const parties = ['a.example', 'b.example', 'c.example'].map(party)

/** An allowed request to which every clause applies: passing a signal on under an agreement with conditions. */
const question: SignalAccessInput = {
  actor: { member: 'b.example', role: 'system' },
  action: 'onward',
  purpose: 'border-control',
  now,
  signal: {
    ...{ id: '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa', version: 2, owner: 'a.example', kind: 'person', status: 'active' },
    ...{ purposes: ['border-control', 'terrorism-prevention'], agreements: ['A'], recipients: ['*'], tlp: 'amber' },
    ...{ pap: 'green', minor: false, validFrom: days(-10), validUntil: days(10), retainUntil: days(20) },
    ...{
      basisStated: true,
      basisUntil: days(30),
      necessityStated: true,
      lastVerifiedAt: days(-5),
      receivedAt: days(-5),
      released: true,
      falsePositive: false,
    },
  },
  agreements: [
    {
      ...{ id: 'A', version: 3, parties, signed: parties.map(({ member }) => member), validFrom: days(-100) },
      ...{ validUntil: days(100), ended: [], suspended: false, reviewDue: days(30), kinds: ['person'] },
      ...{
        purposes: ['border-control'],
        maxTlp: 'amber',
        maxPap: 'green',
        retentionDays: 365,
        onward: 'with-approval',
      },
      ...{ children: 'excluded', riskCountries: ['UTO'], approved: ['c.example'], signedOff: [] },
    },
  ],
  standings: { 'a.example': 'active', 'b.example': 'active', 'c.example': 'active' },
  destination: 'c.example',
  quota: null,
}
const denied: SignalAccessInput = { ...question, purpose: 'content-safety' }

/**
 * Measures allowed and denied decisions with all their clauses, and for comparison simple conditions that stop at the first failure without
 * explanation.
 */
export function measureDecisions(): { figures: Figure[]; faults: string[] } {
  const faults: string[] = []
  if (decideSignalAccess(question).decision !== 'allow') faults.push('the question to allow was denied')
  if (decideSignalAccess(denied).decision !== 'deny') faults.push('the question to deny was allowed')
  const turns = 2000
  let allowed = 0
  const rate = bestRate(turns, () => {
    for (let turn = 0; turn < turns; turn += 1)
      if (decideSignalAccess(turn % 2 === 0 ? question : denied).decision === 'allow') allowed += 1
  })
  const plain = bestRate(turns, () => {
    for (let turn = 0; turn < turns; turn += 1) if (plainly(turn % 2 === 0 ? question : denied)) allowed += 1
  })
  if (allowed === 0) faults.push('nothing was allowed')
  return {
    figures: [
      {
        ...{ name: 'access decisions, every clause', value: rate, unit: 'per CPU s' },
        ...{ beside: { name: 'plain predicates', value: plain }, goal: { is: 'at least', value: 100_000 } },
        note: 'Cedar in WebAssembly: 800 to 3,000 per CPU s, a figure of the requirements from another machine',
      },
    ],
    faults,
  }
}

/**
 * Checks the minimum without explanation, as a simple query would. The difference to the full decision is the cost of the clauses and their
 * sentences.
 */
function plainly({ signal, agreements, purpose, now, destination }: SignalAccessInput): boolean {
  if (purpose === null || !signal.purposes?.includes(purpose) || signal.status !== 'active') return false
  if ((signal.validUntil ?? 0) <= now || (signal.retainUntil ?? 0) <= now) return false
  return agreements.some(
    (agreement) =>
      (agreement.validUntil ?? 0) > now &&
      agreement.kinds?.includes(signal.kind ?? '') &&
      agreement.purposes?.includes(purpose) &&
      agreement.parties?.some(({ member, receive }) => member === destination && receive),
  )
}

/** Measures the first page of 100 signals, including the number of all listed signals (counted up to 10,000), at the owner and at a receiver. */
export async function measureLists(members: readonly Member[], signals: number, times: number): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const member of members) {
    process.stderr.write(`lists at ${member.member}\n`)
    const measured: number[] = []
    const cpu = memberCpu(member)
    for (let turn = -3; turn < times; turn += 1) {
      const began = performance.now()
      await expectOk(member.officer.call('GET', '/v1/signals?limit=100'))
      if (turn >= 0) measured.push(performance.now() - began)
    }
    const each = ((memberCpu(member) - cpu) / (times + 3)) * 1000
    const whose = member === members[0] ? 'own' : 'received'
    figures.push({
      ...{ name: `list of 100 of ${signals} signals, ${whose}, p95`, value: percentile(measured, 0.95), unit: 'ms' },
      ...{ goal: { is: 'at most', value: 50 } },
      note: `median ${percentile(measured, 0.5).toFixed(0)} ms, ${each.toFixed(0)} CPU-ms each of node and database: decided, counted, opened, logged; the goal is for a million`,
    })
  }
  return figures
}

/** Runs `signal-access.test.ts` with this number of random cases, which compares the function with the SQL. */
export function checkDecisions(cases: number, seed: number): { figures: Figure[]; faults: string[] } {
  process.stderr.write(`${cases} cases, decided by the function and by the database\n`)
  const source = import.meta.url.endsWith('.ts')
  const root = fileURLToPath(new URL(source ? '../../' : '../../../', import.meta.url))
  const file = 'packages/node/src/safeguards/access/signal-access/signal-access.test.ts'
  const { status, stdout } = spawnSync(
    process.execPath,
    [`${root}node_modules/vitest/vitest.mjs`, 'run', file, '--testTimeout=3600000'],
    {
      ...{ cwd: root, encoding: 'utf8' },
      env: { ...process.env, ENTENTE_ACCESS_CASES: String(cases), ENTENTE_ACCESS_SEED: String(seed) },
    },
  )
  const faults = status === 0 ? [] : [`the access decision and its SQL differ:\n${stdout.slice(-3000)}`]
  return {
    figures: [
      {
        ...{ name: 'access decision and SQL differ', value: faults.length, unit: '' },
        ...{
          goal: { is: 'at most', value: 0 },
          note: `${cases} random cases of signal, agreements, member and action, seed ${seed}`,
        },
      },
    ],
    faults,
  }
}
