import type { Shift, ShiftQuery } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore } from '../../safeguards/access/access-store.ts'
import type { ConfirmersDeps } from '../decide/list-confirmers.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { caseRows } from '../review/case-row.ts'
import { isOpenCase, queueOrder } from '../review/queue-order.ts'
import { visibleCases } from '../review/visible-cases.ts'
import { isZone, startOfTomorrow } from '../review/zone-days.ts'
import { readNotes } from './hand-over.ts'
import { readBacklog } from './read-backlog.ts'
import { readLoad, sumOf } from './read-load.ts'
import { readPeople, readSecondWanted } from './read-people.ts'
import { shiftAt, startOfHour } from './shift-times.ts'

export interface ShiftDeps extends ConfirmersDeps {
  shifts: {
    /** When shifts begin, in minutes after midnight. */
    starts: readonly number[]
    /** The zone of the desk; null: that of the reader. */
    zone: string | null
  }
}
const mostAtRisk = 20
/** A case that is due within this time is at risk. */
const soonMs = 30 * 60_000

/**
 * Reads the work of the present shift in one gateway, for a supervisor. It says what is open and who is there, and
 * nothing about how much or how fast a person decides. Throws `body-invalid` for an unknown zone or gateway.
 */
export async function readShift(
  access: AccessStore,
  deps: ShiftDeps,
  query: z.infer<typeof ShiftQuery>,
): Promise<Shift> {
  const zone = deps.shifts.zone ?? query.zone ?? 'UTC'
  if (!isZone(zone)) throw fail('body-invalid', { at: '/zone', detail: 'This is no time zone.' })
  const { vocabulary } =
    query.gateway === undefined ? (deps.gateways.all[0] as Gateway) : deps.gateways.of(query.gateway)
  const gateway = vocabulary.kind
  const intent = { action: 'shift.read', type: 'record.search', decision: 'allow', details: { what: 'shift' } } as const
  return access.transaction(intent, async (tx) => {
    const { begins, ends } = shiftAt(tx.now, zone, deps.shifts.starts)
    const { all, ...load } = await readLoad(tx, gateway, startOfHour(tx.now, zone))
    const risky = tx.db
      .selectFrom('case_file')
      .where(visibleCases(tx))
      .where(isOpenCase)
      .where('gateway', '=', gateway)
      .where('due_at', '<', new Date(tx.now.getTime() + soonMs))
    const rows = await risky.selectAll().orderBy(queueOrder.forward).limit(mostAtRisk).execute()
    const counted = await risky.select((e) => e.fn.countAll<string>().as('all')).executeTakeFirstOrThrow()
    const overdue = sumOf(load.overdue)
    const open = sumOf(all)
    return {
      ...{ gateway: gateway as Shift['gateway'], zone, open, load },
      begins: begins.toISOString(),
      ends: ends.toISOString(),
      midnight: startOfTomorrow(tx.now, zone).toISOString(),
      people: await readPeople(tx, deps, gateway),
      risk: await caseRows(tx, deps.gateways, rows),
      atRisk: { overdue, soon: Math.max(0, Number(counted.all) - overdue) },
      second: await readSecondWanted(tx, deps, gateway),
      backlog: await readBacklog(tx, gateway, { begins, open }),
      notes: await readNotes(tx, gateway),
    }
  })
}
