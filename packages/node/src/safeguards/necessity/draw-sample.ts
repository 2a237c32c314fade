import { createHash } from 'node:crypto'

/** The share of current records that oversight reviews in each quarter. */
const share = 0.05

/**
 * Draws 5 % of these ids, at least one: those with the smallest SHA-256 of the quarter and the id. Anybody who has the ids
 * draws the same. The node makes the ids at random, so nobody chooses what is drawn.
 */
export function drawSample(period: string, ids: readonly string[]): string[] {
  const place = (id: string) => createHash('sha256').update(`${period}\n${id}`).digest('hex')
  return [...ids].sort((one, other) => (place(one) < place(other) ? -1 : 1)).slice(0, Math.ceil(ids.length * share))
}

/** The quarter of a time in UTC, such as `2026-Q4`. */
export const quarterOf = (at: Date): string => `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`
