import type { AgreementView, CaseRow, Peer, Signal } from '@entente/contracts'
import { type DeskGateway, type FindItem, gatewayOf, type HeldAnswer } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { queryClient } from '../../app/query.ts'
import { dueWords } from '../../evidence/due-words.ts'
import { signalWords } from '../../evidence/signal-words.ts'
import { text } from '../../texts/text.ts'
import { clockOn } from '../../texts/times.ts'

interface Rows {
  items?: readonly unknown[]
}
/** Returns what the answers in this tab hold. It reads nothing from the node. */
export const heldAnswers = (): HeldAnswer[] =>
  queryClient
    .getQueryCache()
    .getAll()
    .flatMap(({ queryKey: [path], state: { data } }) =>
      typeof path === 'string' && typeof data === 'object' && data !== null ? [{ path, items: itemsIn(data) }] : [],
    )

/** Returns the rows of a list, of a list that was read page by page, or the one object itself. */
function itemsIn(data: object): readonly unknown[] {
  const { items, pages } = data as Rows & { pages?: readonly Rows[] }
  if (Array.isArray(pages)) return pages.flatMap((page) => page.items ?? [])
  return Array.isArray(items) ? items : Array.isArray(data) ? data : [data]
}

/** The reader's zone and the time, with which deadlines are written. */
export interface Clock {
  zone: string
  now: number
}
/** Returns the rows of the answers whose path fits, each once. */
function rowsOf<Row>(answers: readonly HeldAnswer[], path: RegExp, idOf: (row: Row) => string): Row[] {
  const rows = answers.filter((answer) => path.test(answer.path)).flatMap((answer) => answer.items as Row[])
  return [...new Map(rows.map((row) => [idOf(row), row])).values()]
}

/** Names the cases and signals that the answers in this tab hold. */
export function heldItems(
  answers: readonly HeldAnswer[],
  gateways: readonly DeskGateway[],
  clock: Clock,
  own: string,
): FindItem[] {
  return [
    ...heldCases(answers).map((row) => ({
      type: 'case',
      to: paths.case(row.id),
      label: row.subject.label,
      other: row.otherScript,
      ...caseDetail(row, gateways, clock),
    })),
    ...rowsOf<Signal>(answers, /^\/v1\/signals(\/[^/]+)?$/, ({ id }) => id).map((signal) => ({
      type: 'signal',
      to: paths.signal(signal.id),
      ...signalWords(signal),
      detail: joined(text(`signals.kind.${signal.kind}`), signal.owner === own ? text('signals.ours') : signal.owner),
    })),
  ]
}

/** Returns the cases that the answers in this tab hold. */
export const heldCases = (answers: readonly HeldAnswer[]): CaseRow[] =>
  rowsOf<CaseRow>(answers, /^\/v1\/cases(\/[^/]+)?$/, ({ id }) => id)

function caseDetail(row: CaseRow, gateways: readonly DeskGateway[], { zone, now }: Clock): Partial<FindItem> {
  const on = gatewayOf(gateways, row.gateway).queue?.on?.(row, (instant) => clockOn(instant, zone, now))
  const isDue = row.state !== 'decided' && row.state !== 'closed' && row.dueAt !== null
  return {
    detail: joined(row.reference, on && [on.label, on.route].filter(Boolean).join(' ')),
    facts: isDue ? dueWords(row.dueAt, now, zone).spoken : undefined,
  }
}
/** Joins facts that stand beside each other. */
export const joined = (...facts: (string | null | undefined | false)[]): string => facts.filter(Boolean).join(' · ')

/** Names the members and agreements that the answers in this tab hold. */
export const heldPartners = (answers: readonly HeldAnswer[], own: string): FindItem[] => [
  ...rowsOf<Peer>(answers, /^\/v1\/peers(\/[^/]+)?$/, ({ member }) => member).map((peer) => ({
    type: 'member',
    to: paths.networkMember(peer.member),
    label: peer.member,
  })),
  ...rowsOf<AgreementView>(answers, /^\/v1\/agreements(\/[^/]+)?$/, ({ agreement }) => agreement.id).map(
    ({ agreement }) => ({
      type: 'agreement',
      to: paths.agreement(agreement.id),
      label: agreement.title,
      detail: agreement.parties
        .map(({ member }) => member)
        .filter((member) => member !== own)
        .join(', '),
    }),
  ),
]
