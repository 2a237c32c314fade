import type { Actor, Purpose, UnmaskKind, UnmaskRequest } from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { type AccessRow, decideAccess, isAllowed, refusal } from '../../safeguards/access/decide-access.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import type { Action } from '../../safeguards/access/roles.ts'
import { undamagedOr } from '../../safeguards/oversight/undamaged-or.ts'
import type { UnmaskRequestTable } from '../../store/retention-schema.ts'
import { namesOf } from '../cases/case-people.ts'
import { type CaseFile, caseAccess } from '../cases/case-record.ts'

/** How often one approval shows the values. */
const mostViews = 20
/** How many requests a list has at most. */
const mostListed = 200

export const unmaskClasses = classesOf<{ reason: string }>()('unmask_request', { reason: 'kept' })
export type UnmaskRow = Selectable<UnmaskRequestTable>

/** A request with its case and its views. */
export interface FoundRequest {
  row: UnmaskRow
  file: CaseFile
  views: Date[]
}

/** Finds a request that the actor may know of, and locks it where it will change. Error: `not-found`. */
export async function findRequest(tx: Tx, id: string, lock = false): Promise<FoundRequest> {
  const query = tx.db.selectFrom('unmask_request').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined || !mayKnow(row, tx.actor)) throw fail('not-found')
  const [found] = await withCases(tx, [row])
  if (found === undefined) throw fail('not-found')
  return found
}

/** Refuses what a role may not do, or without a purpose, before saying that something is not there. Throws a refusal. */
export function refuseOthers(actor: Actor, purpose: Purpose | null, action: Action, now: Date): void {
  const clauses = decideAccess({ actor, action, purpose, now, row: null })
  if (!isAllowed(clauses)) throw refusal(clauses)
}

/** A request goes to those who may answer it, also of other teams: it has no values of the record. */
const routedTo = (file: CaseFile, { teams }: Actor): AccessRow => ({
  ...caseAccess(file),
  team: teams[0] ?? null,
  assigned_to: null,
})

const sharesTeam = ({ teams }: Pick<UnmaskRow, 'teams'>, actor: Actor): boolean =>
  teams.some((team) => actor.teams.includes(team))

/** Returns whether an actor may know of a request: as its requester, a supervisor of the team or of another unit that approves, oversight. */
function mayKnow(row: UnmaskRow, actor: Actor): boolean {
  if (actor.role === 'oversight' || row.requested_by === actor.person) return true
  return actor.role === 'supervisor' && (sharesTeam(row, actor) || row.approver === 'other-unit')
}

/** The kinds of approval of which a request needs one. */
const kindsFor = (approver: string): UnmaskKind[] =>
  approver === 'competent-authority' ? ['competent-authority', 'judicial'] : [approver as UnmaskKind]

/** Returns why an actor may not give this kind of approval, in words; null if they may. */
export function wrongKind(row: UnmaskRow, actor: Actor, kind: string): string | null {
  const needed = kindsFor(row.approver)
  if (!needed.includes(kind as UnmaskKind)) return `This record needs one of: ${needed.join(', ')}.`
  if (kind === 'other-unit' && sharesTeam(row, actor))
    return 'This record needs other-unit: a supervisor who is in no team of the case or of its requester.'
  return null
}

export function stateOf({ row, views }: FoundRequest, now: Date): UnmaskRequest['state'] {
  if (row.outcome === 'refused') return 'refused'
  if (row.outcome === null) return row.expires_at <= now ? 'expired' : 'requested'
  return (row.until as Date) <= now || views.length >= mostViews ? 'expired' : 'approved'
}

async function withCases(tx: Tx, rows: readonly UnmaskRow[]): Promise<FoundRequest[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const files = await tx.db
    .selectFrom('case_file')
    .selectAll()
    .where(
      'id',
      'in',
      rows.map((row) => row.case_id),
    )
    .execute()
  const views = await tx.db
    .selectFrom('unmask_view')
    .select(['request_id', 'at'])
    .where('request_id', 'in', ids)
    .orderBy('at')
    .execute()
  return rows.flatMap((row) => {
    const file = files.find(({ id }) => id === row.case_id)
    const own = views.flatMap(({ request_id, at }) => (request_id === row.id ? [at] : []))
    return file === undefined ? [] : [{ row, file, views: own }]
  })
}

/**
 * Lists the requests that the actor may know of, at most 200: all, or those of one case. First those that wait for an answer or for the review
 * by oversight, then the newest.
 */
export async function listRequests(tx: Tx, caseId?: string): Promise<UnmaskRequest[]> {
  let query = tx.db.selectFrom('unmask_request').selectAll()
  if (caseId !== undefined) query = query.where('case_id', '=', caseId)
  if (tx.actor.role === 'analyst') query = query.where('requested_by', '=', tx.actor.person)
  if (tx.actor.role === 'supervisor')
    query = query.where(
      sql<boolean>`(requested_by = ${tx.actor.person} or approver = 'other-unit' or teams && ${[...tx.actor.teams]}::text[])`,
    )
  const waits = sql`(outcome is null and expires_at > ${tx.now}) or (outcome = 'approved' and reviewed_at is null)`
  const rows = await query
    .orderBy(sql`coalesce(${waits}, false)`, 'desc')
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(mostListed)
    .execute()
  const found = await withCases(
    tx,
    rows.filter((row) => mayKnow(row, tx.actor)),
  )
  const shown = await showRequests(tx, found)
  return shown.filter(({ reason }) => reason !== null)
}

/** Describes one request as its reader sees it. */
export async function showRequest(tx: Tx, found: FoundRequest): Promise<UnmaskRequest> {
  const [shown] = await showRequests(tx, [found])
  return shown as UnmaskRequest
}

/** Returns the reason of a request; null if the actor may not read it, and an empty text if its bytes are damaged. */
const reasonOf = (tx: Tx, { row, file }: FoundRequest): Promise<string | null> =>
  undamagedOr(
    tx,
    `case:${file.id}`,
    () =>
      tx.openIfAllowed<{ reason: string }>({ ...routedTo(file, tx.actor), id: row.id, a: null, b: row.b })?.value
        .reason ?? null,
    '',
  )

async function showRequests(tx: Tx, all: readonly FoundRequest[]): Promise<UnmaskRequest[]> {
  const people = all.flatMap(({ row }) => [row.requested_by, row.decided_by, row.reviewed_by])
  const names = await namesOf(tx, people)
  const name = (id: string | null) => names.get(id ?? '') ?? 'Somebody'
  const reasons = await Promise.all(all.map((found) => reasonOf(tx, found)))
  return all.map((found, place) => {
    const { row, file, views } = found
    const state = stateOf(found, tx.now)
    const isOwn = row.requested_by === tx.actor.person
    const decides = tx.actor.role === 'supervisor' && !isOwn && state === 'requested'
    return {
      ...{ id: row.id, gateway: file.gateway as UnmaskRequest['gateway'], recordId: row.subject_id },
      ...{ caseId: file.id as UnmaskRequest['caseId'], caseNumber: Number(file.number), regime: file.regime },
      fields: row.fields as UnmaskRequest['fields'],
      ground: row.ground as UnmaskRequest['ground'],
      reason: reasons[place] ?? null,
      ...{ needs: kindsFor(row.approver), maxHours: row.max_hours },
      ...{ requestedBy: name(row.requested_by), requestedAt: row.requested_at.toISOString() },
      ...{ expiresAt: row.expires_at.toISOString(), state },
      approval:
        row.outcome === 'approved'
          ? {
              ...{ kind: row.kind as UnmaskKind, by: name(row.decided_by) },
              ...{ reference: row.reference, documentSha256: row.document_sha256 },
              ...{ at: (row.decided_at as Date).toISOString(), until: (row.until as Date).toISOString() },
              viewsLeft: Math.max(0, mostViews - views.length),
            }
          : null,
      refusal:
        row.outcome === 'refused'
          ? { by: name(row.decided_by), at: (row.decided_at as Date).toISOString(), text: row.refusal ?? '' }
          : null,
      views: views.map((at) => at.toISOString()),
      review:
        row.reviewed_at === null
          ? null
          : { by: name(row.reviewed_by), at: row.reviewed_at.toISOString(), text: row.review_note ?? '' },
      may: {
        view: isOwn && state === 'approved',
        decide: decides && kindsFor(row.approver).some((kind) => wrongKind(row, tx.actor, kind) === null),
        review: tx.actor.role === 'oversight' && row.outcome === 'approved' && row.reviewed_at === null,
      },
    } satisfies UnmaskRequest
  })
}
