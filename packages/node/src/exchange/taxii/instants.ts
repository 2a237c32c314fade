import { microsecondsOf, Timestamp } from '../stix/check-object.ts'

/** Microseconds since 1970 as TAXII writes a time: six digits, UTC. */
export function instantOf(microseconds: bigint | string): string {
  const us = BigInt(microseconds)
  const iso = new Date(Number(us / 1000n)).toISOString()
  return `${iso.slice(0, -1)}${String(us % 1000n).padStart(3, '0')}Z`
}

/** A time as a client writes one; undefined where it is none. */
export const readInstant = (text: string): bigint | undefined =>
  Timestamp.safeParse(text).success ? microsecondsOf(text) : undefined
