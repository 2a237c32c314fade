import { caseReference, type ReadingAnswer, type ReadingRequest } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { type CaseFile, lockCase, openCase, openHit, openPart } from '../cases/case-record.ts'
import { insertNote, onCase } from '../cases/on-case.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { checkOpen } from './case-acts.ts'
import { casesOfPerson, isSame } from './read-person.ts'

/** The longest note that a copy makes, as for a note that a person writes. */
const longest = 4000

/**
 * Copies the actor's own reading of a case to another open case about the same person, as a note with a link to its
 * source: their notes, and the hits and other explanations that they name. It never copies an outcome, a reason or the
 * reading time. The copy counts as work on the other case, so its author cannot confirm that case. Errors: `refused`
 * with the clauses if the actor may not open the other case, `reading-other-person`, `reading-empty`, `case-decided`,
 * `case-closed`.
 */
export function copyReading(
  access: AccessStore,
  gateways: Gateways,
  caseId: string,
  { to, opened = [], weighed = [] }: z.infer<typeof ReadingRequest>,
): Promise<z.infer<typeof ReadingAnswer>> {
  const intent = onCase(caseId, 'case.work', 'reading.copy', { needsUnmasked: true })
  return access.transaction(intent, async (tx) => {
    const [source, target] = await lockBoth(tx, caseId, to)
    // Throws `refused` with every failed clause.
    openCase(tx, target)
    const others = await casesOfPerson(tx, gateways, source)
    if (!others.some((other) => other.id === to && isSame(other))) throw fail('reading-other-person')
    checkOpen(target)
    const text = await readingText(tx, source, opened, weighed)
    if (text === null) throw fail('reading-empty')
    const id = await insertNote(tx, target, 'note', { text, copiedFrom: caseId })
    tx.note({ to })
    await tx.log({ type: 'case.note', ref: `case:${to}`, count: 1, details: { what: 'copied' } })
    tx.counted(1)
    await tx.announce('case.changed', to, target.version)
    return { id, caseId: to, reference: caseReference(target.number), text }
  })
}

/** Locks both cases in one order, so that two copies in opposite directions do not deadlock. */
async function lockBoth(tx: Tx, from: string, to: string): Promise<[CaseFile, CaseFile]> {
  if (from === to) throw fail('reading-other-person')
  const rows = await tx.db.selectFrom('case_file').select('id').where('id', 'in', [from, to]).orderBy('id').execute()
  if (rows.length < 2) throw fail('not-found')
  const locked = new Map<string, CaseFile>()
  for (const { id } of rows) locked.set(id, await lockCase(tx, id))
  return [locked.get(from) as CaseFile, locked.get(to) as CaseFile]
}

async function readingText(
  tx: Tx,
  source: CaseFile,
  opened: readonly string[],
  weighed: readonly string[],
): Promise<string | null> {
  const notes = await ownNotes(tx, source)
  const evidence = await explanationsOf(tx, source, opened)
  // A client may only name what stands in the case.
  const stated = openCase(tx, source).otherExplanations.map(({ text }) => text)
  const considered = stated.filter((text) => weighed.includes(text))
  const parts = [
    ...notes,
    ...(evidence.length > 0 ? [`Evidence opened: ${evidence.join(' ')}`] : []),
    ...(considered.length > 0 ? [`Weighed: ${considered.join(' ')}`] : []),
  ]
  if (parts.length === 0) return null
  return `Copied from ${caseReference(source.number)}.\n${parts.join('\n')}`.slice(0, longest)
}

async function ownNotes(tx: Tx, source: CaseFile): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('case_note')
    .select(['id', 'a', 'b'])
    .where('case_id', '=', source.id)
    .where('person_id', '=', tx.actor.person)
    .where('kind', '=', 'note')
    .orderBy('at')
    .execute()
  return rows.flatMap((row) => {
    const { text, copiedFrom } = openPart<{ text?: string | null; copiedFrom?: string }>(tx, source, row).value
    // A copy is not copied again: the person copies it from its own source.
    return text && copiedFrom === undefined ? [text] : []
  })
}

async function explanationsOf(tx: Tx, source: CaseFile, opened: readonly string[]): Promise<string[]> {
  if (opened.length === 0) return []
  const hits = await tx.db
    .selectFrom('hit')
    .selectAll()
    .where('case_id', '=', source.id)
    .where('id', 'in', [...opened])
    .orderBy('score', 'desc')
    .execute()
  return hits.flatMap((hit) => openHit(tx, source, hit).explanation ?? [])
}
