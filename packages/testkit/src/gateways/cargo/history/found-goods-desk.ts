import type { CargoTableRow } from '@entente/contracts'
import { answerOf } from '../../../client/answer-of.ts'
import type { Person } from '../../../demo/history/case-steps.ts'
import { signalDraft } from '../../../demo/signal-draft.ts'
import type { HistoryTarget } from '../../../demo/synthetic-gateway.ts'
import { joinTeams } from './join-teams.ts'

/** Invented firms of an invented investigation, to which conspicuous goods of the history are consigned. */
export const watchedFirms = ['VARDO DEEPWATER SUPPLIES LDA', 'CORMORANT PRESSURE TOOLS LDA', 'ISLAY BRIDGE IMPORTS LDA']
/** The goods of the signal about consignments: valves of an invented firm. */
export const watchedGoods = { hs: '848180', consignor: 'PERIHELION VALVE WORKS LTD STI' }

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
const dayMs = 86_400_000
const source = { source: 'Invented order of the Norland customs board', sourceDate: '2025-06-01' }

/** Founds the goods desk: teams, tables that two people agree to, and signals about firms and about a consignment. */
export async function foundGoodsDesk({ node, staff, end }: HistoryTarget, now: Date): Promise<void> {
  await joinTeams(node.db, ['cargo', 'inspection'])
  const as = async (account: string): Promise<Person> => {
    const { call } = await staff.as(account)
    return { call: (method, path, body) => call(method, path, body, { 'entente-purpose': 'customs-security' }) }
  }
  const [officer, first, second] = [await as('officer'), await as('supervisor'), await as('supervisor-2')]
  const period = { validFrom: dayOf(now), validUntil: dayOf(new Date(end.getTime() + 60 * dayMs)) }
  await replace({ by: first, approver: second }, 'capacity', capacityUntil(dayOf(end)))
  await replace({ by: officer, approver: second }, 'rates', ratesOf(period))
  await replace({ by: officer, approver: second }, 'un-numbers', unNumbers.slice(0, 2))
  await answerOf(officer.call('POST', '/v1/cargo/tables/un-numbers', { ...source, rows: unNumbers }))
  for (const firm of watchedFirms) await answerOf(officer.call('POST', '/v1/signals', firmSignal(firm, now)))
  await answerOf(officer.call('POST', '/v1/signals', goodsSignal(now)))
}

async function replace(
  { by, approver }: { by: Person; approver: Person },
  kind: string,
  rows: readonly CargoTableRow[],
): Promise<void> {
  const path = `/v1/cargo/tables/${kind}`
  const { version } = await answerOf<{ version: number }>(by.call('POST', path, { ...source, rows }))
  await answerOf(approver.call('POST', `${path}/versions/${version}/approve`))
}

/** Until a day a third of the goods is drawn, so that the first results represent all goods; then two in a hundred. */
const capacityUntil = (day: string): CargoTableRow[] => [
  { setting: 'inspections', value: 12 },
  { setting: 'random-rate', of: '*/*/*', until: day, value: 0.33 },
  { setting: 'random-rate', of: '*/*/*', from: day, value: 0.02 },
  { setting: 'exploration-share', value: 0.05 },
  { setting: 'expected-rate', of: 'red', value: 0.03 },
  { setting: 'expected-rate', of: 'yellow', value: 0.05 },
  { setting: 'expected-rate', of: 'blue', value: 0 },
]
const ratesOf = (period: { validFrom: string; validUntil: string }): CargoTableRow[] =>
  [
    ['USD', 0.91],
    ['NOK', 0.085],
  ].map(([currency, rate]) => ({ currency: currency as string, base: 'EUR', rate: rate as number, ...period }))
/** Dangerous goods of the catalogue; the last row is proposed and waits for a second person. */
const unNumbers: readonly CargoTableRow[] = [
  { un: '1263', class: '3', name: 'PAINT' },
  { un: '1950', class: '2.1', name: 'AEROSOLS' },
  { un: '3480', class: '9', name: 'LITHIUM ION BATTERIES' },
]

const terms = { purposes: ['customs-security'], action: 'discreet-check' }

/** Returns a signal of this node alone about a firm. */
export function firmSignal(full: string, now = new Date()): object {
  const name = { full, family: null, given: null, script: 'Latn', quality: 'primary' }
  const value = { names: [name], type: 'org', countries: [], addresses: [], identifiers: [] }
  return signalOf('organisation', value, 'Named in an invented investigation of front companies.', now)
}

const goodsSignal = (now: Date): object =>
  signalOf(
    'consignment',
    {
      ...{ hsPrefixes: [watchedGoods.hs.slice(0, 4)], consignor: watchedGoods.consignor, consignee: null },
      ...{ routeFrom: null, routeTo: null, containerNumber: null, transportDocument: null },
      ...{ grossMassMinKg: null, grossMassMaxKg: null },
    },
    'An invented partner reports valves of this firm that are diverted on their way.',
    now,
  )

function signalOf(kind: string, value: object, necessity: string, now: Date): object {
  const stated = { kind, value, necessity, ...terms } as unknown as Parameters<typeof signalDraft>[1]
  return { ...signalDraft('', stated, now), agreements: [] }
}
