import type { XmlNode } from '../../xml/xml-node.ts'

/**
 * An entry summary declaration (IE315, IE313) as its rules see it. An absent or empty element is null. A number that
 * was stated but cannot be read is NaN: the element counts as present, and no sum is made with it.
 */
export interface EnsDeclaration {
  /** Specific circumstance indicator: `C` road, `D` rail, `E` authorised economic operator. */
  circumstance: string | null
  /** Transport mode at the border, as sent. */
  mode: string | null
  conveyanceId: string | null
  conveyanceNationality: string | null
  conveyanceReference: string | null
  commercialReference: string | null
  placeOfLoading: string | null
  totalItems: number | null
  totalPackages: number | null
  totalGrossKg: number | null
  consignor: EnsTrader | null
  consignee: EnsTrader | null
  notify: EnsTrader | null
  carrier: EnsTrader | null
  items: EnsItem[]
  at: XmlNode | null
}

export interface EnsItem {
  /** Item number, as sent. */
  seq: string | null
  description: string | null
  commodityCode: string | null
  grossKg: number | null
  placeOfLoading: string | null
  commercialReference: string | null
  /** Identities of means of transport that are stated for the item alone. */
  conveyanceIds: string[]
  /** Number of documents of the item. */
  documents: number
  /** Codes of the special mentions. */
  mentions: string[]
  packagings: EnsPackaging[]
  consignor: EnsTrader | null
  consignee: EnsTrader | null
  notify: EnsTrader | null
  at: XmlNode | null
}

export interface EnsPackaging {
  /** Kind of packages, UN/ECE Recommendation 21. */
  kind: string | null
  number: number | null
  pieces: number | null
  marks: string | null
  at: XmlNode | null
}

export interface EnsTrader {
  tin: string | null
  name: string | null
  street: string | null
  postcode: string | null
  city: string | null
  country: string | null
  at: XmlNode | null
}
