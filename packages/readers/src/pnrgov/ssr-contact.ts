/** Returns the kind of contact of an SSR code: `M` for `CTCM`; null for other codes. */
export function announcedKind(code: string): string | null {
  return code.length === 4 && code.startsWith('CTC') ? code[3]! : null
}
