import type { Severity } from '../../terms/terms.ts'

/**
 * The result of a reader of cargo messages. Every key is always present: an unknown value is null, and lists may be
 * empty. Masses are in kg, volumes in m3, lengths in cm. Dates and times have the form that the message states, in
 * XML Schema forms: `2021-03-10T00:00`, with `Z` or an offset if it was sent, `--06-20` or `---19` without the year
 * or month. The order of lists is the order of the message. These are plain types and not schemas, because only the
 * readers build such values.
 */
export interface CargoReading {
  gateway: 'cargo'
  file: string | null
  sha256: string | null
  bytes: number
  /** `partly-read`: some bytes are quarantined, and the rest is kept. */
  outcome: 'read' | 'partly-read' | 'quarantined'
  messages: CargoMessage[]
  /** Byte ranges that could not be read. `to` is exclusive. */
  quarantined: { from: number; to: number; reason: string }[]
  findings: CargoFinding[]
}

export type CargoFormat =
  | 'xfwb'
  | 'xfzb'
  | 'xffm'
  | 'fwb'
  | 'fhl'
  | 'ffm'
  | 'cuscar'
  | 'baplie'
  | 'ens'
  | 'wco-dec'
  | 'awmds'

/** A message without its lists and its reconciliation. */
export interface CargoMessageHead {
  format: CargoFormat
  formatVersion: string | null
  header: CargoHeader
  conveyance: CargoConveyance | null
  /** The totals that the message states. */
  declared: CargoDeclared
}

export interface CargoMessage extends CargoMessageHead {
  consignments: CargoConsignment[]
  equipment: CargoEquipment[]
  loads: CargoLoad[]
  reconciliation: CargoReconciliation
}

export interface CargoHeader {
  reference: string | null
  documentNumber: string | null
  lrn: string | null
  mrn: string | null
  typeCode: string | null
  functionCode: string | null
  sender: string | null
  recipient: string | null
  preparedAt: string | null
  function: 'original' | 'amendment' | 'replacement' | 'cancellation' | 'final' | 'unknown'
  /** FFM: the number of the page. */
  page: number | null
  /** FFM: true if more pages follow. */
  continued: boolean | null
}

export type CargoMode = 'sea' | 'rail' | 'road' | 'air' | 'mail' | 'multimodal' | 'fixed' | 'inland-waterway'

export interface CargoConveyance {
  mode: CargoMode | null
  /** The flight or voyage number. */
  reference: string | null
  id: string | null
  idType: string | null
  name: string | null
  imo: string | null
  registration: string | null
  carrier: string | null
  nationality: string | null
  departurePlace: string | null
  departureAt: string | null
  arrivalPlace: string | null
  arrivalAt: string | null
  nextPlace: string | null
  entryOffice: string | null
  exitOffice: string | null
}

export interface CargoDeclared {
  consignments: number | null
  items: number | null
  packages: number | null
  pieces: number | null
  equipment: number | null
  grossKg: number | null
  volumeM3: number | null
}

export interface CargoConsignment {
  key: string
  id: string
  level: 'master' | 'house' | 'declaration'
  masterId: string | null
  purpose: 'original' | 'amendment' | 'cancellation' | 'unknown'
  mode: CargoMode | null
  consolidation: boolean
  awbCheckDigitValid: boolean | null
  nature: 'export' | 'import' | 'transit' | 'transhipment' | null
  natureCode: string | null
  origin: string | null
  destination: string | null
  portOfLoading: string | null
  portOfDischarge: string | null
  originalPortOfLoading: string | null
  exportCountry: string | null
  destinationCountry: string | null
  /** The pieces that this message carries. */
  pieces: number | null
  /** The pieces of the whole shipment. */
  totalPieces: number | null
  packages: number | null
  grossKg: number | null
  volumeM3: number | null
  chargeableKg: number | null
  dimensionPieces: number | null
  value: CargoMoney | null
  carriageValue: CargoMoney | null
  weightCharge: CargoMoney | null
  description: string | null
  goodsStatusCode: string | null
  issuedAt: string | null
  parties: CargoParty[]
  items: CargoItem[]
  route: CargoLeg[]
  routeCountries: string[]
  equipmentIds: string[]
  /** Seals of which the format does not say the equipment. */
  seals: CargoSeal[]
  specialHandling: string[]
  handlingText: string[]
  customsNotes: CargoCustomsNote[]
  documents: CargoDocument[]
  /** Every HS code of the consignment and its items, each once. */
  hsCodes: string[]
  /** Every UN number of the consignment and its items, each once. */
  unNumbers: string[]
  onward: { to: string; reference: string | null; departureAt: string | null } | null
}

export interface CargoParty {
  role:
    | 'consignor'
    | 'consignee'
    | 'notify'
    | 'agent'
    | 'carrier'
    | 'declarant'
    | 'representative'
    | 'exporter'
    | 'importer'
    | 'supplier'
    | 'buyer'
    | 'seller'
    | 'other'
  roleAsSent: string | null
  id: string | null
  name: string | null
  street: string | null
  city: string | null
  subdivision: string | null
  postcode: string | null
  country: string | null
  accountId: string | null
  iataAgentCode: string | null
  cassCode: string | null
  taxIds: { value: string; country: string | null }[]
  contacts: { type: string; value: string }[]
  /** True for a negotiable bill: the consignee is whoever presents it. */
  toOrder: boolean
  /** The role of the party that this one repeats. */
  sameAs: string | null
}

export interface CargoItem {
  seq: number | null
  description: string | null
  hs: string | null
  unNumbers: string[]
  originCountry: string | null
  grossKg: number | null
  netKg: number | null
  volumeM3: number | null
  pieces: number | null
  packages: number | null
  value: CargoMoney | null
  packagings: CargoPackaging[]
  dimensions: CargoDimensions[]
  equipmentIds: string[]
  documents: CargoDocument[]
  parties: CargoParty[]
}

export interface CargoPackaging {
  kind: string | null
  number: number | null
  pieces: number | null
  marks: string | null
}

export interface CargoDimensions {
  pieces: number | null
  lengthCm: number | null
  widthCm: number | null
  heightCm: number | null
}

export interface CargoLeg {
  seq: number
  reference: string | null
  from: string | null
  to: string | null
  carrier: string | null
  departureAt: string | null
  arrivalAt: string | null
  mode: CargoMode | null
}

export interface CargoEquipment {
  id: string
  asSent: string
  type: 'uld' | 'container' | 'trailer' | 'unknown'
  typeAsSent: string | null
  sizeType: string | null
  operator: string | null
  /** The cell of a stowage plan. */
  stow: string | null
  /** Of containers (ISO 6346); null for other equipment. */
  checkDigitValid: boolean | null
  full: boolean | null
  grossKg: number | null
  vgmKg: number | null
  tareKg: number | null
  temperatureC: number | null
  overHeightCm: number | null
  seals: CargoSeal[]
  portOfLoading: string | null
  portOfDischarge: string | null
  unNumbers: string[]
  consignmentIds: string[]
}

export interface CargoLoad {
  consignmentId: string
  /** Null for loose cargo. */
  equipmentId: string | null
  unloadingPlace: string | null
  pieces: number | null
  totalPieces: number | null
  grossKg: number | null
  volumeM3: number | null
  /** T: all pieces are here; P: a part; S: split over flights; D: divided over the equipment of this flight. */
  splitCode: 'T' | 'P' | 'S' | 'D' | null
  description: string | null
}

export interface CargoSeal {
  id: string
  party: string | null
}
export interface CargoMoney {
  amount: number
  currency: string | null
}
export interface CargoDocument {
  type: string
  id: string
}
export interface CargoCustomsNote {
  country: string | null
  subject: string | null
  content: string | null
  value: string | null
}

export interface CargoReconciliation {
  counts: { masters: number; houses: number; items: number; loads: number; equipment: number }
  /** For each figure, the sum at the lowest level on which every element states it. */
  sums: { pieces: number | null; packages: number | null; grossKg: number | null }
  checks: CargoCheck[]
  /** Null if there is nothing to compare. Open checks do not count. */
  agrees: boolean | null
}

export interface CargoCheck {
  rule: string
  scope: string
  expected: number
  actual: number
  unit: string
  tolerance: number
  outcome: 'agree' | 'differ' | 'open'
}

/** Where a value stands in the bytes as received. Lines and columns count from 1, segments and elements as in EDIFACT. */
export interface CargoPosition {
  byte: number
  /** XML and Cargo-IMP. */
  line: number | null
  column: number | null
  /** EDIFACT. */
  segment: number | null
  element: number | null
  component: number | null
  /** XML: the elements from the root, such as `/Waybill/MasterConsignment/TotalPieceQuantity`. */
  path: string | null
  tag: string | null
}

export interface CargoFinding {
  code: string
  severity: Severity
  /** True if the filer must correct it: the ground of an automatic request for information. */
  reject: boolean
  /** The id of the consignment. */
  consignment: string | null
  /** The sequence number of the item, as text. */
  item: string | null
  /** The id of the equipment. */
  equipment: string | null
  /** The role of the party. */
  party: string | null
  expected: string | number | null
  actual: string | number | null
  rule: string | null
  message: string
  position: CargoPosition | null
  /** As sent, at most 120 characters. */
  literal: string | null
  /** A JSON pointer into the reading. */
  at: string | null
}
