import type { KeyedLists, PostingRows, Postings, SortedLists } from './lists.ts'

/**
 * Entries and their index, column by column. Arrays may be longer than what is in use. An entry has names: `entryNames` holds where those begin,
 * with one number more than there are entries.
 */
export interface Columns {
  /** Entries: the bytes of each (entry-record.ts), and where they begin. */
  entryStarts: Uint32Array
  entryBytes: Uint8Array
  entryNames: Uint32Array
  /** Places in the tables of distinct sets of birth dates and of nationalities. */
  entryDates: Uint32Array
  entryNations: Uint32Array
  /** entryBits below. */
  entryBits: Uint8Array
  /**
   * Eight numbers a name, all that most names are told by: its first three words that count (`noWord`: it has fewer); at the places of `inHead` its
   * birth dates (`moreWords`: it has more words than three), its entry, what that says (`packFacts`), where its words begin, how many they are (from
   * bit 8 on) and its quality.
   */
  nameHeads: Uint32Array
  /** Words of the names in order: place in the vocabulary, from `roleShift` on what it does in the name, and whether it is a common name (`knownWord`). */
  words: Uint32Array
  /**
   * Neighbouring words that may be written as one, three numbers each (`inRun`): their name (`plainRun`: their letters alone tell what they are
   * together); the letters they have (`lettersOf`; `everyLetter`: there are several spellings); and which of its words they are (bits of the first
   * eight; `anyWord`: not told), with the birth date of its bearer from `runDayShift` on (birth-days.ts).
   */
  runs: Uint32Array
  /** The vocabulary: texts, and where they begin. */
  textStarts: Uint32Array
  textBytes: Uint8Array
  /** Which letters a word has, and with which it may begin: one bit each. */
  letters: Uint32Array
  initials: Uint32Array
  wordBits: Uint8Array
  /** Tables of distinct birth dates and nationalities: texts, and where they begin. */
  dateStarts: Uint32Array
  dateBytes: Uint8Array
  nationStarts: Uint32Array
  nationBytes: Uint8Array
  /** Words with characters that cannot be read. */
  damaged: Uint32Array
  /** Entries without a name, of which something but a document is said. */
  nameless: Uint32Array
}
export type ColumnName = keyof Columns
/** What each column is made of. */
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
/** What a word does in its name (`roles`), of a packed word. */
export const roleIn = (packed: number): number => (packed >>> roleShift) & 7
/**
 * What a word does in a name, as far as bounds ask: counts, may count for little, is a father's name (nothing but another stands against it),
 * joins others, does not count.
 */
export const roles = { firm: 0, soft: 1, apart: 2, particle: 3, generation: 4 } as const
/**
 * Birth dates as one small number: the year after `dayFrom`, from `yearShift` on, month and day in the bits below; of a single year, or one
 * that is only about right, without a month (`vague`). 0: more than that is said, and the dates themselves have to be looked at.
 */
export const dayFrom = 1900
export const vague = { none: 1, year: 2, approximate: 3 } as const
export const yearShift = 9
export const monthAndDay = (1 << yearShift) - 1
export const runSize = 3
export const inRun = { name: 0, letters: 1, words: 2 } as const
export const runDayShift = 16
export const plainRun = 0x80000000
/** The name of a run, of what stands at `inRun.name`. */
export const nameOfRun = (packed: number): number => (packed & ~plainRun) >>> 0
export const anyWord = 0xff
export const everyLetter = 0xffffffff
export const headSize = 8
export const inHead = { dates: 3, entry: 4, facts: 5, start: 6, count: 7 } as const
/** Nationalities (a place in their table) and `entryBits` as one number. */
export const packFacts = (nations: number, bits: number): number => ((nations << 8) | bits) >>> 0
export const noWord = 0xffffffff
/** Beside the birth dates of a head: the name has more words that count. */
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
/** An entry with neither a name nor a document is never compared. */
export const isUsable = ({ entryNames, entryBits: bits }: Columns, entry: number): boolean =>
  entryNames[entry] !== entryNames[entry + 1] || ((bits[entry] ?? 0) & entryBits.document) !== 0
export const wordBits = {
  organisation: 1,
  single: 4,
  /** Its text read alone gives another form: the form is had by reading a name again. */
  odd: 8,
  digits: 16,
  /** Nothing but the letters a to z, and no other form than they give. */
  plain: 32,
} as const

export const listNames = ['words', 'slips', 'joined', 'documents', 'ids'] as const
/** words: vocabulary by key. slips: vocabulary by length and first letter. joined: runs by key. documents, ids: entries. */
export type ListName = (typeof listNames)[number]

export interface Segment {
  readonly columns: Columns
  readonly lists: Readonly<Record<ListName, KeyedLists>>
  /** By word: names that have it. */
  readonly postings: Postings
  readonly entries: number
  readonly names: number
  readonly words: number
  /** Entries with neither a usable name nor a usable document. */
  readonly unusable: number
  /** Whether a word of a person's name may count for little (`roles.soft`). */
  readonly softWords: boolean
}
/** A segment that no longer changes. */
export interface FrozenSegment extends Segment {
  readonly lists: Readonly<Record<ListName, SortedLists>>
  readonly postings: PostingRows
  readonly bytes: number
}
