import { ArgumentError } from '../errors/argument-error.ts'
import type { Build } from './build-segment.ts'

export interface HammingIndexOptions {
  /** Bits of a hash: 256 (PDQ) unless told, 128 for SimHash. */
  bits?: 128 | 256
  /** The largest radius that may be asked for, 31 unless told. */
  maxRadius?: number
  /** How many rows are added before they become a segment, 65,536 unless told. */
  sealAt?: number
  /** Who does the work on segments: this thread, in slices of a few milliseconds, unless told. See `runBuildJob`. */
  build?: Build
}

export interface HammingIndexStats {
  /** Rows in memory, those removed included. */
  rows: number
  /** Segments and how many tables each has. */
  segments: { rows: number; m: number }[]
  /** Rows that are scanned, since they have no tables yet. */
  deltaRows: number
  /** Removed rows that still take room. */
  tombstones: number
  /** Memory in use. */
  bytes: number
}

/** Throws an ArgumentError `option-invalid`. */
export function checkOptions({ bits, maxRadius, sealAt }: { bits: number; maxRadius: number; sealAt: number }): void {
  const whole = (value: number, from: number, to: number) => Number.isInteger(value) && value >= from && value <= to
  if (bits !== 128 && bits !== 256) throw new ArgumentError('option-invalid', 'A hash has 128 or 256 bits.', '/bits')
  if (!whole(maxRadius, 0, bits))
    throw new ArgumentError('option-invalid', 'The largest radius is a whole number of bits.', '/maxRadius')
  if (!whole(sealAt, 1, largestSealAt))
    throw new ArgumentError('option-invalid', 'A segment begins with 1 to 16,777,216 rows.', '/sealAt')
}

export const largestSealAt = 2 ** 24
