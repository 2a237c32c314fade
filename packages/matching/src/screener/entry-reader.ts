import type { Entry } from '@entente/contracts'
import { type ReadIdentity, readIdentity } from '../score/read-identity.ts'
import { readEntry, readEntryId } from './entry-record.ts'
import type { Segment } from './segment.ts'

const cacheSize = 6_000

/** Reads entries of one segment from their bytes and caches the entries read last. */
export class EntryReader {
  #recent = new Map<number, ReadIdentity>()
  #before = new Map<number, ReadIdentity>()

  /** Reads an entry for comparison. */
  read(segment: Segment, place: number): ReadIdentity {
    const known = this.#recent.get(place) ?? this.#before.get(place)
    if (known !== undefined && this.#recent.has(place)) return known
    const read = known ?? readIdentity(this.entry(segment, place)).read
    // The cache has two generations. An entry that was not read during a whole generation is dropped.
    if (this.#recent.size >= cacheSize / 2) {
      this.#before = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(place, read)
    return read
  }
  entry(segment: Segment, place: number): Entry {
    return readEntry(bytesOf(segment, place))
  }
  id(segment: Segment, place: number): string {
    return readEntryId(bytesOf(segment, place))
  }
}
const bytesOf = ({ columns }: Segment, place: number): Uint8Array =>
  columns.entryBytes.subarray(columns.entryStarts[place] ?? 0, columns.entryStarts[place + 1] ?? 0)
