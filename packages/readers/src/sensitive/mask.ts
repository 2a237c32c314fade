/** The default mask, used in XML and in EDIFACT unless it is a separator there. */
export const MASK = 0x2a
const others = [0x3d, 0x25, 0x26]

/** Returns a mask character that is not a separator, so that the rest of the message reads as before. */
export function maskOf(separators: {
  component: number
  element: number
  release: number
  terminator: number
}): number {
  const { component, element, release, terminator } = separators
  const separates = (byte: number) => byte === component || byte === element || byte === release || byte === terminator
  return separates(MASK) ? (others.find((byte) => !separates(byte)) ?? MASK) : MASK
}
