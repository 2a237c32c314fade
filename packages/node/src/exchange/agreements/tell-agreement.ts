import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { accessChangedFor, appendEntry } from '../delivery/index.ts'
import { signalsChangedTopic } from '../jobs.ts'
import { signalsChanged } from '../signals/tell-matching.ts'
import { signedAgreement } from './agreement-row.ts'

/** Tells the other parties of a version, a signature or an end, in the same transaction: those that have joined. The others are told when they do. */
export async function tellParties(tx: Tx, members: readonly string[], object: Record<string, unknown>): Promise<void> {
  const joined = await tx.db
    .selectFrom('delivery_head as h')
    .innerJoin('member_standing as m', 'm.member', 'h.recipient')
    .select('m.member')
    .where('m.member', 'in', [...members, ''])
    .where('m.state', 'in', ['active', 'unconfirmed'])
    .orderBy('m.member')
    .execute()
  for (const { member } of joined) await appendEntry(tx, member, 'agreement', object)
}

/** Tells a member that joins of the agreements it is a party of, each at its newest version, and which of them one's own member ended. */
export async function tellAgreementsTo(tx: Tx, member: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('agreement')
    .select(['id', 'version', 'body', 'members'])
    .distinctOn('id')
    .where('offered_at', 'is not', null)
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  const ends = await tx.db.selectFrom('agreement_end').selectAll().where('member', '=', tx.actor.member).execute()
  for (const row of rows.filter(({ members }) => members.includes(member))) {
    await appendEntry(tx, member, 'agreement', await signedAgreement(tx, row))
    const end = ends.find(({ agreement_id }) => agreement_id === row.id)
    if (end !== undefined) await appendEntry(tx, member, 'agreement', end.body)
  }
}

/**
 * What an agreement allows is another now: who may be given which signals is asked anew, and what was received under it is matched, or not, accordingly.
 * `reason` is told to who loses access.
 */
export async function agreementChanged(tx: Tx, id: string, reason: string): Promise<void> {
  await accessChangedFor(tx, { agreements: [id], reason })
  await reconsiderReceived(tx, id)
}

/** Signals of others under an agreement are matched as it stands now; so are people who had a hit on one. */
export async function reconsiderReceived(tx: Tx, id: string): Promise<void> {
  const received = await tx.db
    .selectFrom('signal')
    .select('id')
    .where('owner', '<>', tx.actor.member)
    .where('status', '=', 'active')
    .where(sql<boolean>`agreements @> array[${id}]::text[]`)
    .execute()
  // Also where there is none: the index keeps what agreements say beside its signals.
  if (received.length === 0) await tx.enqueue(signalsChangedTopic, { signalIds: [] })
  await signalsChanged(
    tx,
    received.map((row) => row.id),
    'agreement-changed',
  )
  await tx.announce('agreement.changed', id, 1)
}
