import { createHash } from 'node:crypto'
import type { Row } from './format.ts'

/**
 * Creates a digest of a table's rows that does not depend on their order: the sum of the SHA-256 of each row, cut to
 * 128 bits. It detects accidental changes but not forgery; the whole file has an ordinary SHA-256 for that.
 */
export function createRowDigest(): { add(row: Row): void; readonly rows: number; value(): string } {
  let high = 0n
  let low = 0n
  let rows = 0
  return {
    add: (row) => {
      const hash = createHash('sha256').update(JSON.stringify(row)).digest()
      high = BigInt.asUintN(64, high + hash.readBigUInt64BE(0))
      low = BigInt.asUintN(64, low + hash.readBigUInt64BE(8))
      rows++
    },
    get rows() {
      return rows
    },
    value: () => high.toString(16).padStart(16, '0') + low.toString(16).padStart(16, '0'),
  }
}
