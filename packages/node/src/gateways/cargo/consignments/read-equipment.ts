import type { CargoEquipment } from '@entente/contracts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import type { MergedConsignment, PartContent, StoredReading } from '../classes/content-classes.ts'
import type { OpenFiling } from './open-filings.ts'
import { isSameVoyage, voyageOf } from './voyage.ts'

/** A container, ULD or trailer as one message states it. */
type StatedEquipment = CargoEquipment & { messageId: string; format: string }

/** The most parts of readings that one consignment opens, and the most pieces of equipment that it lists. */
const mostParts = 40
const mostEquipment = 200
/** The largest message in bytes whose parts are opened for one consignment: each page view opens them again. */
export const largestOpened = 8 * 1024 * 1024
/** Stowage plans name no consignment: those of the same voyage are looked for among the newest that came this close. */
const mostPlans = 12
const plansWithinMs = 21 * 86_400_000

/**
 * Reads the equipment of a consignment from its messages in force, and for a voyage from the stowage plans about it, which
 * state the verified mass and the cell.
 */
export async function readEquipment(
  tx: Tx,
  { consignment, conveyance, loads }: MergedConsignment,
  filings: readonly OpenFiling[],
): Promise<{ equipment: StatedEquipment[]; isCut: boolean }> {
  const ids = new Set([
    ...consignment.equipmentIds,
    ...consignment.items.flatMap(({ equipmentIds }) => equipmentIds),
    ...loads.flatMap(({ equipmentId }) => equipmentId ?? []),
  ])
  if (ids.size === 0) return { equipment: [], isCut: false }
  const own = [...new Set(filings.filter(({ shown }) => shown.inForce).map(({ shown }) => shown.messageId))]
  const newest = filings.at(-1)?.shown.receivedAt
  const plans =
    consignment.mode === 'sea' && newest !== undefined ? await plansOf(tx, conveyance, new Date(newest)) : []
  const { found, isCut } = await equipmentOf(tx, [...own, ...plans], ids)
  return { equipment: found.slice(0, mostEquipment), isCut: isCut || found.length > mostEquipment }
}

/** Finds the stowage plans of a voyage. */
async function plansOf(tx: Tx, conveyance: MergedConsignment['conveyance'], near: Date): Promise<string[]> {
  const voyage = voyageOf(conveyance)
  if (voyage === null) return []
  const rows = await tx.db
    .selectFrom('message')
    .innerJoin('reading', (join) =>
      join.onRef('reading.message_id', '=', 'message.id').onRef('reading.version', '=', 'message.read_version'),
    )
    .selectAll('message')
    .select(['reading.a', 'reading.b'])
    .where('message.gateway', '=', 'cargo')
    .where('message.format', '=', 'baplie')
    .where('message.received_at', '>', new Date(near.getTime() - plansWithinMs))
    .where('message.received_at', '<', new Date(near.getTime() + plansWithinMs))
    .orderBy('message.received_at', 'desc')
    .limit(mostPlans)
    .execute()
  return rows.flatMap((row) => {
    const messages = tx.openIfAllowed<StoredReading>(row as PersonalRow)?.value.messages ?? []
    const isSame = ({ conveyance: stated }: (typeof messages)[number]) => {
      const other = voyageOf(stated)
      return other !== null && isSameVoyage(other, voyage)
    }
    return messages.some(isSame) ? [row.id] : []
  })
}

/** Reads the equipment with these ids. `isCut`: a message is too large, or there are too many parts, so some may be missing. */
async function equipmentOf(
  tx: Tx,
  messageIds: string[],
  ids: ReadonlySet<string>,
): Promise<{ found: StatedEquipment[]; isCut: boolean }> {
  if (messageIds.length === 0) return { found: [], isCut: false }
  const parts = await tx.db
    .selectFrom('cargo_reading_part as p')
    .innerJoin('message as m', (join) =>
      join.onRef('m.id', '=', 'p.message_id').onRef('m.read_version', '=', 'p.read_version'),
    )
    .selectAll('m')
    .select(['p.a', 'p.b'])
    .where('m.id', 'in', messageIds)
    .where('m.bytes', '<=', largestOpened)
    .orderBy('m.received_at')
    .orderBy('p.ordinal')
    .limit(mostParts + 1)
    .execute()
  const large = await tx.db
    .selectFrom('message')
    .select('id')
    .where('id', 'in', messageIds)
    .where('bytes', '>', largestOpened)
    .limit(1)
    .executeTakeFirst()
  const next = takeTurns()
  const found: StatedEquipment[] = []
  for (const part of parts.slice(0, mostParts)) {
    const all = tx.openIfAllowed<PartContent>(part as PersonalRow)?.value.equipment ?? []
    for (const { value } of all)
      if (ids.has(value.id)) found.push({ ...value, messageId: part.id, format: part.format ?? '' })
    await next()
  }
  return { found, isCut: large !== undefined || parts.length > mostParts }
}
