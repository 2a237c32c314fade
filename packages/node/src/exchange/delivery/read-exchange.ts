import type { ExchangeLane, MemberExchange, SignalHolder, SignalKind } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { lagByMember, noLag } from './read-lag.ts'
import { overdueDuty } from './withdrawal-state.ts'

/**
 * Lists the members that were given an own signal, including members that no longer have it: first the latest delivery
 * to each member, then the members to which those passed it on. Error: `not-found` if this member does not own the
 * signal.
 */
export async function holdersOf(tx: Tx, signalId: string): Promise<SignalHolder[]> {
  const signal = await tx.db
    .selectFrom('signal')
    .select('id')
    .where('id', '=', signalId)
    .where('owner', '=', tx.actor.member)
    .executeTakeFirst()
  if (signal === undefined) throw fail('not-found')
  const rows = await tx.db
    .selectFrom('visibility')
    .selectAll()
    .distinctOn('recipient')
    .where('signal_id', '=', signalId)
    .orderBy('recipient')
    .orderBy('run', 'desc')
    .execute()
  const given = rows.map((row) => ({
    member: row.recipient,
    version: row.version,
    since: row.began_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    reason: row.end_reason,
    via: null,
  }))
  return [...given, ...(await passedOnHolders(tx, signalId))]
}

async function passedOnHolders(tx: Tx, signalId: string): Promise<SignalHolder[]> {
  const rows = await tx.db
    .selectFrom('onward_holder')
    .selectAll()
    .where('signal_id', '=', signalId)
    .orderBy('via')
    .orderBy('member')
    .execute()
  return rows.flatMap((row) =>
    row.received_at === null
      ? []
      : {
          ...{ member: row.member, version: row.version, since: row.received_at.toISOString() },
          ...{ endedAt: row.erased_at?.toISOString() ?? null, reason: null, via: row.via },
        },
  )
}

/**
 * Counts the signals given and received and the feedback on them, by member and kind, and measures how long each member took. Members that were invited but
 * never joined are left out.
 */
export async function exchangeByMember(tx: Tx): Promise<MemberExchange[]> {
  const own = tx.actor.member
  const members = await tx.db
    .selectFrom('peer')
    .select('member')
    .where('state', '<>', 'invited')
    .orderBy('member')
    .execute()
  const received = await tx.db
    .selectFrom('held_signal as h')
    .innerJoin('signal as s', 's.id', 'h.signal_id')
    .select(['h.peer as member', 's.kind', (e) => e.fn.countAll<string>().as('n')])
    .where('h.ended_at', 'is', null)
    .where('s.status', '=', 'active')
    .groupBy(['h.peer', 's.kind'])
    .execute()
  const given = await tx.db
    .selectFrom('visibility as v')
    .innerJoin('signal as s', 's.id', 'v.signal_id')
    .select(['v.recipient as member', 's.kind', (e) => e.fn.countAll<string>().as('n')])
    .where('v.ended_at', 'is', null)
    .where('s.status', '=', 'active')
    .groupBy(['v.recipient', 's.kind'])
    .execute()
  // Count the feedback of this member on signals of others, and the feedback of others on signals of this member.
  const feedback = await tx.db
    .selectFrom('counted_feedback as f')
    .innerJoin('signal as s', 's.id', 'f.signal_id')
    .select([sql<string>`coalesce(f.from_member, s.owner)`.as('member'), 's.kind', 'f.outcome'])
    .select(sql<boolean>`f.from_member is null`.as('ours'))
    .select((e) => e.fn.countAll<string>().as('n'))
    .where((e) => e.or([e('f.from_member', 'is not', null), e('s.owner', '<>', own)]))
    .groupBy([sql`1`, 's.kind', 'f.outcome', sql`4`])
    .execute()
  const late = await tx.db
    .selectFrom('erasure_duty')
    .select(['member', (e) => e.fn.countAll<string>().as('n')])
    .where(overdueDuty(tx.now))
    .groupBy('member')
    .execute()
  const lags = await lagByMember(tx)
  const lanes = (member: string, ours: boolean): ExchangeLane[] => {
    const counted = (ours ? received : given).filter((row) => row.member === member)
    const rated = feedback.filter((row) => row.member === member && row.ours === ours)
    const kinds = [...new Set([...counted, ...rated].map(({ kind }) => kind))].sort()
    return kinds.map((kind) => {
      const of = (outcome: string) => Number(rated.find((row) => row.kind === kind && row.outcome === outcome)?.n ?? 0)
      const [confirmed, mistaken, notUseful] = [of('confirmed'), of('mistaken'), of('not-useful')]
      const reviewed = confirmed + mistaken + notUseful
      return {
        kind: kind as SignalKind,
        signals: Number(counted.find((row) => row.kind === kind)?.n ?? 0),
        ...{ confirmed, mistaken, notUseful },
        precision: reviewed === 0 ? null : Math.round((100 * confirmed) / reviewed),
      }
    })
  }
  return members.map(({ member }) => ({
    member,
    received: lanes(member, true),
    given: lanes(member, false),
    overdue: Number(late.find((row) => row.member === member)?.n ?? 0),
    lag: lags.get(member) ?? noLag,
  }))
}
