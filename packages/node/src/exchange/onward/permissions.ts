import { randomUUID } from 'node:crypto'
import type { Permission, PermissionRequest } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { readAgreementAttributes } from '../../safeguards/access/signal-access/index.ts'
import { lockHeads } from '../delivery/index.ts'
import { giveApproval, giveSignOff, type PermissionRow } from './give-permission.ts'

export type PermissionDeps = Pick<CoreDeps, 'member' | 'nodeKey'>
const mostShown = 500

/** Lists the permissions that people of this member requested, gave or ended, newest first. */
export async function listPermissions(tx: Tx): Promise<Permission[]> {
  const rows = await named(tx).orderBy('p.asked_at', 'desc').limit(mostShown).execute()
  return rows.map(describe)
}

const named = (tx: Tx) =>
  tx.db
    .selectFrom('sharing_permission as p')
    .innerJoin('person as a', 'a.id', 'p.asked_by')
    .leftJoin('person as g', 'g.id', 'p.given_by')
    .selectAll('p')
    .select(['a.name as asker', 'g.name as giver'])

async function readPermission(tx: Tx, id: string): Promise<Permission> {
  return describe(await named(tx).where('p.id', '=', id).executeTakeFirstOrThrow())
}

function describe(row: PermissionRow & { asker: string; giver: string | null }): Permission {
  return {
    id: row.id,
    kind: row.kind,
    state: row.ended_at !== null ? 'ended' : row.given_at !== null ? 'given' : 'asked',
    agreement: row.agreement_id,
    signalId: row.signal_id,
    holder: row.holder,
    destination: row.destination,
    reason: row.reason,
    askedBy: row.asker,
    askedAt: row.asked_at.toISOString(),
    givenBy: row.giver,
    givenAt: row.given_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  }
}

/**
 * Requests a permission: either that a holder may pass an own signal on, or that signals may go to a member in a
 * country of risk. It takes effect when a second person gives it. Errors: `not-found`, `permission-invalid`,
 * `proposal-open` if the same request is still open.
 */
export async function askPermission(tx: Tx, asked: PermissionRequest): Promise<Permission> {
  const agreement = (await readAgreementAttributes(tx.db, [asked.agreement], tx.now)).get(asked.agreement)
  if (agreement === undefined) throw fail('not-found', { detail: 'This node has no such agreement.' })
  const receives = (member: string) => agreement.parties?.some((one) => one.member === member && one.receive) === true
  const members = asked.kind === 'onward' ? [asked.holder, asked.destination] : [asked.destination]
  for (const member of members) {
    if (member === tx.actor.member) throw invalid('It is about another member than this.')
    if (!receives(member)) throw invalid(`${member} receives nothing under this agreement.`)
  }
  if (asked.kind === 'onward') await checkOnward(tx, asked, agreement.onward)
  const id = randomUUID()
  const { kind, reason, destination } = asked
  const about = asked.kind === 'onward' ? { signal_id: asked.signalId, holder: asked.holder } : {}
  const row = { id, kind, reason, destination, agreement_id: asked.agreement, ...about }
  const open = await tx.db
    .selectFrom('sharing_permission')
    .select('id')
    .where('ended_at', 'is', null)
    .where('kind', '=', kind)
    .where('agreement_id', '=', asked.agreement)
    .where('destination', '=', destination)
    .where(sql<boolean>`signal_id is not distinct from ${about.signal_id ?? null}::uuid`)
    .where(sql<boolean>`holder is not distinct from ${about.holder ?? null}::text`)
    .executeTakeFirst()
  if (open !== undefined) throw fail('proposal-open', { detail: `It was already requested as ${open.id}.` })
  await tx.db
    .insertInto('sharing_permission')
    .values({ ...row, asked_by: tx.actor.person, asked_at: tx.now })
    .execute()
  return readPermission(tx, id)
}

async function checkOnward(
  tx: Tx,
  asked: Extract<PermissionRequest, { kind: 'onward' }>,
  onward: string | null,
): Promise<void> {
  if (asked.holder === asked.destination) throw invalid('A holder passes it on to another member than itself.')
  if (onward !== 'with-approval')
    throw invalid('The agreement asks for no approval: it allows passing on, or forbids it.')
  const signal = await tx.db
    .selectFrom('signal')
    .select(['owner', 'status', 'agreements'])
    .where('id', '=', asked.signalId)
    .executeTakeFirst()
  if (signal === undefined) throw fail('not-found')
  if (signal.owner !== tx.actor.member) throw fail('not-owner', { detail: `Only ${signal.owner} approves this.` })
  if (signal.status !== 'active') throw fail('signal-withdrawn')
  if (signal.agreements?.includes(asked.agreement) !== true)
    throw invalid('The signal is not shared under this agreement.')
  if (!(await lockHeads(tx)).has(asked.holder))
    throw invalid(`${asked.holder} has no node that takes part with this one.`)
}

const invalid = (detail: string) => fail('permission-invalid', { detail })

async function lockPermission(tx: Tx, id: string): Promise<PermissionRow> {
  const row = await tx.db
    .selectFrom('sharing_permission')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return row
}

/**
 * Gives a requested permission as the second person. The node signs it for this member and sends it to the members
 * concerned. Errors: `not-found`, `same-person`, `permission-given`.
 */
export async function givePermission(tx: Tx, deps: PermissionDeps, id: string): Promise<Permission> {
  await lockHeads(tx)
  const row = await lockPermission(tx, id)
  if (row.given_at !== null) throw fail('permission-given')
  if (row.asked_by === tx.actor.person)
    throw fail('same-person', { detail: 'You requested it. Another person must give it.' })
  const given = { given_by: tx.actor.person, given_at: tx.now }
  await tx.db.updateTable('sharing_permission').set(given).where('id', '=', id).execute()
  const give = row.kind === 'onward' ? giveApproval : giveSignOff
  await give(tx, deps, row, false)
  tx.note({ permission: id, kind: row.kind, destination: row.destination })
  return readPermission(tx, id)
}

/**
 * Ends a permission or a request. One person may do this alone, because it only stops sharing. Signals shared under the
 * permission are taken back. Error: `not-found`.
 */
export async function endPermission(tx: Tx, deps: PermissionDeps, id: string, reason: string): Promise<Permission> {
  await lockHeads(tx)
  const row = await lockPermission(tx, id)
  const ended = { ended_at: tx.now, end_reason: reason }
  await tx.db.updateTable('sharing_permission').set(ended).where('id', '=', id).execute()
  if (row.given_at !== null) {
    const give = row.kind === 'onward' ? giveApproval : giveSignOff
    await give(tx, deps, row, true)
  }
  tx.note({ permission: id, kind: row.kind, destination: row.destination })
  return readPermission(tx, id)
}
