/** Kind of contact of an SSR code: `CTCM` is `M`; null for codes that are no contact. */
export function announcedKind(code: string): string | null {
  return code.length === 4 && code.startsWith('CTC') ? code[3]! : null
}
