import { randomUUID } from 'node:crypto'
import type { DraftAnswer, DraftBody, DraftKind, DraftRequest, KeptDraft } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { secondPersonBars } from '../cases/case-people.ts'
import { type CaseFile, findCase, openPart } from '../cases/case-record.ts'
import { checkAssignee, checkState } from '../cases/check-proposable.ts'
import { onCase } from '../cases/on-case.ts'
import { draftClasses } from '../cases/record-classes.ts'
import { draftHours, removeDrafts } from './delete-drafts.ts'

/** The size of a draft as JSON, in bytes, and the number of drafts of one person. */
export const mostDraft = { bytes: 20_000, ofPerson: 100 }

const onDraft = (caseId: string, more: Partial<AccessIntent> = {}): AccessIntent =>
  onCase(caseId, 'case.work', more.type ?? 'draft.keep', more)

const ownDraft = (tx: Tx, caseId: string, kind: DraftKind) =>
  tx.db
    .selectFrom('case_draft')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('person_id', '=', tx.actor.person)
    .where('kind', '=', kind)

/** The version of a draft is the time at which it was kept, in milliseconds. So the version of a deleted draft never returns. */
const versionOf = (keptAt: Date): KeptDraft => ({ version: keptAt.getTime(), keptAt: keptAt.toISOString() })

/**
 * Keeps the unfinished decision of one person on one case. It replaces the draft that the caller knows, and no newer one. Only
 * the first draft until its deletion leaves a log entry. Errors: `draft-newer` with both times, `draft-too-large`, `draft-limit`,
 * those of the act that the draft is for: `case-decided`, `case-closed`, `second-person-required`, `no-proposal`, `same-person`,
 * `case-edited`, `role`, `refused`.
 */
export async function keepDraft(
  access: AccessStore,
  caseId: string,
  kind: DraftKind,
  { version: known, ...body }: z.infer<typeof DraftRequest>,
): Promise<KeptDraft> {
  const bytes = Buffer.byteLength(JSON.stringify(body))
  if (bytes > mostDraft.bytes) {
    throw fail('draft-too-large', { detail: `The draft has ${bytes} bytes, and may have ${mostDraft.bytes}.` })
  }
  return access.transaction(onDraft(caseId, { details: { kind } }), async (tx) => {
    const row = await lockDraftable(tx, caseId, kind)
    const stored = await ownDraft(tx, caseId, kind).forUpdate().executeTakeFirst()
    if (stored === undefined) {
      await checkNumber(tx)
      const keptAt = await insertDraft(tx, row, kind, known, body)
      if (keptAt === null) throw newerDraft(tx.now, known)
      tx.counted(1)
      return versionOf(keptAt)
    }
    if (stored.kept_at.getTime() !== known) throw newerDraft(stored.kept_at, known)
    const kept_at = after(known, tx.now)
    await tx.db
      .updateTable('case_draft')
      .set({ kept_at, ...tx.seal(stored.id, body, draftClasses, row) })
      .where('id', '=', stored.id)
      .execute()
    tx.continuesEntry()
    return versionOf(kept_at)
  })
}

function newerDraft(keptAt: Date, known: number): Error {
  const own = known === 0 ? 'none' : `that of ${new Date(known).toISOString()}`
  return fail('draft-newer', { detail: `The node keeps a draft of ${keptAt.toISOString()}. This tab knows ${own}.` })
}

const after = (known: number, now: Date): Date => new Date(Math.max(now.getTime(), known + 1))

/**
 * Requires that the person may record what the draft is for. Locks the case against changes until the end of the transaction, and returns it:
 * otherwise a decision could delete the drafts a moment before this one is written.
 */
async function lockDraftable(tx: Tx, caseId: string, kind: DraftKind): Promise<CaseFile> {
  const row = await tx.db
    .selectFrom('case_file')
    .selectAll()
    .where('id', '=', caseId)
    .forShare()
    .executeTakeFirstOrThrow()
  if (kind === 'first') {
    checkState(row)
    checkAssignee(tx, row)
    return row
  }
  if (row.state === 'decided') throw fail('case-decided')
  if (row.state !== 'awaiting-second') throw fail('no-proposal')
  if (tx.actor.role !== 'supervisor') throw fail('role', { detail: 'A supervisor confirms as second person.' })
  const bar = (await secondPersonBars(tx, [caseId], tx.actor.person)).get(caseId)
  if (bar !== undefined) throw fail(bar)
  return row
}

async function checkNumber(tx: Tx): Promise<void> {
  const { drafts } = await tx.db
    .selectFrom('case_draft')
    .select((eb) => eb.fn.countAll<string>().as('drafts'))
    .where('person_id', '=', tx.actor.person)
    .executeTakeFirstOrThrow()
  if (Number(drafts) >= mostDraft.ofPerson) {
    throw fail('draft-limit', {
      detail: `You have ${drafts} drafts. Record or throw away one of them; a draft is deleted after ${draftHours} hours.`,
    })
  }
}

/**
 * Stores the first draft that the person of the transaction makes on a case, later than `known`. Returns the time at which it was kept, or null if
 * the person has a draft already.
 */
export async function insertDraft(
  tx: Tx,
  row: CaseFile,
  kind: DraftKind,
  known: number,
  body: DraftBody,
): Promise<Date | null> {
  const id = randomUUID()
  const kept_at = after(known, tx.now)
  const inserted = await tx.db
    .insertInto('case_draft')
    .values({
      ...{ id, case_id: row.id, person_id: tx.actor.person, kind, kept_at },
      ...tx.seal(id, body, draftClasses, row),
    })
    .onConflict((conflict) => conflict.columns(['case_id', 'person_id', 'kind']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted === undefined ? null : kept_at
}

/** Returns the person's own draft, or null if there is none or it is older than a day. */
export async function readDraft(access: AccessStore, caseId: string, kind: DraftKind): Promise<DraftAnswer> {
  const intent = onDraft(caseId, { type: 'record.read', decision: 'allow', details: { part: 'draft' } })
  return access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const stored = await ownDraft(tx, caseId, kind)
      .where('kept_at', '>', new Date(tx.now.getTime() - draftHours * 3_600_000))
      .executeTakeFirst()
    if (stored === undefined) return { draft: null }
    const row = (await findCase(tx, caseId)) as CaseFile
    const { value, masked } = openPart<DraftBody>(tx, row, stored)
    return { draft: masked ? null : { ...value, ...versionOf(stored.kept_at) } }
  })
}

/** Deletes the person's own draft, if there is one. */
export async function throwDraftAway(access: AccessStore, caseId: string, kind: DraftKind): Promise<void> {
  await access.transaction(onDraft(caseId, { type: 'draft.delete', details: { cause: 'person' } }), async (tx) => {
    const count = await removeDrafts(tx, caseId, { person: tx.actor.person, kind })
    if (count === 0) tx.leavesNoEntry()
    tx.counted(count)
  })
}
