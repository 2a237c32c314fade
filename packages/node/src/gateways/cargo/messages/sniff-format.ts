import { CargoFormatName } from '@entente/contracts'
import type { z } from 'zod'

/** The beginning in which the first message of a file shows its format. */
const beginning = 4096
const roots: readonly [pattern: RegExp, format: z.infer<typeof CargoFormatName>][] = [
  [/<(?:[\w.-]+:)?HouseWaybill[\s>]/, 'xfzb'],
  [/<(?:[\w.-]+:)?Waybill[\s>]/, 'xfwb'],
  [/<(?:[\w.-]+:)?FlightManifest[\s>]/, 'xffm'],
  [/<(?:[\w.-]+:)?CC31[35]A[\s>]/, 'ens'],
  [/<(?:[\w.-]+:)?(?:MetaData|Declaration)[\s>]/, 'wco-dec'],
  [/<Awmds[\s>]/, 'awmds'],
  [/UNH[^A-Z0-9][^']{0,40}?[^A-Z0-9]CUSCAR[^A-Z0-9]/, 'cuscar'],
  [/UNH[^A-Z0-9][^']{0,40}?[^A-Z0-9]BAPLIE[^A-Z0-9]/, 'baplie'],
]

/** Guesses the format of a file from its beginning; null if unclear. The reading decides. */
export function sniffFormat(bytes: Uint8Array): z.infer<typeof CargoFormatName> | null {
  // Zero bytes are the other half of the letters in UTF-16.
  const text = Buffer.from(bytes.subarray(0, beginning)).toString('latin1').replaceAll('\0', '')
  const line = /^[^A-Z<]{0,20}(FWB|FHL|FFM)\/\d/.exec(text)?.[1]
  if (line !== undefined) return CargoFormatName.parse(line.toLowerCase())
  return roots.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** Returns a stored format, which may be one that a later release knows. */
export const formatShown = (format: string | null): z.infer<typeof CargoFormatName> | null =>
  CargoFormatName.safeParse(format).data ?? null
