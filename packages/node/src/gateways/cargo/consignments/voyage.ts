import { createHash } from 'node:crypto'
import type { CargoConveyance } from '@entente/contracts'

/** A voyage of a ship, as a message names it. Equal facts give equal ids. */
export interface Voyage {
  id: string
  /** Follows from the voyage number alone. */
  series: string
  imo: string | null
  /** The call sign and the name of the ship, in capitals and digits alone. */
  names: string[]
  /** Ship and number as part of a key, `9074729/12W`. */
  label: string
}

type VoyageFacts = Pick<Voyage, 'series' | 'imo' | 'names'>
type Named = Pick<CargoConveyance, 'mode' | 'reference' | 'id' | 'name' | 'imo'>

const longestName = 100
/** Prefixes of ship names, such as `MV`. Many writers leave them out. */
const prefixes: ReadonlySet<string> = new Set(['MV', 'MS', 'MT', 'SS', 'MSV', 'CV'])

/**
 * Returns the voyage of a conveyance. Null if it is no ship, or if the number of the voyage or the ship is not stated: numbers alone
 * repeat from ship to ship, so containers of such messages are not compared.
 */
export function voyageOf(conveyance: Named | null): Voyage | null {
  if (conveyance === null || (conveyance.mode !== 'sea' && conveyance.mode !== null)) return null
  const { reference, id, name, imo } = conveyance
  const number = wordsOf(reference)
    .join('')
    .replace(/^0+(?=.)/, '')
    .slice(0, longestName)
    .toWellFormed()
  const isImo = imo !== null && wordsOf(id).join('').endsWith(imo)
  const stated = [isImo ? null : id, name].map(shipName).filter((text) => text !== '')
  const names = [...new Set(stated)].sort()
  if (number === '' || (imo === null && names.length === 0)) return null
  const label = `${imo ?? names[0]}/${number}`
  return { id: digestOf('voyage', number, imo, names), series: digestOf('series', number), imo, names, label }
}

/** Tests whether two messages mean one voyage: the same number, and the same IMO number, else the same call sign or name. */
export const isSameVoyage = (one: VoyageFacts, other: VoyageFacts): boolean =>
  one.series === other.series &&
  (one.imo !== null && other.imo !== null
    ? one.imo === other.imo
    : one.names.some((name) => other.names.includes(name)))

function shipName(text: string | null): string {
  const words = wordsOf(text)
  const joined = `${words[0] ?? ''}${words[1] ?? ''}`
  // `M/V` and `M.V.` are two words here.
  const cut = prefixes.has(words[0] ?? '') ? 1 : words[0]?.length === 1 && prefixes.has(joined) ? 2 : 0
  return (words.length > cut ? words.slice(cut) : words).join('').slice(0, longestName).toWellFormed()
}

/** Returns the number of a container without blanks and hyphens, in capitals, so that two messages can be compared. */
export const containerNumber = (id: string): string =>
  id
    .replace(/[\s\p{Cc}-]/gu, '')
    .toUpperCase()
    .toWellFormed()

const longestCode = 20
/** Returns the code of a port in capitals; null if there is none. */
export function portCode(text: string | null): string | null {
  const code =
    text
      ?.replace(/[\s\p{Cc}]/gu, '')
      .toUpperCase()
      .slice(0, longestCode)
      .toWellFormed() ?? ''
  return code === '' ? null : code
}

const wordsOf = (text: string | null): string[] =>
  (text ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Returns a UUID (RFC 9562, version 8) that follows from these facts. */
export function digestOf(...facts: unknown[]): string {
  const hex = createHash('sha256').update(JSON.stringify(facts)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
