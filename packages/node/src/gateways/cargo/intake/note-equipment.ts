import type { CargoFormat } from '@entente/contracts'
import { sql } from 'kysely'
import type { ReadPart } from '../../../pipeline/gateway/intake.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords } from '../../../store/write-records.ts'
import { askComparison, keepVoyages } from '../consignments/keep-voyages.ts'
import { preparedAt } from '../consignments/partial-date.ts'
import { containerNumber, portCode, type Voyage, voyageOf } from '../consignments/voyage.ts'
import type { CargoPart, PartHead } from './collect-parts.ts'

/** A container number has eleven characters (ISO 6346). A longer one than this is no number. */
const longestContainer = 35
const rowsPerPart = 10_000

/**
 * Stores what parts of manifests and stowage plans state about containers, for their comparison (rule R9). Runs two statements,
 * and none for messages without a voyage.
 */
export async function noteEquipment(tx: Tx, parts: readonly ReadPart<CargoPart>[]): Promise<void> {
  const noted = parts.flatMap((of) =>
    of.part.heads.flatMap((head) => {
      const voyage = voyageOf(head.conveyance)
      return voyage === null ? [] : [{ of, head, voyage }]
    }),
  )
  if (noted.length === 0) return
  const messages = noted.map(({ of: { message, version }, head, voyage }) => messageRow(message, version, head, voyage))
  const conflict = { at: ['message_id', 'read_version', 'place'], update: 'none' } as const
  await insertRecords('cargo_voyage_message', messages, { conflict }).execute(tx.db)
  const equipment = noted.flatMap(({ of, head }) => equipmentRows(of, head.message))
  if (equipment.length > 0)
    await insertRecords('cargo_stated_equipment', equipment, {
      conflict: { at: ['message_id', 'read_version', 'container', 'place'], update: 'none' },
    }).execute(tx.db)
  await keepVoyages(
    tx,
    noted.map(({ voyage }) => voyage),
  )
}

function messageRow(message: ReadPart<CargoPart>['message'], version: number, head: PartHead, voyage: Voyage) {
  const { received_at: receivedAt } = message
  return {
    ...{ message_id: message.id, read_version: version, place: head.message, voyage_id: voyage.id },
    ...{ sender_id: message.sender_id, is_plan: isPlan(head.format), cancels: head.header.function === 'cancellation' },
    departure: portCode(head.conveyance?.departurePlace ?? null),
    prepared_at: preparedAt(head.header.preparedAt, receivedAt),
    received_at: receivedAt,
  }
}

const isPlan = (format: CargoFormat): boolean => format === 'baplie'

function equipmentRows({ message, version, ordinal, part }: ReadPart<CargoPart>, place: number) {
  return part.content.equipment.flatMap(({ message: of, value }, at) => {
    const container = containerNumber(value.id)
    if (of !== place || container === '' || container.length > longestContainer) return []
    return [
      {
        ...{ message_id: message.id, read_version: version, container, place, ordinal: ordinal * rowsPerPart + at },
        ...{ filled: value.full, gross_kg: value.grossKg, vgm_kg: value.vgmKg, tare_kg: value.tareKg },
        port_of_loading: portCode(value.portOfLoading),
        port_of_discharge: portCode(value.portOfDischarge),
        alone: value.consignmentIds.length === 0,
      },
    ]
  })
}

/** Asks for the comparison of the voyages of a message that was read in parts, once all of them are stored. */
export async function askAfterReading(tx: Tx, messageId: string, version: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`select distinct voyage_id as id from cargo_voyage_message
    where message_id = ${messageId} and read_version = ${version}`.execute(tx.db)
  await askComparison(
    tx,
    rows.map(({ id }) => id),
  )
}
