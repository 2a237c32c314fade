import type { Tx } from '../../../safeguards/access/door.ts'
import type { StatementDraft } from './statement-draft.ts'

export interface Replaced {
  flightIds: string[]
  /** Travellers of the replaced statements. */
  travellerIds: Set<string>
  /** By new statement: whose traveller the statement was that it stands for. */
  hints: Map<string, string>
}

/**
 * Puts what an earlier reading of a message said out of force, before a new one takes its place. A new statement stands for the old one with a key in
 * common, else for the one at the same place: the traveller keeps their id through a fix.
 */
export async function replaceStatements(
  tx: Pick<Tx, 'db'>,
  messageId: string,
  version: number,
  drafts: readonly StatementDraft[],
): Promise<Replaced> {
  const replaced: Replaced = { flightIds: [], travellerIds: new Set(), hints: new Map() }
  if (version === 1) return replaced
  const old = await tx.db
    .updateTable('statement')
    .set({ current: false })
    .where('message_id', '=', messageId)
    .where('current', '=', true)
    .returning([
      'flight_id',
      'traveller_id',
      'pointer',
      'source',
      'document_keys',
      'reference_key',
      'locator_name_key',
      'name_birth_key',
    ])
    .execute()
  await tx.db.updateTable('reservation_version').set({ current: false }).where('message_id', '=', messageId).execute()
  const flights = await tx.db
    .updateTable('flight_message')
    .set({ current: false })
    .where('message_id', '=', messageId)
    .returning('flight_id')
    .execute()
  replaced.flightIds = [...new Set([...flights, ...old].map((row) => row.flight_id))]
  if (replaced.flightIds.length > 0) {
    await tx.db
      .selectFrom('flight')
      .select('id')
      .where('id', 'in', replaced.flightIds)
      .orderBy('id')
      .forUpdate()
      .execute()
  }

  const byKey = new Map<string, string>()
  const byPlace = new Map<string, string>()
  for (const row of old) {
    if (row.traveller_id === null) continue
    replaced.travellerIds.add(row.traveller_id)
    byPlace.set(`${row.source}|${row.pointer}`, row.traveller_id)
    for (const key of keysOf(row)) byKey.set(key, row.traveller_id)
  }
  const taken = new Set<string>()
  for (const draft of drafts) {
    const known = keysOf(draft)
      .map((key) => byKey.get(key))
      .find((id) => id !== undefined)
    if (known === undefined) continue
    replaced.hints.set(draft.id, known)
    taken.add(known)
  }
  for (const draft of drafts) {
    const there = byPlace.get(`${draft.source}|${draft.pointer}`)
    if (!replaced.hints.has(draft.id) && there !== undefined && !taken.has(there)) replaced.hints.set(draft.id, there)
  }
  return replaced
}

type Keys = Pick<StatementDraft, 'document_keys' | 'reference_key' | 'locator_name_key' | 'name_birth_key'>
const keysOf = (keys: Keys): string[] =>
  [
    ...keys.document_keys.map((key) => key.subarray(0, 16)),
    keys.reference_key,
    keys.locator_name_key,
    keys.name_birth_key,
  ]
    .filter((key) => key !== null)
    .map((key) => key.toString('latin1'))
