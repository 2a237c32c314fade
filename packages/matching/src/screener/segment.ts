import type { KeyedLists, PostingRows, Postings, SortedLists } from './lists.ts'

/**
 * Entries and their index, stored in columns. Arrays may be longer than the part in use. A column of starts has the place of the first item of each
 * owner; its last number is the number of items.
 */
export interface Columns {
  /** The bytes of each entry (entry-record.ts) and its names. */
  entryStarts: Uint32Array
  entryBytes: Uint8Array
  entryNames: Uint32Array
  /** For each entry, the places of its sets of birth dates and of nationalities in the tables of distinct sets. */
  entryDates: Uint32Array
  entryNations: Uint32Array
  /** For each entry, the bits defined in `entryBits`. */
  entryBits: Uint8Array
  /**
   * Eight numbers per name, enough to exclude most names: the first three words that count (`noWord` where there are fewer); then, at the places of
   * `inHead`, the birth dates (with `moreWords` where there are more than three words), the entry, its facts (`packFacts`), the place of its first
   * word, and the number of words (from bit 8 on) with the quality.
   */
  nameHeads: Uint32Array
  /** The words of the names in order. A word is its place in the vocabulary, its role from bit `roleShift` on, and `knownWord` for a common name. */
  words: Uint32Array
  /**
   * Neighbouring words that may be written as one, three numbers each (`inRun`): their name (with `plainRun` where `mayBeLinked` can test them by
   * their letters); their letters (`lettersOf`, or `everyLetter` where there are several spellings); their places in the name (bits of the first
   * eight words, or `anyWord` where unknown) with the packed birth dates of the entry from bit `runDayShift` on (birth-days.ts).
   */
  runs: Uint32Array
  /** The texts of the vocabulary. */
  textStarts: Uint32Array
  textBytes: Uint8Array
  /** For each word, its letters and its possible first letters, one bit each. */
  letters: Uint32Array
  initials: Uint32Array
  wordBits: Uint8Array
  /** The texts of distinct sets of birth dates and of nationalities. */
  dateStarts: Uint32Array
  dateBytes: Uint8Array
  nationStarts: Uint32Array
  nationBytes: Uint8Array
  /** Words with characters that cannot be read. */
  damaged: Uint32Array
  /** The entries that have no name but have a field other than documents. */
  nameless: Uint32Array
}
export type ColumnName = keyof Columns
/** The array type of each column. */
export const columnMakers = {
  entryStarts: Uint32Array,
  entryBytes: Uint8Array,
  entryNames: Uint32Array,
  entryDates: Uint32Array,
  entryNations: Uint32Array,
  entryBits: Uint8Array,
  nameHeads: Uint32Array,
  words: Uint32Array,
  runs: Uint32Array,
  textStarts: Uint32Array,
  textBytes: Uint8Array,
  letters: Uint32Array,
  initials: Uint32Array,
  wordBits: Uint8Array,
  dateStarts: Uint32Array,
  dateBytes: Uint8Array,
  nationStarts: Uint32Array,
  nationBytes: Uint8Array,
  damaged: Uint32Array,
  nameless: Uint32Array,
} as const satisfies { [name in ColumnName]: unknown }
export const columnNames = Object.keys(columnMakers) as ColumnName[]

export const roleShift = 28
export const wordMask = (1 << roleShift) - 1
export const knownWord = 0x80000000
/** Returns the role (`roles`) of a packed word. */
export const roleIn = (packed: number): number => (packed >>> roleShift) & 7
/**
 * The roles of words for bounds: `firm` has full weight, `soft` may have little weight, `apart` is a father's name (only another father's name
 * contradicts it), `particle` belongs to the next word, `generation` carries no weight alone.
 */
export const roles = { firm: 0, soft: 1, apart: 2, particle: 3, generation: 4 } as const
/**
 * Birth dates can be packed into one small number: the year minus `dayFrom` from bit `yearShift` on, month and day in the bits below. A value of
 * `vague` in place of month and day means no date, a year only, or an approximate year. 0 means that the dates cannot be packed and must be read.
 */
export const dayFrom = 1900
export const vague = { none: 1, year: 2, approximate: 3 } as const
export const yearShift = 9
export const monthAndDay = (1 << yearShift) - 1
export const runSize = 3
export const inRun = { name: 0, letters: 1, words: 2 } as const
export const runDayShift = 16
export const plainRun = 0x80000000
/** Returns the name of a run from its number at `inRun.name`. */
export const nameOfRun = (packed: number): number => (packed & ~plainRun) >>> 0
export const anyWord = 0xff
export const everyLetter = 0xffffffff
export const headSize = 8
export const inHead = { dates: 3, entry: 4, facts: 5, start: 6, count: 7 } as const
/** Packs nationalities (a place in their table) and `entryBits` into one number. */
export const packFacts = (nations: number, bits: number): number => ((nations << 8) | bits) >>> 0
export const noWord = 0xffffffff
/** This bit, set with the birth dates of a head, means that the name has more words that count. */
export const moreWords = 0x80000000

export const entryBits = {
  male: 1,
  female: 2,
  organisation: 4,
  kindPerson: 8,
  kindOrganisation: 16,
  place: 32,
  document: 64,
} as const
export const firstWordOf = ({ nameHeads }: Columns, name: number): number =>
  nameHeads[name * headSize + inHead.start] ?? 0
export const wordCountOf = ({ nameHeads }: Columns, name: number): number =>
  (nameHeads[name * headSize + inHead.count] ?? 0) >>> 8
export const qualityOf = ({ nameHeads }: Columns, name: number): number =>
  (nameHeads[name * headSize + inHead.count] ?? 0) & 0xff
export const entryOf = ({ nameHeads }: Columns, name: number): number => nameHeads[name * headSize + inHead.entry] ?? 0
/** Returns whether an entry has a name or a document. Other entries are never compared. */
export const isUsable = ({ entryNames, entryBits: bits }: Columns, entry: number): boolean =>
  entryNames[entry] !== entryNames[entry + 1] || ((bits[entry] ?? 0) & entryBits.document) !== 0
export const wordBits = {
  organisation: 1,
  single: 4,
  /** The form depends on the other words of the name, so making it again requires reading a name. */
  odd: 8,
  digits: 16,
  /** The word has only the letters a to z, and they alone determine its form. */
  plain: 32,
} as const

export const listNames = ['words', 'slips', 'joined', 'documents', 'ids'] as const
/**
 * The names of the lists. `words` has words by key, `slips` words by length and first letter, `joined` runs by key, `documents` and `ids` entries by
 * key.
 */
export type ListName = (typeof listNames)[number]

export interface Segment {
  readonly columns: Columns
  readonly lists: Readonly<Record<ListName, KeyedLists>>
  /** For each word, the names that contain it. */
  readonly postings: Postings
  readonly entries: number
  readonly names: number
  readonly words: number
  /** The number of entries with neither a usable name nor a usable document. */
  readonly unusable: number
  /** True if a person's name in the segment has a word of little weight (`roles.soft`). */
  readonly softWords: boolean
}
/** An immutable segment. */
export interface FrozenSegment extends Segment {
  readonly lists: Readonly<Record<ListName, SortedLists>>
  readonly postings: PostingRows
  readonly bytes: number
}
