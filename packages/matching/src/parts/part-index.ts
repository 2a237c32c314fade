import { finishHash } from '../lookup/hash-text.ts'
import { Growing } from '../screener/growing.ts'
import { NumberTable } from './number-table.ts'
import type { Book, PartQuery, Pattern } from './part-query.ts'
import { inside, WordBook } from './word-book.ts'

/** What a search may return of a row. Times are in seconds since 1970. */
export interface PartLimits {
  /** Whether the caller may read rows of this class. A class is any number from 0 to 65,535 that the caller gives to rows. */
  mayRead(rowClass: number): boolean
  now: number
}

/** The rows that fit a search, best first: whole words, then beginnings of words, then parts inside words. */
export interface FittingRows {
  /** Returns up to `most` ids. */
  ids(most: number): string[]
  has(id: string): boolean
  readonly count: number
}

const books = ['latin', 'abjad', 'other'] as const
const never = 0xffffffff
/** A search keeps a number for each row, so this is the largest number of rows. */
const mostRows = 1 << 24
/** From this share of dead entries on, `sweep` is worth its time. */
const deadShare = 4
const leastDead = 10_000

/**
 * An index of rows by parts of their words, in memory. A row is an id (a UUID), its words and a class. The index has no
 * copy of a row: only the distinct words, and for each word the rows that have it.
 *
 * @example
 * const index = new PartIndex(randomInt(2 ** 32))
 * index.put('5f1c…', partWords('BENHAMDAN, Youssef'), { rowClass: 0, until: null })
 * index.find(readPartQuery('hamd'), { mayRead: () => true, now: 0 }).ids(50)
 */
export class PartIndex {
  readonly #books: Record<Book, WordBook> = { latin: new WordBook(), abjad: new WordBook(), other: new WordBook() }
  /** The newest entry of each word, or -1; an entry is a row and the next older entry. */
  readonly #heads: Record<Book, Growing<Int32Array>> = {
    latin: new Growing(Int32Array),
    abjad: new Growing(Int32Array),
    other: new Growing(Int32Array),
  }
  readonly #entryRows = new Growing(Uint32Array)
  readonly #entryNext = new Growing(Int32Array)
  readonly #freeEntries: number[] = []
  /** Four numbers for each row. */
  readonly #ids = new Growing(Uint32Array)
  readonly #classes = new Growing(Uint16Array)
  readonly #until = new Growing(Uint32Array)
  readonly #live = new Growing(Uint8Array)
  readonly #entries = new Growing(Uint8Array)
  readonly #byId = new NumberTable()
  readonly #secret: number

  /** Others may choose ids, so a secret number of 32 bits decides which ids share a place of the table. */
  constructor(secret: number) {
    this.#secret = secret
  }

  /** Rows that the last sweep freed, and rows that died since. */
  #freeRows: number[] = []
  #deadRows: number[] = []
  #deadEntries = 0

  /** The number of rows. */
  get size(): number {
    return this.#classes.length - this.#freeRows.length - this.#deadRows.length
  }

  /** The memory of the index in bytes. */
  get bytes(): number {
    const growing = [this.#entryRows, this.#entryNext, this.#ids, this.#classes, this.#until, this.#live, this.#entries]
    const arrays = [...growing, ...Object.values(this.#heads)].reduce((sum, { data }) => sum + data.byteLength, 0)
    const texts = Object.values(this.#books).reduce((sum, book) => sum + book.bytes, 0)
    return arrays + texts + this.#byId.bytes + 8 * (this.#freeEntries.length + this.#freeRows.length)
  }

  /**
   * Adds a row, or replaces the row with this id. `until` is the time from which on the row is not found any more. Of more
   * than 255 words the first 255 count.
   */
  put(id: string, words: Iterable<string>, row: { rowClass: number; until: number | null }): void {
    this.remove(id)
    const number = this.#freeRows.pop() ?? this.#newRow()
    writeId(id, this.#ids.data, number * 4)
    this.#classes.data[number] = row.rowClass
    this.#until.data[number] = row.until === null ? never : Math.max(0, Math.min(never - 1, Math.floor(row.until)))
    this.#live.data[number] = 1
    this.#byId.add(this.#hashOf(number), number)
    let count = 0
    for (const word of new Set(words)) {
      if (word === '' || count === 255) continue
      this.#addEntry(word, number)
      count += 1
    }
    this.#entries.data[number] = count
  }

  #newRow(): number {
    const number = this.#classes.length
    if (number >= mostRows) throw new RangeError(`an index has at most ${mostRows} rows`)
    for (const array of [this.#classes, this.#until, this.#live, this.#entries]) array.push(0)
    this.#ids.append([0, 0, 0, 0])
    return number
  }

  #addEntry(word: string, row: number): void {
    const book = bookOf(word)
    const number = this.#books[book].numberOf(word)
    const heads = this.#heads[book]
    while (heads.length <= number) heads.push(-1)
    const entry = this.#freeEntries.pop() ?? this.#entryRows.length
    if (entry === this.#entryRows.length) {
      this.#entryRows.push(0)
      this.#entryNext.push(0)
    }
    this.#entryRows.data[entry] = row
    this.#entryNext.data[entry] = heads.data[number] ?? -1
    heads.data[number] = entry
  }

  /** Removes the row with this id, if there is one. It is not found from now on; `sweep` frees its memory. */
  remove(id: string): void {
    const number = this.#rowOf(id)
    if (number < 0) return
    this.#byId.remove(this.#hashOf(number), (other) => other === number)
    this.#live.data[number] = 0
    this.#deadEntries += this.#entries.data[number] ?? 0
    this.#deadRows.push(number)
  }

  /** Whether so much of the memory belongs to removed rows that `sweep` is worth its time. */
  get needsSweep(): boolean {
    return this.#deadEntries > leastDead && this.#deadEntries > this.#entryRows.length / deadShare
  }

  /**
   * Frees the memory of removed rows and erases words that no row has. Yields often. The index may be searched and changed
   * between two steps.
   */
  *sweep(): Generator<void> {
    const dead = this.#deadRows
    const isDead = new Set(dead)
    this.#deadRows = []
    this.#deadEntries = 0
    for (const book of books) {
      const heads = this.#heads[book]
      for (let word = 0; word < heads.length; word += 1) {
        this.#unlink(heads.data, word, isDead)
        if (word % 2048 === 2047) yield
      }
      yield* this.#books[book].eraseUnused((number) => (heads.data[number] ?? -1) >= 0)
    }
    // One by one: as arguments of one call, the rows of a large deletion would be too many.
    for (const row of dead) this.#freeRows.push(row)
  }

  #unlink(heads: Int32Array, word: number, isDead: ReadonlySet<number>): void {
    const next = this.#entryNext.data
    let last = -1
    for (let entry = heads[word] ?? -1; entry >= 0; ) {
      const following = next[entry] ?? -1
      if (isDead.has(this.#entryRows.data[entry] ?? 0)) {
        if (last < 0) heads[word] = following
        else next[last] = following
        this.#freeEntries.push(entry)
      } else last = entry
      entry = following
    }
  }

  /** Finds the rows that fit a query. */
  find(query: PartQuery, limits: PartLimits): FittingRows {
    const steps = this.findInSteps(query, limits)
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    return step.value
  }

  /** Finds the rows that fit a query. Yields after some milliseconds, so that a thread can do other work. */
  *findInSteps(query: PartQuery, limits: PartLimits): Generator<void, FittingRows> {
    const fits = new Uint8Array(this.#classes.length)
    for (const words of query) {
      let all: Uint8Array | null = null
      for (const patterns of words) {
        const some = new Uint8Array(fits.length)
        for (const pattern of patterns) yield* this.#mark(pattern, some)
        all = all === null ? some : both(all, some)
        yield
      }
      if (all === null) continue
      for (let row = 0; row < fits.length; row += 1) {
        const [fit = 0, known = 0] = [all[row], fits[row]]
        if (fit !== 0 && (known === 0 || fit < known)) fits[row] = fit
      }
      yield
    }
    return this.#allowed(fits, limits)
  }

  /** Writes for each row that has a word with this part how well it fits. */
  *#mark({ book, part }: Pattern, marks: Uint8Array): Generator<void> {
    const heads = this.#heads[book].data
    const [rows, next] = [this.#entryRows, this.#entryNext]
    yield* this.#books[book].find(part, (word, fit) => {
      for (let entry = heads[word] ?? -1; entry >= 0; entry = next.data[entry] ?? -1) {
        const row = rows.data[entry] ?? 0
        if (row >= marks.length) continue
        const known = marks[row] ?? 0
        if (known === 0 || fit < known) marks[row] = fit
      }
    })
  }

  /** Drops the rows that were removed, are over, or may not be read. */
  #allowed(fits: Uint8Array, { mayRead, now }: PartLimits): FittingRows {
    const known = new Map<number, boolean>()
    let count = 0
    for (let row = 0; row < fits.length; row += 1) {
      if (fits[row] === 0) continue
      const rowClass = this.#classes.data[row] ?? 0
      let may = known.get(rowClass)
      if (may === undefined) {
        may = mayRead(rowClass)
        known.set(rowClass, may)
      }
      if (may && this.#live.data[row] === 1 && (this.#until.data[row] ?? 0) > now) count += 1
      else fits[row] = 0
    }
    return {
      count,
      ids: (most) => this.#best(fits, most),
      has: (id) => {
        const row = this.#rowOf(id)
        return row >= 0 && row < fits.length && fits[row] !== 0
      },
    }
  }

  /** Returns the best ids; of equal ones the newest rows come first. */
  #best(fits: Uint8Array, most: number): string[] {
    const found: string[] = []
    for (let fit = 1; fit <= inside && found.length < most; fit += 1)
      for (let row = fits.length - 1; row >= 0 && found.length < most; row -= 1)
        if (fits[row] === fit && this.#live.data[row] === 1) found.push(readId(this.#ids.data, row * 4))
    return found
  }

  #rowOf(id: string): number {
    writeId(id, scratch, 0)
    const { data } = this.#ids
    return this.#byId.find(hashId(scratch, 0, this.#secret), (row) => {
      const at = row * 4
      return (
        data[at] === scratch[0] &&
        data[at + 1] === scratch[1] &&
        data[at + 2] === scratch[2] &&
        data[at + 3] === scratch[3]
      )
    })
  }

  #hashOf(row: number): number {
    return hashId(this.#ids.data, row * 4, this.#secret)
  }
}

/** A row must have every word of a query: it fits as well as its worst word. */
function both(all: Uint8Array, some: Uint8Array): Uint8Array {
  for (let row = 0; row < all.length; row += 1) {
    const [one = 0, other = 0] = [all[row], some[row]]
    if (one !== 0) all[row] = other === 0 ? 0 : Math.max(one, other)
  }
  return all
}

/** Returns the book of a word, by its letters. */
function bookOf(word: string): Book {
  if (/^[a-z0-9]+$/.test(word)) return 'latin'
  return /^[\p{Script=Arabic}\p{Script=Hebrew}]+$/u.test(word) ? 'abjad' : 'other'
}

const scratch = new Uint32Array(4)
function writeId(id: string, numbers: Uint32Array, at: number): void {
  const hex = id.replaceAll('-', '')
  for (let part = 0; part < 4; part += 1) numbers[at + part] = Number.parseInt(hex.slice(part * 8, part * 8 + 8), 16)
}
function readId(numbers: Uint32Array, at: number): string {
  let hex = ''
  for (let part = 0; part < 4; part += 1) hex += (numbers[at + part] ?? 0).toString(16).padStart(8, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
function hashId(numbers: Uint32Array, at: number, secret: number): number {
  let hash = secret
  for (let part = 0; part < 4; part += 1) hash = finishHash(hash ^ (numbers[at + part] ?? 0), secret)
  return hash
}
