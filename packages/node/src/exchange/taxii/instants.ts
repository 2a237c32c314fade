import { microsecondsOf, Timestamp } from '../stix/check-object.ts'

/** Formats microseconds since 1970 as in TAXII: UTC with six decimals. */
export function instantOf(microseconds: bigint | string): string {
  const us = BigInt(microseconds)
  const iso = new Date(Number(us / 1000n)).toISOString()
  return `${iso.slice(0, -1)}${String(us % 1000n).padStart(3, '0')}Z`
}

/** Parses a time from a client. Returns undefined if it is invalid. */
export const readInstant = (text: string): bigint | undefined =>
  Timestamp.safeParse(text).success ? microsecondsOf(text) : undefined
