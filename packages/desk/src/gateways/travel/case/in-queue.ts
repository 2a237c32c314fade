import type { CaseDetail, CaseRow } from '@entente/contracts'
import type { On } from '../../../app/gateway.ts'
import { text } from '../texts/index.ts'
import { flightOf } from './case-details.ts'

type Clock = (instant: string) => string

/** Returns the flight of a case for a row of the queue, with the instant that matters next: departure, doors or landing. */
export function flightInQueue(row: Pick<CaseRow, 'context' | 'changes'>, clock: Clock): On | null {
  const flight = flightOf(row)
  if (flight === null || row.context === null) return null
  const { leavesAt, closesAt, endsAt } = row.context
  const at = (instant: string | null) => (instant === null ? text('travel.queue.unknown') : clock(instant))
  const detail = {
    answer: text('travel.queue.doors', { clock: at(closesAt) }),
    arrival: text('travel.queue.lands', { left: at(leavesAt), lands: at(endsAt) }),
    nothing: text('travel.queue.landed', { clock: at(endsAt) }),
    none: leavesAt === null ? text('travel.case.leavesUnknown') : text('travel.queue.leaves', { clock: at(leavesAt) }),
  }[row.changes ?? 'none']
  return { label: `${flight.carrier} ${flight.number}`, route: `${flight.from}→${flight.to}`, detail }
}

/** Returns the facts of a case for the preview of the queue: flight, route, document. */
export function previewFacts(detail: CaseDetail, clock: Clock): [name: string, value: string][] {
  const on = flightInQueue(detail, clock)
  const document = detail.hits[0]?.comparison.find(({ field }) => field === 'document' || field === 'earlier document')
  return [
    ...(on === null
      ? []
      : ([
          [text('travel.queue.facts.flight'), [on.label, on.detail].filter(Boolean).join(', ')],
          [text('travel.queue.facts.route'), on.route ?? ''],
        ] as [string, string][])),
    ...(document?.a ? ([[text('travel.queue.facts.document'), document.a]] as [string, string][]) : []),
  ]
}
