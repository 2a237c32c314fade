import type {
  CargoCheck,
  CargoConsignment,
  CargoConveyance,
  CargoDocument,
  CargoEquipment,
  CargoFinding,
  CargoHeader,
  CargoItem,
  CargoLeg,
  CargoLoad,
  CargoMessageHead,
  CargoMoney,
  CargoParty,
  CargoReading,
  CargoReconciliation,
} from '@entente/contracts'
import { classesOf, type FieldsOf } from '../../../safeguards/access/field-classes.ts'

// After the first period of a regime, counts, measures, codes and places stay: they say what was moved, and not who moved
// it. Names, addresses, contacts, numbers of people and firms, and every free text are masked.

/** A reading as its row stores it: what belongs to no consignment and to no part. */
export type StoredReading = Pick<CargoReading, 'file' | 'bytes' | 'outcome' | 'quarantined'> & {
  sha256: string | null
  /** A message that broke off has no reconciliation. */
  messages: (CargoMessageHead & { reconciliation: CargoReconciliation | null })[]
}

/** The statements of one message about a consignment. */
export interface FiledContent {
  /** The place of the message in its file. */
  message: number
  header: CargoHeader
  conveyance: CargoConveyance | null
  consignment: CargoConsignment
  loads: CargoLoad[]
  findings: CargoFinding[]
  /** The codes of all its findings, also of those that are not kept. */
  findingCodes?: string[]
  /** The codes of all its findings that its filer must correct, also of those that are not kept. */
  rejected?: string[]
}

/** A value on which filers disagree. */
export interface Difference {
  path: string
  values: { filer: string; value: string | null }[]
}

/** A consignment as its filings together state it. */
export interface MergedConsignment {
  consignment: CargoConsignment
  conveyance: CargoConveyance | null
  loads: CargoLoad[]
  differences: Difference[]
  /** The codes of all findings, sorted. */
  findingCodes?: string[]
  /** The contents of filings above the limit. Absent if all filings are merged. */
  leftOut?: LeftOut
}
/** The parties and codes of filings that are not merged. */
export type LeftOut = Pick<
  CargoConsignment,
  'parties' | 'routeCountries' | 'equipmentIds' | 'specialHandling' | 'hsCodes' | 'unNumbers'
>

/** The contents of a part of a reading beside its consignments, each with the place of its message in the file. */
export interface PartContent {
  equipment: { message: number; value: CargoEquipment }[]
  loads: { message: number; value: CargoLoad }[]
  findings: CargoFinding[]
}

const money: FieldsOf<CargoMoney> = { amount: 'kept', currency: 'kept' }
const documents: FieldsOf<CargoDocument> = { type: 'kept', id: 'api' }
const leg: FieldsOf<CargoLeg> = {
  ...{ seq: 'kept', reference: 'kept', from: 'kept', to: 'kept', carrier: 'kept', departureAt: 'kept' },
  ...{ arrivalAt: 'kept', mode: 'kept' },
}
const party: FieldsOf<CargoParty> = {
  ...{ role: 'kept', country: 'kept', toOrder: 'kept', roleAsSent: 'masked', id: 'api', name: 'names' },
  ...{ street: 'address', city: 'address', subdivision: 'address', postcode: 'address', accountId: 'payment' },
  ...{ iataAgentCode: 'masked', cassCode: 'masked', taxIds: 'api', contacts: 'contact', sameAs: 'masked' },
}
const item: FieldsOf<CargoItem> = {
  ...{ seq: 'kept', description: 'remarks', hs: 'kept', unNumbers: 'kept', originCountry: 'kept', grossKg: 'kept' },
  ...{ netKg: 'kept', volumeM3: 'kept', pieces: 'kept', packages: 'kept', value: money, equipmentIds: 'kept' },
  packagings: { kind: 'kept', number: 'kept', pieces: 'kept', marks: 'remarks' },
  dimensions: { pieces: 'kept', lengthCm: 'kept', widthCm: 'kept', heightCm: 'kept' },
  ...{ documents, parties: party },
}
const consignment: FieldsOf<CargoConsignment> = {
  ...{ key: 'kept', id: 'kept', level: 'kept', masterId: 'kept', purpose: 'kept', mode: 'kept' },
  ...{ consolidation: 'kept', awbCheckDigitValid: 'kept', nature: 'kept', natureCode: 'kept', origin: 'kept' },
  ...{ destination: 'kept', portOfLoading: 'kept', portOfDischarge: 'kept', originalPortOfLoading: 'kept' },
  ...{ exportCountry: 'kept', destinationCountry: 'kept', pieces: 'kept', totalPieces: 'kept', packages: 'kept' },
  ...{ grossKg: 'kept', volumeM3: 'kept', chargeableKg: 'kept', dimensionPieces: 'kept', value: money },
  ...{ carriageValue: money, weightCharge: money, description: 'remarks', goodsStatusCode: 'kept', issuedAt: 'kept' },
  ...{ parties: party, items: item, route: leg, routeCountries: 'kept', equipmentIds: 'kept', seals: 'masked' },
  ...{ specialHandling: 'kept', handlingText: 'remarks', customsNotes: 'remarks', documents, hsCodes: 'kept' },
  unNumbers: 'kept',
  onward: { to: 'kept', reference: 'kept', departureAt: 'kept' },
}
const equipment: FieldsOf<CargoEquipment> = {
  ...{ id: 'kept', asSent: 'kept', type: 'kept', typeAsSent: 'kept', sizeType: 'kept', operator: 'masked' },
  ...{ stow: 'kept', checkDigitValid: 'kept', full: 'kept', grossKg: 'kept', vgmKg: 'kept', tareKg: 'kept' },
  ...{ temperatureC: 'kept', overHeightCm: 'kept', seals: 'masked', portOfLoading: 'kept', portOfDischarge: 'kept' },
  ...{ unNumbers: 'kept', consignmentIds: 'kept' },
}
const load: FieldsOf<CargoLoad> = {
  ...{ consignmentId: 'kept', equipmentId: 'kept', unloadingPlace: 'kept', pieces: 'kept', totalPieces: 'kept' },
  ...{ grossKg: 'kept', volumeM3: 'kept', splitCode: 'kept', description: 'remarks' },
}
const header: FieldsOf<CargoHeader> = {
  ...{ reference: 'kept', documentNumber: 'kept', lrn: 'kept', mrn: 'kept', typeCode: 'kept', functionCode: 'kept' },
  ...{ sender: 'masked', recipient: 'masked', preparedAt: 'kept', function: 'kept', page: 'kept', continued: 'kept' },
}
const conveyance: FieldsOf<CargoConveyance> = {
  ...{ mode: 'kept', reference: 'kept', id: 'kept', idType: 'kept', name: 'kept', imo: 'kept', registration: 'kept' },
  ...{ carrier: 'kept', nationality: 'kept', departurePlace: 'kept', departureAt: 'kept', arrivalPlace: 'kept' },
  ...{ arrivalAt: 'kept', nextPlace: 'kept', entryOffice: 'kept', exitOffice: 'kept' },
}
/** The message of a finding may quote a value. */
const finding: FieldsOf<CargoFinding> = {
  ...{ code: 'kept', severity: 'kept', reject: 'kept', consignment: 'kept', item: 'kept', equipment: 'kept' },
  ...{ party: 'kept', expected: 'masked', actual: 'masked', rule: 'kept', message: 'masked', literal: 'masked' },
  at: 'kept',
  position: {
    ...{ byte: 'kept', line: 'kept', column: 'kept', segment: 'kept', element: 'kept', component: 'kept' },
    ...{ path: 'kept', tag: 'kept' },
  },
}
const check: FieldsOf<CargoCheck> = {
  ...{ rule: 'kept', scope: 'kept', expected: 'kept', actual: 'kept', unit: 'kept', tolerance: 'kept' },
  outcome: 'kept',
}

export const readingClasses = classesOf<StoredReading>()('cargo reading', {
  ...{ file: 'masked', bytes: 'kept', outcome: 'kept', sha256: 'kept' },
  quarantined: { from: 'kept', to: 'kept', reason: 'kept' },
  messages: {
    ...{ format: 'kept', formatVersion: 'kept', header, conveyance },
    declared: {
      ...{ consignments: 'kept', items: 'kept', packages: 'kept', pieces: 'kept', equipment: 'kept' },
      ...{ grossKg: 'kept', volumeM3: 'kept' },
    },
    reconciliation: {
      counts: { masters: 'kept', houses: 'kept', items: 'kept', loads: 'kept', equipment: 'kept' },
      sums: { pieces: 'kept', packages: 'kept', grossKg: 'kept' },
      ...{ checks: check, agrees: 'kept' },
    },
  },
})
export const filingClasses = classesOf<FiledContent>()('filing', {
  ...{ message: 'kept', header, conveyance, consignment, loads: load, findings: finding, findingCodes: 'kept' },
  rejected: 'kept',
})
export const versionClasses = classesOf<MergedConsignment>()('consignment version', {
  ...{ consignment, conveyance, loads: load, findingCodes: 'kept' },
  leftOut: {
    ...{ parties: party, routeCountries: 'kept', equipmentIds: 'kept', specialHandling: 'kept' },
    ...{ hsCodes: 'kept', unNumbers: 'kept' },
  },
  differences: { path: 'kept', values: { filer: 'kept', value: 'masked' } },
})
export const partClasses = classesOf<PartContent>()('cargo reading part', {
  equipment: { message: 'kept', value: equipment },
  loads: { message: 'kept', value: load },
  findings: finding,
})
