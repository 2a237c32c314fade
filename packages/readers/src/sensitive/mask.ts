import type { Separators } from '../edifact/separators.ts'

/** What stands in the place of what was taken out of an XML message, and of an EDIFACT message unless it separates with it. */
export const MASK = 0x2a
const others = [0x3d, 0x25, 0x26]

/** The character that takes the place of what must not be kept: one that separates nothing, so that the rest reads as before. */
export function maskOf({ component, element, release, terminator }: Separators): number {
  const separates = (byte: number) => byte === component || byte === element || byte === release || byte === terminator
  return separates(MASK) ? (others.find((byte) => !separates(byte)) ?? MASK) : MASK
}
