import {
  type RedressDetail,
  type RedressDocument,
  type RedressOutcome,
  RedressReference,
  type RedressRequest,
  type RedressRow,
} from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../errors.ts'
import type { PersonalRow, Tx } from '../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../safeguards/access/clocks.ts'
import type { AccessRow } from '../../safeguards/access/decide-access.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import type { RedressRequestTable } from '../../store/redress-schema.ts'

export type RequestRow = Selectable<RedressRequestTable>

/** What the person wrote. */
export interface RedressWords {
  name: string
  birthDate: string | null
  documents: RedressDocument[]
  channel: RedressDetail['channel']
  contact: string | null
  text: string
  neededBy: string | null
}
export const wordClasses = classesOf<RedressWords>()('redress_request', {
  ...({ name: 'kept', birthDate: 'kept', channel: 'kept', contact: 'kept', text: 'kept', neededBy: 'kept' } as const),
  documents: { number: 'kept', issuer: 'kept' },
})

/** What the node tells the person, in the words of the reviewer. */
export interface RedressAnswer {
  extension: string | null
  reasons: string | null
}
export const answerClasses = classesOf<RedressAnswer>()('redress_answer', { extension: 'kept', reasons: 'kept' })

/** The attributes that decide access to a request: only the purpose `redress` reads one. */
export const requestAccess = ({
  regime,
  delete_at,
}: Pick<RequestRow, 'regime' | 'delete_at'>): AccessRow & RecordClocks => ({
  ...{ regime, purposes: ['redress'], delete_at, mask_at: null },
})
const asRecord = (row: RequestRow, b: Buffer): PersonalRow => ({ ...requestAccess(row), id: row.id, a: null, b })

export const openWords = (tx: Tx, row: RequestRow): RedressWords => tx.open<RedressWords>(asRecord(row, row.b)).value
export const openAnswer = (tx: Tx, row: RequestRow): RedressAnswer =>
  row.answer === null ? { extension: null, reasons: null } : tx.open<RedressAnswer>(asRecord(row, row.answer)).value
export const sealAnswer = (tx: Tx, row: RequestRow, answer: RedressAnswer): Buffer =>
  tx.seal(row.id, answer, answerClasses, requestAccess(row)).b

/** Finds a request by its reference; undefined if there is none or the text is no reference. */
export async function findRedress(db: Tx['db'], reference: string, lock = false): Promise<RequestRow | undefined> {
  const parsed = RedressReference.safeParse(reference)
  if (!parsed.success) return undefined
  const query = db.selectFrom('redress_request').selectAll().where('reference', '=', parsed.data)
  return (lock ? query.forUpdate() : query).executeTakeFirst()
}

/** Locks a request that exists. Throws `not-found`. */
export async function lockRedress(tx: Tx, reference: string): Promise<RequestRow> {
  const row = await findRedress(tx.db, reference, true)
  if (row === undefined) throw fail('not-found')
  return row
}

/** Returns a request as the list and the person see it, without words. */
function requestFrom(row: RequestRow): RedressRequest {
  return {
    reference: row.reference,
    kind: row.kind as RedressRequest['kind'],
    state: row.state as RedressRequest['state'],
    receivedAt: row.received_at.toISOString(),
    acknowledgeBy: row.acknowledge_by.toISOString(),
    dueAt: row.due_at.toISOString(),
    extendedOnce: row.extended_at !== null,
    extensionReasons: null,
    outcome: row.outcome as RedressOutcome | null,
    reasons: null,
    decidedAt: row.decided_at?.toISOString() ?? null,
    propagation: null,
    clearanceId: null,
  }
}

/**
 * Returns a request as its person sees it. Before the time of the answer it looks as one that nobody decided yet. What other members do is
 * no answer to the person, except that it is complete.
 */
export function publicRequest(row: RequestRow, answer: RedressAnswer, now: Date): RedressRequest {
  const shown = requestFrom(row)
  if (row.outcome !== null && row.answer_at !== null && row.answer_at > now)
    return { ...shown, state: 'assigned', outcome: null, decidedAt: null, extensionReasons: answer.extension }
  // The time of such an answer must not say when it was decided.
  const neither = row.outcome === 'neither-confirm-nor-deny'
  const decidedAt = neither ? (row.answer_at?.toISOString() ?? null) : shown.decidedAt
  return { ...shown, decidedAt, extensionReasons: answer.extension, reasons: answer.reasons }
}

/** Returns a request as a row of the reviewers' list. */
export function rowFrom(row: RequestRow, tx: Tx, names: ReadonlyMap<string, string>): RedressRow {
  return {
    ...requestFrom(row),
    id: row.id,
    about: row.about,
    language: row.language as RedressRow['language'],
    isUrgent: row.urgent,
    isOverdue: isOverdue(row, tx.now),
    reviewer: row.reviewer === null ? null : (names.get(row.reviewer) ?? ''),
    isMine: row.reviewer === tx.actor.person,
  }
}

/** Returns whether nobody took a request up, or nobody decided it, in time. */
export const isOverdue = (row: RequestRow, now: Date): boolean =>
  row.outcome === null && (row.due_at <= now || (row.taken_at === null && row.acknowledge_by <= now))
