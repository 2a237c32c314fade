import type { CargoConsignment, CargoConveyance, CargoDeclared, CargoItem, CargoParty } from '@entente/contracts'
import type { FieldRow } from '../xml/fill-fields.ts'

// The field map of the ASYCUDA World manifest (Awmds).

/** Below General_segment. */
export const declaredFields: readonly FieldRow<CargoDeclared>[] = [
  ['count', 'consignments', 'Totals_segment', 'Total_number_of_bols'],
  ['count', 'packages', 'Totals_segment', 'Total_number_of_packages'],
  ['count', 'equipment', 'Totals_segment', 'Total_number_of_containers'],
  ['kilograms', 'grossKg', 'Totals_segment', 'Total_gross_mass'],
]
export const conveyanceFields: readonly FieldRow<CargoConveyance>[] = [
  ['text', 'entryOffice', 'General_segment_id', 'Customs_office_code'],
  ['text', 'reference', 'General_segment_id', 'Voyage_number'],
  ['text', 'carrier', 'Transport_information', 'Carrier', 'Carrier_code'],
  ['text', 'name', 'Transport_information', 'Identity_of_transporter'],
  ['text', 'nationality', 'Transport_information', 'Nationality_of_transporter_code'],
  ['text', 'departurePlace', 'Load_unload_place', 'Place_of_departure_code'],
  ['text', 'arrivalPlace', 'Load_unload_place', 'Place_of_destination_code'],
]

/** Below Bol_segment. */
export const consignmentFields: readonly FieldRow<CargoConsignment>[] = [
  ['text', 'natureCode', 'Bol_id', 'Bol_nature'],
  ['text', 'origin', 'Load_unload_place', 'Port_of_origin_code'],
  ['text', 'originalPortOfLoading', 'Load_unload_place', 'Original_port_of_loading_code'],
  ['text', 'portOfLoading', 'Load_unload_place', 'Place_of_loading_code'],
  ['text', 'portOfDischarge', 'Load_unload_place', 'Place_of_unloading_code'],
  ['text', 'destination', 'Load_unload_place', 'Place_of_delivery_code'],
  ['text', 'destination', 'Load_unload_place', 'Place_of_ultimate_destination_code'],
  ['list', 'hsCodes', 'HS_Compliance', 'HS_code'],
  ['list', 'handlingText', 'Goods_segment', 'Information'],
]

/** Below Goods_segment. */
export const itemFields: readonly FieldRow<CargoItem>[] = [
  ['count', 'pieces', 'Number_of_packages'],
  ['kilograms', 'grossKg', 'Gross_mass'],
  ['cubicMetres', 'volumeM3', 'Volume_in_cubic_meters'],
  ['text', 'description', 'Goods_description'],
]

/** Traders below Traders_segment. The names of the elements below a trader begin with its own. */
export const traders: readonly (readonly [element: string, role: CargoParty['role']])[] = [
  ['Exporter', 'consignor'],
  ['Consignee', 'consignee'],
  ['Notify', 'notify'],
  ['Carrier', 'carrier'],
]
export const traderFields: readonly (readonly [field: 'id' | 'name' | 'street', suffix: string])[] = [
  ['id', 'code'],
  ['name', 'name'],
  ['street', 'address'],
]

/** Elements with seals below ctn_segment. */
export const sealElements = ['Marks1', 'Marks2', 'Marks3'] as const

/** Codes of Empty_Full, which differ by country. A share such as `1/2` is a part of a full container. */
const fullCodes = new Set(['F', 'FCL', 'FM', 'FS', 'FULL', 'FU', 'LCL', '5'])
const emptyCodes = new Set(['E', 'EMP', 'EMPTY', 'ETY', 'MT', 'MTY', '0/0', '4'])

/** Returns true for a full container, false for an empty one, null for an unknown code. */
export function fullnessOf(code: string): boolean | null {
  const text = code.trim().toUpperCase()
  if (emptyCodes.has(text)) return false
  return fullCodes.has(text) || /^[1-9]\d*\/[1-9]\d*$/.test(text) ? true : null
}
