import type { CargoPosition } from '@entente/contracts'
import type { CargoFile } from './cargo-file.ts'

/** The segments or lines of one part of a message. A bill with a thousand items of ten segments is far below. */
const MOST_UNITS = 100_000
/** The bytes of one part. */
const MOST_BYTES = 8_000_000

/**
 * Bounds the parts of a message, such as consignments: a part stays in memory until it is whole, so that one without an end
 * would exhaust the reader. The beginning of such a part is kept, and its rest is reported and quarantined.
 */
export class PartLimit {
  private readonly file: CargoFile
  private readonly unit: 'segments' | 'lines'
  private units = 0
  private from = 0
  /** Where the rest begins that is not read. */
  private restFrom: number | null = null

  constructor(file: CargoFile, unit: 'segments' | 'lines') {
    this.file = file
    this.unit = unit
  }

  /** Begins a part. What was left out of the part before it ends here. */
  begin(at: number): void {
    this.end(at)
    this.from = at
  }

  /**
   * Counts a segment or line that begins at an offset, and tells whether it may be read. `at` is the JSON pointer of the
   * message; `positionOf` gives the place for a finding.
   */
  takes(from: number, at: string | null, positionOf: () => CargoPosition): boolean {
    if (this.restFrom !== null) return false
    if (++this.units <= MOST_UNITS && from - this.from <= MOST_BYTES) return true
    this.restFrom = from
    const message = `one part of the message has more than ${MOST_UNITS} ${this.unit} or ${MOST_BYTES} bytes`
    this.file.report('INPUT_TOO_LARGE', at, () => ({}), { message, position: positionOf() })
    return false
  }

  /** Ends the last part of a message. `to` is the offset behind it. */
  end(to: number): void {
    if (this.restFrom !== null) this.file.quarantine(this.restFrom, to, 'INPUT_TOO_LARGE')
    this.restFrom = null
    this.units = 0
  }
}
