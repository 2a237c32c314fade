import { Growing, type Numbers } from './growing.ts'
import { ahead } from './read-ahead.ts'

/** Maps numbers (hashes, words or buckets) to lists of places. */
export interface Lists {
  of(key: number): ArrayLike<number>
  /** Calls `visit` with each place of a key. It is cheaper than `of` where most keys do not exist. */
  each(key: number, visit: (value: number) => void): void
  /** An upper bound of the number of pairs of key and place. */
  readonly pairCount: number
}
/** Lists in which a search looks up many keys at once. */
export interface KeyedLists extends Lists {
  /** Loads the memory that `each` needs for these keys. */
  readAhead(keys: Uint32Array): void
}
/** Lists with a known length. */
export interface Postings extends Lists {
  count(key: number): number
}
export interface ListsWriter {
  add(key: number, value: number): void
}
/** Allocates a finished array, in ordinary memory or in memory shared between threads. */
export type Allocate = <T extends Numbers>(make: new (buffer: ArrayBufferLike) => T, length: number, size: number) => T

const none: readonly number[] = []
const empty = new Uint32Array(0)

/** Lists that grow, for the few entries added last. */
export class LiveLists implements KeyedLists, Postings, ListsWriter {
  readonly #lists = new Map<number, number[]>()
  /** The number of stored numbers, including keys. */
  size = 0

  add(key: number, value: number): void {
    const list = this.#lists.get(key)
    if (list) list.push(value)
    else {
      this.#lists.set(key, [value])
      this.size += 1
    }
    this.size += 1
  }
  /** Does nothing: these lists are short. */
  readAhead(): void {}
  of(key: number): readonly number[] {
    return this.#lists.get(key) ?? none
  }
  each(key: number, visit: (value: number) => void): void {
    for (const value of this.of(key)) visit(value)
  }
  get pairCount(): number {
    return this.size
  }
  count(key: number): number {
    return this.of(key).length
  }
  *pairs(): Generator<[number, number]> {
    for (const [key, values] of this.#lists) for (const value of values) yield [key, value]
  }
}

/** Collected pairs that are sorted later. */
export class CollectedLists implements ListsWriter {
  readonly keys = new Growing(Uint32Array)
  readonly values = new Growing(Uint32Array)

  add(key: number, value: number): void {
    this.keys.push(key)
    this.values.push(value)
  }
  /** Reserves capacity for so many pairs in total. */
  reserve(pairs: number): void {
    this.keys.reserve(pairs)
    this.values.reserve(pairs)
  }
}

/** Reading ahead is useful from this length on. Shorter lists are in the processor's cache anyway. */
const worthReadingAhead = 1 << 19

/** Finished lists: pairs sorted by key, with a directory by the leading bits of the keys. */
interface SortedArrays {
  keys: Uint32Array
  values: Uint32Array
  /** The place of the first key of each directory entry, and the number of keys at the end. */
  places: Uint32Array
}
export class SortedLists implements KeyedLists {
  readonly arrays: SortedArrays
  readonly #shift: number

  constructor(arrays: SortedArrays) {
    this.arrays = arrays
    this.#shift = 32 - Math.round(Math.log2(arrays.places.length - 1))
  }
  get pairCount(): number {
    return this.arrays.keys.length
  }
  readAhead(wanted: Uint32Array): void {
    const { keys, values, places } = this.arrays
    if (keys.length < worthReadingAhead) return
    let sum = 0
    for (let at = 0; at < wanted.length; at += 1) sum += places[(wanted[at] ?? 0) >>> this.#shift] ?? 0
    for (let at = 0; at < wanted.length; at += 1) {
      const place = (wanted[at] ?? 0) >>> this.#shift
      const from = places[place] ?? 0
      if (from !== places[place + 1]) sum += (keys[from] ?? 0) + (values[from] ?? 0)
    }
    ahead.sum = sum
  }
  of(key: number): Uint32Array {
    const { keys, values } = this.arrays
    const from = this.firstOf(key)
    if (from < 0) return empty
    let to = from
    while (keys[to] === key && to < keys.length) {
      for (let step = 1; keys[to + step] === key; step *= 2) to += step
      to += 1
    }
    return values.subarray(from, to)
  }
  each(key: number, visit: (value: number) => void): void {
    const { keys, values } = this.arrays
    const from = this.firstOf(key)
    if (from >= 0) for (let at = from; keys[at] === key; at += 1) visit(values[at] ?? 0)
  }
  /** Returns the place of the first value of a key; -1 where there is none. */
  firstOf(key: number): number {
    const { keys, places } = this.arrays
    const place = this.#shift === 32 ? 0 : key >>> this.#shift
    let from = places[place] ?? 0
    let end = places[place + 1] ?? 0
    // Most keys do not exist and end here.
    if (from === end) return -1
    // A directory entry has few keys, but a key may have many values.
    while (end - from > 16) {
      const middle = (from + end) >>> 1
      if ((keys[middle] ?? 0) < key) from = middle + 1
      else end = middle
    }
    while (from < keys.length && (keys[from] ?? 0) < key) from += 1
    return keys[from] === key ? from : -1
  }
}

/** Steps of work between two yields: about a millisecond. */
export const stepsAtOnce = 1 << 15

/** Replaces each number by the sum of all numbers up to it. */
export function* sumUp(counts: Uint32Array): Generator<void> {
  for (let at = 1; at < counts.length; at += 1) {
    counts[at] = (counts[at] ?? 0) + (counts[at - 1] ?? 0)
    if (at % (stepsAtOnce * 4) === 0) yield
  }
}

/**
 * Sorts collected pairs by key; pairs of one key keep their order. `perPlace` is the number of keys per directory entry; a smaller number takes more
 * memory and makes the lookup of a missing key cheaper. Yields between bounded amounts of work.
 */
export function* sortLists(from: CollectedLists, allocate: Allocate, perPlace = 4): Generator<void, SortedLists> {
  const count = from.keys.length
  const bits = Math.min(24, Math.max(1, Math.ceil(Math.log2(count / perPlace + 1))))
  const shift = 32 - bits
  const places = allocate(Uint32Array, (1 << bits) + 1, 4)
  const keys = allocate(Uint32Array, count, 4)
  const values = allocate(Uint32Array, count, 4)
  const givenKeys = from.keys.data
  const givenValues = from.values.data
  for (let at = 0; at < count; at += 1) {
    const place = ((givenKeys[at] ?? 0) >>> shift) + 1
    places[place] = (places[place] ?? 0) + 1
    if (at % stepsAtOnce === stepsAtOnce - 1) yield
  }
  yield* sumUp(places)
  const next = new Uint32Array(places.length)
  for (let at = 0; at < places.length; at += stepsAtOnce * 8) {
    next.set(places.subarray(at, at + stepsAtOnce * 8), at)
    yield
  }
  for (let at = 0; at < count; at += 1) {
    const key = givenKeys[at] ?? 0
    const place = key >>> shift
    const to = next[place] ?? 0
    next[place] = to + 1
    keys[to] = key
    values[to] = givenValues[at] ?? 0
    if (at % stepsAtOnce === stepsAtOnce - 1) yield
  }
  let steps = 0
  for (let place = 0; place + 1 < places.length; place += 1) {
    const begin = places[place] ?? 0
    const end = places[place + 1] ?? 0
    if (end - begin > 1) steps += sortRange(keys, values, begin, end)
    steps += 1
    if (steps > stepsAtOnce) {
      steps = 0
      yield
    }
  }
  return new SortedLists({ keys, values, places })
}

/** Sorts one directory entry by key, keeping the order of equal keys. Returns the number of steps. */
function sortRange(keys: Uint32Array, values: Uint32Array, begin: number, end: number): number {
  const first = keys[begin]
  let same = true
  for (let at = begin + 1; at < end && same; at += 1) same = keys[at] === first
  if (same) return end - begin
  if (end - begin > 64) {
    const order = Array.from({ length: end - begin }, (_, at) => begin + at)
    order.sort((x, y) => (keys[x] ?? 0) - (keys[y] ?? 0) || x - y)
    const sortedKeys = order.map((at) => keys[at] ?? 0)
    const sortedValues = order.map((at) => values[at] ?? 0)
    keys.set(sortedKeys, begin)
    values.set(sortedValues, begin)
    return (end - begin) * 8
  }
  let steps = 0
  for (let at = begin + 1; at < end; at += 1) {
    const key = keys[at] ?? 0
    const value = values[at] ?? 0
    let to = at
    while (to > begin && (keys[to - 1] ?? 0) > key) {
      keys[to] = keys[to - 1] ?? 0
      values[to] = values[to - 1] ?? 0
      to -= 1
      steps += 1
    }
    keys[to] = key
    values[to] = value
  }
  return steps + end - begin
}

/**
 * Lists the names of each word in one array, with the packed birth dates of each name's entry (`dayFrom`, segment.ts). Words have consecutive
 * numbers.
 */
export class PostingRows implements Postings {
  /** The place of the first name of each word, and the number of names at the end. */
  readonly starts: Uint32Array
  readonly names: Uint32Array
  readonly days: Uint16Array

  constructor(starts: Uint32Array, names: Uint32Array, days: Uint16Array) {
    this.starts = starts
    this.names = names
    this.days = days
  }
  of(key: number): Uint32Array {
    return this.names.subarray(this.starts[key] ?? 0, this.starts[key + 1] ?? 0)
  }
  each(key: number, visit: (value: number) => void): void {
    for (let at = this.starts[key] ?? 0; at < (this.starts[key + 1] ?? 0); at += 1) visit(this.names[at] ?? 0)
  }
  get pairCount(): number {
    return this.names.length
  }
  count(key: number): number {
    return (this.starts[key + 1] ?? 0) - (this.starts[key] ?? 0)
  }
}
