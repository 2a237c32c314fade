import type {
  CargoConsignment,
  CargoConveyance,
  CargoEquipment,
  CargoFinding,
  CargoLoad,
  ConsignmentDetail,
} from '@entente/contracts'
import { useRead } from '../../../app/query.ts'

/** A consignment as the node shows it, with the types of the readers. Masked fields are null or empty. */
export interface StatedConsignment
  extends Omit<ConsignmentDetail, 'consignment' | 'conveyance' | 'loads' | 'equipment' | 'findings'> {
  consignment: CargoConsignment
  conveyance: CargoConveyance | null
  loads: CargoLoad[]
  equipment: StatedEquipment[]
  findings: StatedFinding[]
}
/** A finding with the message that it is about; null if only several messages show it. */
export type StatedFinding = CargoFinding & { messageId: string | null }
/** A container, ULD or trailer as one message states it. */
export type StatedEquipment = CargoEquipment & { messageId: string; format: string }

export const consignmentPath = (id: string): string => `/v1/cargo/consignments/${id}`

/** Reads a consignment in its newest version, or in an earlier one. */
export const useConsignment = (id: string, { version, enabled }: { version?: number; enabled?: boolean } = {}) =>
  useRead<StatedConsignment>(consignmentPath(id), { version }, { enabled: enabled ?? true })

/** A container of a stowage plan that no declaration names. Nothing is stated about its goods. */
export const isStowed = ({ key }: Pick<StatedConsignment, 'key'>): boolean => key.startsWith('stowed/')

/**
 * Returns the description of the goods by the filer: that of the consignment, else those of its items, else the key. An undeclared
 * container has its number.
 */
export function goodsWords({ consignment, key }: Pick<StatedConsignment, 'consignment' | 'key'>): string {
  const items = consignment.items.flatMap(({ description }) => description ?? [])
  if (consignment.description !== null || items.length > 0)
    return consignment.description ?? [...new Set(items)].join(', ')
  return (isStowed({ key }) ? consignment.equipmentIds[0] : undefined) ?? key
}

/** Returns the code of a route: `IST → OSL`. Null if neither end is stated. */
export function endsOf({ consignment }: Pick<StatedConsignment, 'consignment'>): string | null {
  const from = consignment.origin ?? consignment.portOfLoading
  const to = consignment.destination ?? consignment.portOfDischarge
  return from === null && to === null ? null : `${from ?? '–'} → ${to ?? '–'}`
}
