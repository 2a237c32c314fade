import { blockingParts, type CasePart } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CaseFile } from './case-record.ts'

/** Returns the columns of a locked case after a change of these parts: the next version, and the version of each part. */
export function nextVersion(
  row: Pick<CaseFile, 'version' | 'part_versions'>,
  parts: readonly CasePart[],
): { version: number; part_versions: string } {
  const version = row.version + 1
  const changed = Object.fromEntries(parts.map((part) => [part, version]))
  return { version, part_versions: JSON.stringify({ ...row.part_versions, ...changed }) }
}

/** Returns a locked case to review, assigned to nobody. */
export async function returnCaseToReview(tx: Tx, row: CaseFile): Promise<void> {
  const next = nextVersion(row, ['state'])
  await tx.db
    .updateTable('case_file')
    .set({ state: 'in-review', assigned_to: null, ...next })
    .where('id', '=', row.id)
    .execute()
  await tx.announce('case.changed', row.id, next.version, ['state'])
}

/** Notes that the node gave this version of the case to the person of the transaction. */
export async function noteRead(tx: Tx, { id, version }: Pick<CaseFile, 'id' | 'version'>): Promise<void> {
  await tx.db
    .insertInto('case_read')
    .values({ case_id: id, person_id: tx.actor.person, version, at: tx.now })
    .onConflict((conflict) => conflict.columns(['case_id', 'person_id']).doUpdateSet({ version, at: tx.now }))
    .execute()
}

/** Notes the present version for a person who views a case that the node did not give to them otherwise. */
export async function noteFirstRead(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .insertInto('case_read')
    .columns(['case_id', 'person_id', 'version', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('case_file')
        .select(['id', sql.val(tx.actor.person).as('person_id'), 'version', sql.val(tx.now).as('at')])
        .where('id', '=', caseId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The version of a case that a person has seen, and when the node gave it to them. */
interface SeenCase {
  version: number
  at: Date
}

/**
 * Returns the version of the case that the person of the transaction has seen: the newest that the node gave to them, or
 * the earlier one that they state. A person whom the node gave no version has seen version 0.
 */
export async function seenBy(tx: Tx, caseId: string, stated: number | undefined): Promise<SeenCase> {
  const read = await tx.db
    .selectFrom('case_read')
    .select(['version', 'at'])
    .where('case_id', '=', caseId)
    .where('person_id', '=', tx.actor.person)
    .executeTakeFirst()
  if (read === undefined) return { version: 0, at: new Date(0) }
  return { version: Math.min(stated ?? read.version, read.version), at: read.at }
}

type Whose = 'own' | 'proposer'

/**
 * Requires that no part on which a decision rests changed since it was seen. The signal of a hit may have changed after that
 * while the comparison is still to come. Throws `evidence-changed` with the parts.
 */
export async function checkSeen(tx: Tx, row: CaseFile, seen: SeenCase, whose: Whose): Promise<void> {
  checkParts(row, seen.version, whose)
  if (await hasNewerSignal(tx, row.id, seen.at)) throw changed(['signal'], whose)
}

/** Requires that no part on which a decision rests has a later version than this. Throws `evidence-changed` with the parts. */
export function checkParts(row: CaseFile, version: number, whose: Whose): void {
  const later = blockingParts.filter((part) => (row.part_versions[part] ?? 0) > version)
  if (later.length > 0) throw changed(later, whose)
}

function changed(parts: readonly (typeof blockingParts)[number][], whose: Whose): Error {
  const named = parts.map((part) => partNames[part]).join(', ')
  return fail('evidence-changed', {
    detail: `Changed since ${whose === 'own' ? 'you' : 'the proposer'} saw it: ${named}.`,
    errors: parts.map((part) => ({ code: 'changed', at: `/${part}`, message: `Changed: ${partNames[part]}.` })),
  })
}

const partNames = { evidence: 'the evidence', signal: 'the signal', person: 'the details of the person' }

/** Tests whether the signal of a live hit got a newer version than the hit after this time. */
async function hasNewerSignal(tx: Tx, caseId: string, since: Date): Promise<boolean> {
  const found = await tx.db
    .selectFrom('hit as h')
    .innerJoin('signal_version as v', 'v.signal_id', 'h.signal_id')
    .select('h.id')
    .where('h.case_id', '=', caseId)
    .where('h.withdrawn_at', 'is', null)
    .whereRef('v.version', '>', 'h.signal_version')
    .where('v.at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
