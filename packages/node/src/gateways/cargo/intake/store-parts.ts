import { sql } from 'kysely'
import type { MessageRow, ReadPart } from '../../../pipeline/gateway/intake.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords } from '../../../store/write-records.ts'
import { partClasses } from '../classes/content-classes.ts'
import { filingRow, lawOf } from '../consignments/filing-row.ts'
import { mergeConsignments } from '../consignments/merge-consignments.ts'
import { type NewFiling, storeFilings } from '../consignments/merged-filings.ts'
import { type FiledKey, issuedAtOf, lockFamiliesOf, resolveConsignments } from '../consignments/resolve-consignments.ts'
import { shortened, storedKey } from '../consignments/stored-key.ts'
import type { CargoPart, DraftFiling } from './collect-parts.ts'
import { noteEquipment } from './note-equipment.ts'

/** A stored part: the consignments of its filings, and those with a new version. */
export interface StoredPart {
  messageId: string
  filed: { ordinal: number; consignmentId: string }[]
  changed: string[]
}

interface Drafted {
  of: ReadPart<CargoPart>
  draft: DraftFiling
  key: FiledKey
}

/**
 * Stores parts of readings: their filings, and the new versions of their consignments. It runs a fixed number of
 * statements, however many filings there are. A filing that is stored already stays as it is.
 */
export async function storeParts(tx: Tx, parts: readonly ReadPart<CargoPart>[]): Promise<StoredPart[]> {
  storeContents(tx, parts)
  await noteEquipment(tx, parts)
  const drafted = parts.flatMap((of) => of.part.filings.map((draft) => ({ of, draft, key: keyOf(of.message, draft) })))
  const { ids: found, made } = await resolveConsignments(
    tx,
    drafted.map(({ key }) => key),
  )
  const ids = [...new Set(found)]
  const stored = (part: ReadPart<CargoPart>) =>
    drafted.flatMap(({ of, draft }, place) =>
      of === part ? [{ ordinal: draft.ordinal, consignmentId: found[place] as string }] : [],
    )
  let changed = new Set<string>()
  if (ids.length > 0) {
    const rows = filingRows(tx, drafted, found)
    // The first filings of a consignment are merged before they are stored, so nothing reads and changes them again.
    const isFirst = ({ consignment_id: id }: NewFiling) => made.has(id)
    await storeFilings(
      tx,
      rows.filter((row) => !isFirst(row)),
    )
    await replaceEarlier(tx, parts, ids)
    changed = await mergeConsignments(tx, ids, parts.at(-1)?.message.id as string, rows.filter(isFirst))
  }
  const listed = new Set<string>()
  return parts.map((part) => {
    const filed = stored(part)
    // A consignment that several messages change is compared once.
    const own = filed.map(({ consignmentId }) => consignmentId).filter((id) => changed.has(id) && !listed.has(id))
    for (const id of own) listed.add(id)
    const linked = part === parts.at(-1) ? [...changed].filter((id) => !ids.includes(id)) : []
    return { messageId: part.message.id, filed, changed: [...new Set([...own, ...linked])] }
  })
}

/** The filings that one step of the end of a reading replaces. */
const replacedAtOnce = 1000

/**
 * Ends a reading in steps: filings of earlier readings of the message that this one did not make again stop counting. `from` is
 * the `next` of the step before, or null. Returns the consignments that changed. A repeated step changes nothing.
 */
export async function endReading(
  tx: Tx,
  message: MessageRow,
  version: number,
  from: string | null,
): Promise<{ changed: string[]; next: string | null }> {
  if (version === 1) return { changed: [], next: null }
  const [reading, ordinal] = (from ?? '0 -1').split(' ').map(Number) as [number, number]
  const left = await tx.db
    .selectFrom('cargo_filing')
    .select(['id', 'consignment_id', 'read_version', 'ordinal'])
    .where('message_id', '=', message.id)
    .where('read_version', '<', version)
    .where('current', '=', true)
    .where(sql<boolean>`(read_version, ordinal) > (${reading}::int, ${ordinal}::int)`)
    .orderBy('read_version')
    .orderBy('ordinal')
    .limit(replacedAtOnce)
    .execute()
  const last = left.at(-1)
  if (last === undefined) return { changed: [], next: null }
  const ids = [...new Set(left.map(({ consignment_id }) => consignment_id))].sort()
  await lockFamiliesOf(tx, ids)
  await tx.db
    .updateTable('cargo_filing')
    .set({ current: false, in_force: false })
    .where((e) => e('id', '=', e.fn.any(e.val(left.map(({ id }) => id)))))
    .execute()
  const changed = [...(await mergeConsignments(tx, ids, message.id))]
  return { changed, next: left.length < replacedAtOnce ? null : `${last.read_version} ${last.ordinal}` }
}

function keyOf(message: MessageRow, { content: { consignment, header } }: DraftFiling): FiledKey {
  const { received_at: receivedAt } = message
  const { key, parentKey } = storedKey(consignment, message.sender_id)
  const local = header.lrn === null ? null : shortened(`ens/${header.sender ?? message.sender_id}/${header.lrn}`)
  const isDeclaration = consignment.level === 'declaration' && key.startsWith('ens/')
  return {
    key,
    // A declaration is known by its local reference until it has a number.
    formerKey: isDeclaration && header.mrn !== null && local !== key ? local : null,
    parentKey,
    level: consignment.level,
    mode: consignment.mode,
    senderId: message.sender_id,
    receivedAt,
    issuedAt: issuedAtOf(consignment.issuedAt, receivedAt),
    law: lawOf(message),
  }
}

function storeContents(tx: Tx, parts: readonly ReadPart<CargoPart>[]): void {
  if (parts.length === 0) return
  const rows = parts.map(({ message, version, ordinal, part }) => ({
    ...{ message_id: message.id, read_version: version, ordinal, has_findings: part.content.findings.length > 0 },
    ...tx.seal(message.id, part.content, partClasses, message),
  }))
  const conflict = { at: ['message_id', 'read_version', 'ordinal'], update: 'none' } as const
  tx.later(insertRecords('cargo_reading_part', rows, { conflict, bytes: ['a', 'b'] }))
}

const filingRows = (tx: Tx, drafted: readonly Drafted[], consignmentIds: readonly string[]): NewFiling[] =>
  drafted.map(({ of: { message, version }, draft }, place) =>
    filingRow(tx, consignmentIds[place] as string, { message, version, ...draft }),
  )

/** The filings of an earlier reading of a message stop counting where this reading states the consignment again. */
async function replaceEarlier(tx: Tx, parts: readonly ReadPart<CargoPart>[], ids: readonly string[]): Promise<void> {
  for (const { message, version } of parts) {
    if (version === 1) continue
    await tx.db
      .updateTable('cargo_filing')
      .set({ current: false, in_force: false })
      .where('message_id', '=', message.id)
      .where('read_version', '<', version)
      .where('current', '=', true)
      .where((e) => e('consignment_id', '=', e.fn.any(e.val([...ids]))))
      .execute()
  }
}
