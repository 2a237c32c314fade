import type { Entry, Quality } from '@entente/contracts'
import { hashText } from '../lookup/hash-text.ts'
import { isPlain } from '../names/plain-letters.ts'
import type { NameWord, ReadName } from '../names/read-name.ts'
import { passingForm, type WordForm, wordForm } from '../names/word-form.ts'
import { type ReadIdentity, readIdentity } from '../score/read-identity.ts'
import { dayOf } from './birth-days.ts'
import { documentKey } from './document-keys.ts'
import { encodeText, writeEntry } from './entry-record.ts'
import { Growing } from './growing.ts'
import { CollectedLists, type KeyedLists, type ListsWriter, LiveLists } from './lists.ts'
import {
  anyWord,
  type ColumnName,
  type Columns,
  columnMakers,
  columnNames,
  entryBits,
  everyLetter,
  headSize,
  inHead,
  knownWord,
  type ListName,
  listNames,
  moreWords,
  noWord,
  packFacts,
  plainRun,
  roleIn,
  roleShift,
  roles,
  runDayShift,
  runSize,
  type Segment,
  wordBits,
  wordMask,
} from './segment.ts'
import { slipBucket } from './slip-index.ts'
import { abbreviationKey, keysOfRun, keysOfWord } from './word-keys.ts'

export const qualities: readonly Quality[] = ['primary', 'original', 'good', 'former', 'low']
export const idKey = (id: string): number => hashText(id, 20)
/** The entry of a name: its place, the place of its set of birth dates, and its packed facts. */
interface NameOwner {
  entry: number
  dates: number
  facts: number
}
type GrowingColumns = { [name in ColumnName]: Growing<Columns[name]> }

const isFirm = (word: NameWord): boolean =>
  !word.aside && (word.role === null || word.role === 'given' || word.role === 'family' || word.role === 'unknown')
export const roleOf = (word: NameWord): number =>
  word.role === 'particle'
    ? roles.particle
    : word.role === 'generation'
      ? roles.generation
      : isFirm(word)
        ? roles.firm
        : word.role === 'patronymic'
          ? roles.apart
          : roles.soft

const bitOfLetter = (letter: string): number => 1 << ((letter.charCodeAt(0) - 97) & 31)
export const initialsOf = (form: WordForm): number =>
  form.forms.reduce((bits, latin) => bits | bitOfLetter(latin), 0) >>> 0

/** Writes entries with their index. A search can read a `live` writer at once (`segment`); other writers collect entries for `freezeSegment`. */
export class SegmentWriter {
  readonly growing: GrowingColumns
  readonly collected: Record<ListName, ListsWriter>
  readonly #postings = new LiveLists()
  readonly #live: boolean
  readonly #words = new Map<string, number>()
  readonly #dates = new Map<string, number>()
  readonly #nations = new Map<string, number>()
  unusable = 0
  softWords = false

  constructor(live: boolean) {
    this.#live = live
    const growing: Partial<Record<ColumnName, Growing>> = {}
    for (const name of columnNames) growing[name] = new Growing<never>(columnMakers[name] as never)
    this.growing = growing as GrowingColumns
    for (const name of ['entryStarts', 'entryNames', 'textStarts', 'dateStarts', 'nationStarts'] as const)
      this.growing[name].push(0)
    this.collected = Object.fromEntries(
      listNames.map((name) => [name, live ? new LiveLists() : new CollectedLists()]),
    ) as unknown as Record<ListName, ListsWriter>
    this.dateSet('')
    this.nationSet('')
  }

  get entries(): number {
    return this.growing.entryBits.length
  }
  get names(): number {
    return this.growing.nameHeads.length / headSize
  }
  get words(): number {
    return this.growing.wordBits.length
  }

  /** The entries written so far, for searching. Only a live writer has this segment. */
  get segment(): Segment {
    this.#segment ??= this.#makeSegment()
    return this.#segment
  }
  #segment: Segment | null = null
  #makeSegment(): Segment {
    const columns = Object.fromEntries(columnNames.map((name) => [name, this.growing[name].data])) as unknown as Columns
    for (const name of ['damaged', 'nameless'] as const)
      columns[name] = columns[name].subarray(0, this.growing[name].length)
    return {
      columns,
      lists: this.collected as unknown as Record<ListName, KeyedLists>,
      postings: this.#postings,
      entries: this.entries,
      names: this.names,
      words: this.words,
      unusable: this.unusable,
      softWords: this.softWords,
    }
  }
  /** Reserves capacity for these segments. Growing a large array would copy it in one long step. */
  reserve(segments: readonly Segment[]): void {
    for (const name of columnNames)
      this.growing[name].reserve(segments.reduce((sum, segment) => sum + usedLength(segment, name), 0))
    for (const name of listNames) {
      const collected = this.collected[name]
      if (collected instanceof CollectedLists)
        collected.reserve(segments.reduce((sum, { lists }) => sum + lists[name].pairCount, 0))
    }
  }
  /** The size of entries and index in bytes, without the strings that are keys of maps. */
  get bytes(): number {
    let bytes = 0
    for (const name of columnNames) bytes += this.growing[name].data.byteLength
    for (const list of [...Object.values(this.collected), this.#postings])
      bytes +=
        list instanceof LiveLists ? list.size * 8 : list instanceof CollectedLists ? list.keys.data.byteLength * 2 : 0
    return bytes
  }

  #text(
    starts: 'entryStarts' | 'textStarts' | 'dateStarts' | 'nationStarts',
    bytes: 'entryBytes' | 'textBytes' | 'dateBytes' | 'nationBytes',
    written: Uint8Array,
  ): void {
    this.growing[bytes].append(written)
    this.growing[starts].push(this.growing[bytes].length)
  }
  dateSet(text: string): number {
    return this.#set(this.#dates, text, 'dateStarts', 'dateBytes')
  }
  nationSet(text: string): number {
    return this.#set(this.#nations, text, 'nationStarts', 'nationBytes')
  }
  #set(
    known: Map<string, number>,
    text: string,
    starts: 'dateStarts' | 'nationStarts',
    bytes: 'dateBytes' | 'nationBytes',
  ): number {
    const place = known.get(text)
    if (place !== undefined) return place
    this.#text(starts, bytes, encodeText(text))
    known.set(text, known.size)
    return known.size - 1
  }

  /** Frees the strings of words and values. No entry can be written afterwards. */
  freeTexts(): void {
    for (const known of [this.#words, this.#dates, this.#nations]) known.clear()
  }

  /** Writes an entry and returns its place. */
  add(entry: Entry): number {
    const { read } = readIdentity(entry)
    const place = this.entries
    this.#segment = null
    const dates = this.dateSet(read.birthDates.map((date) => date.text).join('|'))
    const nations = this.nationSet(read.nationalities.map(({ codes }) => codes.join(' ')).join('|'))
    const bits = bitsOf(read)
    const owner = { entry: place, dates, day: dayOf(read.birthDates), facts: packFacts(nations, bits) }
    for (const name of read.names) this.#name(owner, name.read, name.quality, read.register === 'organisation')
    this.collected.ids.add(idKey(entry.id), place)
    this.addBody(writeEntry(entry), dates, nations, bits)
    for (const folded of new Set(read.documents.map((document) => document.folded)))
      this.collected.documents.add(documentKey(folded), place)
    return place
  }
  /** Writes the fields of the entry whose names were written last. */
  addBody(bytes: Uint8Array, dates: number, nations: number, bits: number): void {
    this.#text('entryStarts', 'entryBytes', bytes)
    if ((this.growing.entryNames.data[this.growing.entryNames.length - 1] ?? 0) === this.names) {
      if ((bits & entryBits.document) === 0) this.unusable += 1
      else if (dates > 0 || nations > 0 || (bits & otherFields) !== 0) this.growing.nameless.push(this.entries)
    }
    this.growing.entryNames.push(this.names)
    this.growing.entryDates.push(dates)
    this.growing.entryNations.push(nations)
    this.growing.entryBits.push(bits)
  }

  #name(owner: NameOwner & { day: number }, read: ReadName, quality: Quality, organisation: boolean): void {
    const place = this.names
    const words: number[] = []
    for (const word of read.words)
      words.push(
        (this.#word(word.form, organisation) |
          (roleOf(word) << roleShift) |
          (word.form.known !== null ? knownWord : 0)) >>>
          0,
      )
    this.addName(owner, qualities.indexOf(quality), words)
    for (const run of read.runs) {
      const form = run.plain === null ? run.form : passingForm(run.plain, run.register)
      const bits = ((2 << (run.to - run.from)) - 1) << run.from
      const abbreviated = run.abbreviation ? abbreviationKey(form.latin) : null
      this.addRun(
        run.plain === null ? place : (place | plainRun) >>> 0,
        form.forms.length === 1 ? form.letters >>> 0 : everyLetter,
        ((abbreviated !== null || run.to > 7 ? anyWord : bits) | (owner.day << runDayShift)) >>> 0,
        abbreviated === null ? keysOfRun(form) : [abbreviated],
      )
    }
  }
  /** Adds neighbouring words in their stored form (`inRun`) and returns their place. */
  addRun(name: number, letters: number, words: number, keys: Iterable<number>): number {
    const { runs } = this.growing
    const place = runs.length / runSize
    runs.push(name)
    runs.push(letters)
    runs.push(words)
    for (const key of keys) this.collected.joined.add(key, place)
    return place
  }
  addName({ entry, dates, facts }: NameOwner, quality: number, words: readonly number[]): void {
    const place = this.names
    const { words: all, nameHeads, wordBits: bits } = this.growing
    const start = all.length
    let inHeadCount = 0
    let more = 0
    for (const word of words) {
      all.push(word)
      if (!isPosted(word)) continue
      if (roleIn(word) === roles.soft && ((bits.data[word & wordMask] ?? 0) & wordBits.organisation) === 0)
        this.softWords = true
      if (inHeadCount === inHead.dates) more = moreWords
      else {
        nameHeads.push(word)
        inHeadCount += 1
      }
    }
    for (; inHeadCount < inHead.dates; inHeadCount += 1) nameHeads.push(noWord)
    nameHeads.push((dates | more) >>> 0)
    nameHeads.push(entry)
    nameHeads.push(facts)
    nameHeads.push(start)
    nameHeads.push((words.length << 8) | quality)
    if (this.#live) for (const word of new Set(words)) if (isPosted(word)) this.#postings.add(word & wordMask, place)
  }

  #word(form: WordForm, organisation: boolean): number {
    const known = this.#words.get(form.key)
    if (known !== undefined) return known
    const id = this.words
    this.#words.set(form.key, id)
    const again = wordForm(form.text, organisation ? 'organisation' : 'person')
    const odd = again.key !== form.key
    const bits =
      (organisation ? wordBits.organisation : 0) |
      (form.latin.length === 1 ? wordBits.single : 0) |
      (form.digits ? wordBits.digits : 0) |
      (odd ? wordBits.odd : isPlain(form.text) ? wordBits.plain : 0)
    this.addWord(encodeText(form.text), form.letters, initialsOf(form), bits, form.wildcard !== null)
    for (const key of keysOfWord(form)) this.collected.words.add(key, id)
    const bucket = slipBucket(form)
    if (bucket !== null) this.collected.slips.add(bucket, id)
    return id
  }
  /** Returns whether the form of a word depends on its name (`wordBits.odd`). */
  isOdd(bits: number): boolean {
    return (bits & wordBits.odd) !== 0
  }
  addWord(text: Uint8Array, letters: number, initials: number, bits: number, damaged: boolean): number {
    const id = this.words
    this.#text('textStarts', 'textBytes', text)
    this.growing.letters.push(letters)
    this.growing.initials.push(initials)
    this.growing.wordBits.push(bits)
    if (damaged) this.growing.damaged.push(id)
    return id
  }
}

/** Returns an upper bound of the length in use of a column. */
const usedLength = ({ columns }: Segment, name: ColumnName): number => columns[name].length

const otherFields = entryBits.male | entryBits.female | entryBits.place

/** Returns whether a packed word has a posting list. Particles and generations have none, because they have no weight alone. */
export const isPosted = (word: number): boolean => roleIn(word) <= roles.apart

function bitsOf(read: ReadIdentity): number {
  return (
    (read.gender === 'male' ? entryBits.male : read.gender === 'female' ? entryBits.female : 0) |
    (read.register === 'organisation' ? entryBits.organisation : 0) |
    (read.kind === 'person' ? entryBits.kindPerson : read.kind === 'organisation' ? entryBits.kindOrganisation : 0) |
    (read.birthPlaces.length > 0 ? entryBits.place : 0) |
    (read.documents.length > 0 ? entryBits.document : 0)
  )
}
