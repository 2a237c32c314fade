// Tables of voyages, their containers and the pages of manifests, as the migrations make them.
import type { ColumnType } from 'kysely'
import type { Instant, Maybe } from '../../../store/column-types.ts'

/**
 * Filings of containers that no declaration names have places from this one on, behind the consignments of every file: the node
 * made them, and their file states no such consignment.
 */
export const stowedFrom = 1_000_000_000

interface VoyageTable {
  /** The digest of the other facts of the voyage. */
  id: string
  /** The digest of the voyage number. Voyages of one series may be the same voyage. */
  series: string
  imo: string | null
  /** The call sign and the name of the vessel, as `voyageOf` writes them. */
  names: string[]
  /** Ship and number, for keys of containers. */
  label: string
  /** When manifests and plans were compared, and how many containers that were. */
  compared_at: Maybe
  containers: ColumnType<number, number | undefined, number>
}

/** A reading of a message with containers of a voyage: a manifest or a stowage plan. */
interface VoyageMessageTable {
  message_id: string
  read_version: number
  /** The place of the message in its file. */
  place: number
  voyage_id: string
  sender_id: string
  is_plan: boolean
  cancels: boolean
  /** The port that a plan leaves. */
  departure: string | null
  /** When it was prepared, at the latest when it was received. */
  prepared_at: Instant
  received_at: Instant
}

/** What one message states about a container. */
interface StatedEquipmentTable {
  message_id: string
  read_version: number
  container: string
  place: number
  /** Its place among all equipment of the reading. */
  ordinal: number
  filled: boolean | null
  gross_kg: number | null
  vgm_kg: number | null
  tare_kg: number | null
  port_of_loading: string | null
  port_of_discharge: string | null
  /** No bill of the message is on it. */
  alone: boolean
}

/** A finding that manifests and stowage plans of a voyage show together. */
interface EquipmentFindingTable {
  consignment_id: string
  container: string
  code: string
  expected: string | null
  actual: string | null
}

/** A container of a voyage that a stowage plan has and no declaration names. Masses are in kg. */
export interface UndeclaredTable {
  voyage_id: string
  container: string
  /** The key of its consignment, if it is one: only the first of a voyage are. */
  key: string
  /** The stowage plan. */
  message_id: string
  filled: boolean | null
  kg: number | null
  port_of_loading: string | null
  port_of_discharge: string | null
}

/** A page of a flight manifest. */
interface ManifestPageTable {
  message_id: string
  read_version: number
  place: number
  /** The digest of filer, flight and day. */
  journey: string
  page: number
  continued: boolean
  prepared_at: Instant
  received_at: Instant
  /** The first missing page of the journey. */
  missing: number | null
}

interface VoyageSchema {
  cargo_voyage: VoyageTable
  cargo_voyage_message: VoyageMessageTable
  cargo_stated_equipment: StatedEquipmentTable
  cargo_equipment_finding: EquipmentFindingTable
  cargo_undeclared: UndeclaredTable
  cargo_manifest_page: ManifestPageTable
}

// The gateway's tables join those of the node.
declare module '../../../store/schema.ts' {
  interface Schema extends VoyageSchema {}
}
