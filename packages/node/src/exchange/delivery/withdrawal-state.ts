import { HoldReason, type SignalReceipt, type WithdrawalState } from '@entente/contracts'
import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { OnwardHolderTable } from '../../store/onward-schema.ts'
import type { ErasureDutyTable } from '../../store/peer-schema.ts'
import type { Schema } from '../../store/schema.ts'

type Duty = Selectable<ErasureDutyTable>
type Holder = WithdrawalState['holders'][number]

/**
 * Reads the progress of each member that has to erase a withdrawn signal. For a signal of another member, these are the
 * members to which this node passed it on. Error: `not-found` if the signal is not withdrawn, or is neither an own
 * signal nor passed on.
 */
export async function withdrawalState(tx: Tx, signalId: string): Promise<WithdrawalState> {
  const [state] = await statesOf(tx, [signalId])
  if (state === undefined) throw fail('not-found')
  return state
}

/** Lists withdrawals with a missed deadline, oldest first. */
export async function overdueWithdrawals(tx: Tx): Promise<WithdrawalState[]> {
  const late = await tx.db
    .selectFrom('erasure_duty')
    .select('signal_id')
    .distinct()
    .where(overdueDuty(tx.now))
    .limit(500)
    .execute()
  const states = await statesOf(
    tx,
    late.map(({ signal_id }) => signal_id),
  )
  return states.filter(isLate).sort((a, b) => (a.withdrawnAt < b.withdrawnAt ? -1 : 1))
}

/**
 * Builds an SQL condition for members' duties to erase a withdrawn signal that missed a deadline. A legal hold
 * postpones only the erasure, until the hold ends.
 */
export const overdueDuty = (now: Date) => (e: ExpressionBuilder<Schema, 'erasure_duty'>) =>
  e.and([
    e('cause', '=', 'withdrawal'),
    sql<boolean>`(refused is null or ${isHold})`,
    e.or([
      e.and([e('stopped_at', 'is', null), e('stop_by', '<', now)]),
      e.and([e('erased_at', 'is', null), e('erase_by', '<', now), notExcused(now)]),
    ]),
  ])

const isHold = sql<boolean>`refused->'refusal'->>'reason' = any(${[...HoldReason.options]}::text[])`
/** Builds an SQL condition: the member gave no reason against the erasure, or its legal hold has ended. */
export const notExcused = (now: Date) =>
  sql<boolean>`(refused is null or (${isHold} and (refused->'refusal'->>'until')::timestamptz <= ${now}::timestamptz))`

const mostShown = 200
const isLate = ({ holders }: WithdrawalState) => holders.some(({ overdue }) => overdue.length > 0)

/**
 * Lists withdrawals sent to other members: overdue ones first, then incomplete ones, then the newest. Returns at most
 * 200.
 */
export async function listWithdrawals(tx: Tx): Promise<WithdrawalState[]> {
  const sent = await tx.db
    .selectFrom('erasure_duty')
    .select(['signal_id', (e) => e.fn.max('since').as('since')])
    .select(
      sql<boolean>`bool_or((erased_at is null and (refused is null or ${isHold})) or exists (select from onward_holder o
        where o.signal_id = erasure_duty.signal_id and o.via = erasure_duty.member and o.erased_at is null and not o.refused))`.as(
        'open',
      ),
    )
    .where('cause', '=', 'withdrawal')
    .groupBy('signal_id')
    .orderBy('open', 'desc')
    .orderBy('since', 'desc')
    .limit(mostShown)
    .execute()
  const states = await statesOf(
    tx,
    sent.map(({ signal_id }) => signal_id),
  )
  return states.sort(
    (a, b) =>
      Number(isLate(b)) - Number(isLate(a)) ||
      Number(a.complete) - Number(b.complete) ||
      (a.withdrawnAt < b.withdrawnAt ? 1 : -1),
  )
}

async function statesOf(tx: Tx, ids: readonly string[]): Promise<WithdrawalState[]> {
  if (ids.length === 0) return []
  const signals = await tx.db
    .selectFrom('signal')
    .select(['id', 'version', 'modified_at', 'withdrawal_reason'])
    .where('id', 'in', [...ids])
    .where('status', '=', 'withdrawn')
    .where((e) =>
      e.or([
        e('owner', '=', tx.actor.member),
        e.exists(e.selectFrom('erasure_duty as d').select('d.entry_id').whereRef('d.signal_id', '=', 'signal.id')),
      ]),
    )
    .execute()
  if (signals.length === 0) return []
  const duties = await tx.db
    .selectFrom('erasure_duty')
    .selectAll()
    .where(
      'signal_id',
      'in',
      signals.map(({ id }) => id),
    )
    .where('cause', '=', 'withdrawal')
    .orderBy('member')
    .execute()
  const onward = await tx.db
    .selectFrom('onward_holder')
    .selectAll()
    .where(
      'signal_id',
      'in',
      signals.map(({ id }) => id),
    )
    .orderBy('member')
    .execute()
  return signals.map((signal) => {
    const holders = duties
      .filter((duty) => duty.signal_id === signal.id && duty.version === signal.version)
      .map((duty) => holderOf(duty, tx.now, onward.filter(isBehind(duty))))
    return {
      signalId: signal.id,
      withdrawnAt: signal.modified_at.toISOString(),
      reason: (signal.withdrawal_reason ?? 'owner-request') as WithdrawalState['reason'],
      holders,
      complete: holders.every(
        (holder) => isDone(holder) && holder.onward.every(({ erased, refused }) => erased !== null || refused),
      ),
    }
  })
}

const isDone = ({ erased, refused }: Pick<Holder, 'erased' | 'refused'>) =>
  erased !== null || (refused !== null && legalHoldUntil(refused) === null)
/** Returns the day until which a legal hold postpones an erasure; null if the receipt states no legal hold. */
export const legalHoldUntil = (refused: SignalReceipt | null): Date | null => {
  const refusal = refused?.refusal ?? null
  return refusal !== null && HoldReason.safeParse(refusal.reason).success ? new Date(refusal.until) : null
}
/** Returns whether a member received a signal through the member that has this duty. */
const isBehind = (duty: Duty) => (one: Selectable<OnwardHolderTable>) =>
  one.signal_id === duty.signal_id && one.via === duty.member

function holderOf(duty: Duty, now: Date, onward: readonly Selectable<OnwardHolderTable>[]): Holder {
  const refused = (duty.refused as SignalReceipt | null) ?? null
  const overdue: Holder['overdue'] = []
  const held = legalHoldUntil(refused)
  if (refused === null || held !== null) {
    if (duty.received_at === null && duty.stop_by < now) overdue.push('received')
    if (duty.stopped_at === null && duty.stop_by < now) overdue.push('stopped')
    if (duty.erased_at === null && duty.erase_by < now && (held === null || held <= now)) overdue.push('erased')
  }
  return {
    member: duty.member,
    received: duty.received_at?.toISOString() ?? null,
    stopped: duty.stopped_at?.toISOString() ?? null,
    erased: duty.erased_at?.toISOString() ?? null,
    refused,
    overdue,
    onward: onward.map((one) => ({
      member: one.member,
      received: one.received_at?.toISOString() ?? null,
      stopped: one.stopped_at?.toISOString() ?? null,
      erased: one.erased_at?.toISOString() ?? null,
      refused: one.refused,
      heldUntil: one.held_until?.toISOString() ?? null,
      proven: one.proven,
    })),
  }
}
