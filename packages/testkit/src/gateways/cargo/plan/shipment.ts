import type { Goods } from './goods.ts'
import type { Place } from './places.ts'
import type { Trader } from './traders.ts'

/** One line of goods. Its pieces are units that the carrier handles; its packages are units inside of them. */
export interface GoodsLine {
  goods: Goods
  description: string
  hs: string
  pieces: number
  packages: number
  kilograms: number
  cubicMetres: number
  value: number
  originCountry: string
}
/** The totals of lines of goods. */
export interface Totals {
  pieces: number
  packages: number
  kilograms: number
  cubicMetres: number
  value: number
}
/** A contract of carriage: consignor, consignee and goods. */
export interface Contract extends Totals {
  /** An air waybill, a bill of lading, a house number or a consignment note. */
  id: string
  from: Place
  to: Place
  consignor: Trader
  consignee: Trader
  notify: Trader | null
  lines: GoodsLine[]
  issuedAt: Date
}
/** The carrier's contract. With houses it is a consolidation: the forwarders are its consignor and consignee. */
export interface Shipment extends Contract {
  agent: Trader
  houses: Contract[]
  loads: Loaded[]
}
/** A part of a shipment in one container or unit load device. `equipment` is null for loose pieces. */
export interface Loaded {
  equipment: Equipment | null
  pieces: number
  kilograms: number
}
export interface Equipment {
  id: string
  /** A container's size and type (ISO 6346), or a unit load device's type. */
  type: string
  seal: string | null
  /** The place on board: bay, row and tier. Null in an aircraft. */
  cell: string | null
}
export interface CargoCarrier {
  /** Two characters in the air, four letters at sea and on the road. */
  code: string
  name: string
  /** Three digits in front of each air waybill. */
  prefix: string
  /** Whether the carrier sends Cargo-XML and Awmds, or the older Cargo-IMP and CUSCAR. */
  dialect: 'newer' | 'older'
}
/** A flight, a voyage or a lorry with its shipments. */
export interface Movement {
  mode: 'air' | 'sea' | 'road'
  carrier: CargoCarrier
  /** A flight or voyage number, or the lorry's number plate. */
  reference: string
  vessel: { name: string; imo: string; country: string } | null
  from: Place
  to: Place
  departsAt: Date
  arrivesAt: Date
  shipments: Shipment[]
}

/** Rounds to three decimals, as the messages state kilograms and cubic metres. */
export const round3 = (value: number): number => Math.round(value * 1000) / 1000

/** Returns the totals of lines or of contracts. */
export function totalsOf(parts: readonly Totals[]): Totals {
  const sum = (of: (part: Totals) => number) => round3(parts.reduce((total, part) => total + of(part), 0))
  return {
    pieces: sum((part) => part.pieces),
    packages: sum((part) => part.packages),
    kilograms: sum((part) => part.kilograms),
    cubicMetres: sum((part) => part.cubicMetres),
    value: sum((part) => part.value),
  }
}
