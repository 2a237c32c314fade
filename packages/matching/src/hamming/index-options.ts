import { ArgumentError } from '../errors/argument-error.ts'
import type { Build } from './build-segment.ts'

export interface HammingIndexOptions {
  /** Bits of a hash: 256 (PDQ), the default, or 128 (SimHash). */
  bits?: 128 | 256
  /** The largest radius of a query, 31 by default. */
  maxRadius?: number
  /** The number of added rows that become a segment, 65,536 by default. */
  sealAt?: number
  /** Runs the jobs that build segments, by default in this thread in slices of a few milliseconds. See `runBuildJob`. */
  build?: Build
}

export interface HammingIndexStats {
  /** Rows in memory, including removed ones. */
  rows: number
  /** The segments; `m` is the number of tables. */
  segments: { rows: number; m: number }[]
  /** Rows without tables, which are scanned. */
  deltaRows: number
  /** Removed rows that are still in memory. */
  tombstones: number
  /** Memory in use. */
  bytes: number
}

/** Checks the options of an index. Throws an ArgumentError (`option-invalid`). */
export function checkOptions({ bits, maxRadius, sealAt }: { bits: number; maxRadius: number; sealAt: number }): void {
  const whole = (value: number, from: number, to: number) => Number.isInteger(value) && value >= from && value <= to
  if (bits !== 128 && bits !== 256) throw new ArgumentError('option-invalid', 'A hash has 128 or 256 bits.', '/bits')
  if (!whole(maxRadius, 0, bits))
    throw new ArgumentError('option-invalid', 'The largest radius is a whole number of bits.', '/maxRadius')
  if (!whole(sealAt, 1, largestSealAt))
    throw new ArgumentError('option-invalid', 'A segment begins with 1 to 16,777,216 rows.', '/sealAt')
}

export const largestSealAt = 2 ** 24
