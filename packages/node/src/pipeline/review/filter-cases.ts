import { type CaseFilter, type CaseState, cellsOf } from '@entente/contracts'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Schema } from '../../store/schema.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { openStates } from './case-row.ts'
import { isOpenCase } from './queue-order.ts'
import { isZone, startOfTomorrow } from './zone-days.ts'

type CaseExpression = ExpressionBuilder<Schema, 'case_file'>
type Condition = (eb: CaseExpression) => Expression<SqlBool>

export interface Filtering {
  gateways: Gateways
  /** The zone whose midnight ends today. */
  zone: string
}

/**
 * Returns the SQL condition for cases that fit a filter. Without a state, only open cases fit. Throws `body-invalid` for
 * a zone that does not exist, and for a cell that no gateway has or by which no list may be filtered.
 */
export function fits(tx: Tx, { gateways, zone }: Filtering, filter: CaseFilter): Condition {
  if (!isZone(zone)) throw fail('body-invalid', { at: '/zone', detail: 'This is no time zone.' })
  const conditions = [
    ...statesOf(filter.state),
    ...assigneesOf(tx, filter),
    ...timesOf(tx.now, zone, filter),
    ...signalsOf(filter),
    ...contextsOf(gateways, filter),
    ...evidenceOf(tx.now, gateways, filter.evidence),
  ]
  return (eb) => eb.and(conditions.map((condition) => condition(eb)))
}

function statesOf(state: CaseState | undefined): Condition[] {
  const open: Condition[] = state === undefined || openStates.includes(state) ? [() => isOpenCase] : []
  return state === undefined ? open : [...open, (eb) => eb('state', '=', state)]
}

function assigneesOf(tx: Tx, filter: CaseFilter): Condition[] {
  const nobody: Condition[] = filter.with === 'none' ? [(eb) => eb('assigned_to', 'is', null)] : []
  const assignee = filter.with === 'me' ? tx.actor.person : filter.assignedTo
  if (assignee === undefined) return nobody
  return [...nobody, (eb) => eb(eb.cast<string>('assigned_to', 'text'), '=', assignee)]
}

function timesOf(now: Date, zone: string, { due, age }: CaseFilter): Condition[] {
  const conditions: Condition[] = []
  if (due !== undefined) {
    const until = {
      overdue: () => now,
      '30m': () => new Date(now.getTime() + 30 * 60_000),
      '24h': () => new Date(now.getTime() + 24 * 3_600_000),
      today: () => startOfTomorrow(now, zone),
    }[due]()
    conditions.push(() => sql<SqlBool>`coalesce(due_at, 'infinity'::timestamptz) < ${until}`)
  }
  if (age !== undefined) conditions.push((eb) => eb('opened_at', '<=', new Date(now.getTime() - age * 60_000)))
  return conditions
}

/**
 * Conditions on the signals of the live hits. The cases are selected once and not for each row, because one statement
 * counts many filters; for open cases only their hits are read.
 */
function signalsOf({ from, agreement, state }: CaseFilter): Condition[] {
  const ofOpen = state === undefined || openStates.includes(state)
  const liveHits = (eb: CaseExpression) =>
    eb
      .selectFrom('hit')
      .select('hit.case_id')
      .where('hit.withdrawn_at', 'is', null)
      .$if(ofOpen, (hits) =>
        hits
          .innerJoin('case_file as of_hit', 'of_hit.id', 'hit.case_id')
          .where(sql<SqlBool>`of_hit.state in ('open', 'in-review', 'awaiting-second')`),
      )
  const conditions: Condition[] = []
  if (from !== undefined) conditions.push((eb) => eb('case_file.id', 'in', liveHits(eb).where('hit.source', '=', from)))
  if (agreement !== undefined)
    conditions.push((eb) => {
      const shared = liveHits(eb).innerJoin('signal', 'signal.id', 'hit.signal_id')
      return eb('case_file.id', 'in', shared.where(sql<SqlBool>`${agreement} = any(signal.agreements)`))
    })
  return conditions
}

/** A gateway that knows no such context has no case that fits. */
function contextsOf({ all }: Gateways, { on, filer, route }: CaseFilter): Condition[] {
  const asked = { on, filer, route }
  if (Object.values(asked).every((value) => value === undefined)) return []
  return [
    (eb) =>
      eb.or(
        all.flatMap(({ vocabulary, contextsLike }) => {
          const contexts = contextsLike?.(asked)
          return contexts === undefined
            ? []
            : [eb.and([eb('gateway', '=', vocabulary.kind), sql<SqlBool>`context_id in (${contexts})`])]
        }),
      ),
  ]
}

/** Cells of masked records fit no filter: the relation is evidence, which is masked too. */
function evidenceOf(now: Date, { all }: Gateways, evidence: string | undefined): Condition[] {
  if (evidence === undefined) return []
  const [id = '', relation = ''] = evidence.split(':')
  const known = all.some(({ vocabulary }) => cellsOf(vocabulary).some((cell) => cell.id === id && cell.filter))
  if (!known) throw fail('body-invalid', { at: '/evidence', detail: 'Cases cannot be filtered by this evidence.' })
  const wanted = JSON.stringify([{ id, relation }])
  return [
    () => sql<SqlBool>`cells @> ${wanted}::jsonb`,
    (eb) => eb.or([eb('mask_at', 'is', null), eb('mask_at', '>', now)]),
  ]
}
