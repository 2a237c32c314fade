import type { CargoConsignment, CargoDeclared, CargoParty } from '@entente/contracts'
import { codeTable } from '../model/code-table.ts'

// Codes of UN/EDIFACT that CUSCAR uses, as tables: a national dialect is a change of a table.

/** NAD 3035. */
export const roles = codeTable<CargoParty['role']>({
  CZ: 'consignor',
  OS: 'consignor',
  CN: 'consignee',
  NI: 'notify',
  SU: 'supplier',
  IM: 'importer',
  EX: 'exporter',
  CA: 'carrier',
  FW: 'agent',
  DT: 'declarant',
})

type PlaceField =
  | 'origin'
  | 'destination'
  | 'portOfLoading'
  | 'portOfDischarge'
  | 'originalPortOfLoading'
  | 'exportCountry'
  | 'destinationCountry'

/** LOC 3227 below CNI. */
export const placeFields = codeTable<PlaceField>({
  '9': 'portOfLoading',
  '11': 'portOfDischarge',
  '12': 'portOfDischarge',
  '76': 'originalPortOfLoading',
  '5': 'origin',
  '88': 'origin',
  '83': 'destination',
  '7': 'destination',
  '8': 'destination',
  '20': 'destination',
  '35': 'exportCountry',
  '28': 'destinationCountry',
})

type Total =
  | { field: keyof CargoDeclared & ('pieces' | 'packages'); measure: 'count' }
  | { field: 'grossKg' | 'volumeM3'; measure: 'mass' | 'volume' }

/** CNT 6069 below CNI. 58 is used for packages by some writers. */
export const totals = codeTable<Total>({
  '7': { field: 'grossKg', measure: 'mass' },
  '8': { field: 'pieces', measure: 'count' },
  '11': { field: 'packages', measure: 'count' },
  '58': { field: 'packages', measure: 'count' },
  '15': { field: 'volumeM3', measure: 'volume' },
})

/** CNT 6069 of the whole message, beside those of a consignment. */
export const messageCounts = codeTable<'consignments' | 'items' | 'equipment'>({
  '2': 'items',
  '5': 'items',
  '10': 'consignments',
  '16': 'equipment',
})

/** References and documents that name the consignment itself, by RFF 1153 and DOC 1001. */
export const ownNumbers = codeTable<CargoConsignment['level']>({
  BM: 'master',
  AWB: 'master',
  MWB: 'master',
  '704': 'master',
  '705': 'master',
  '740': 'master',
  '741': 'master',
  HWB: 'house',
  BH: 'house',
  '703': 'house',
  '714': 'house',
})
/** References that name the master of a house. */
export const masterNumbers: ReadonlySet<string> = new Set(['MB', 'AWB', 'MWB', '704', '741'])

/** RFF 1153 of a commodity code. */
export const commodityReferences: ReadonlySet<string> = new Set(['HS', 'ABW'])
/** RFF 1153 below NAD: registration numbers for tax and customs. */
export const taxReferences: ReadonlySet<string> = new Set(['VA', 'AHP', 'FC', 'GN', 'XA'])

/** MOA 5025 of a value for carriage. */
export const carriageAmounts: ReadonlySet<string> = new Set(['44'])
/** MOA 5025 of charges, which say nothing about the goods' value. */
export const chargeAmounts: ReadonlySet<string> = new Set(['8', '23', '64', '67', '101'])
