import type { Place } from '../plan/places.ts'
import type { Trader } from '../plan/traders.ts'

// IATA Cargo-IMP: lines of at most 69 characters; a line that starts with a slant continues the one before.

/** Writes a message of lines. */
export const writeLines = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`)

/** The party block of SHP, CNE or NFY. */
export const partyLines = (tag: 'SHP' | 'CNE' | 'NFY', trader: Trader): string[] => [
  tag,
  `NAM/${trader.name.slice(0, 35)}`,
  `ADR/${trader.street.slice(0, 35)}`,
  `LOC/${trader.city.slice(0, 17)}`,
  `/${trader.country}/${trader.postcode}/TE/${trader.telephone}`,
]
/** The customs notes with the tax numbers of consignor and consignee. */
export const taxLines = (consignor: Trader, consignee: Trader): string[] => [
  `OCI/${consignor.country}/SHP/T/${consignor.taxId}`,
  `/${consignee.country}/CNE/T/${consignee.taxId}`,
]
/** Origin and destination without a separator: `LISJNB`. */
export const fromTo = (from: Place, to: Place): string => from.code + to.code
/** A mass in kg as the messages carry it: one decimal. */
export const kilos = (kilograms: number): string => `K${Number(kilograms.toFixed(1))}`
