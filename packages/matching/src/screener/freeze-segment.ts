import { datesOfSet, dayOf } from './birth-days.ts'
import { decodeText } from './entry-record.ts'
import { type Allocate, CollectedLists, PostingRows, SortedLists, sortLists, stepsAtOnce, sumUp } from './lists.ts'
import { renumberWords } from './renumber-words.ts'
import {
  type ColumnName,
  type Columns,
  columnNames,
  entryOf,
  type FrozenSegment,
  firstWordOf,
  type ListName,
  listNames,
  wordCountOf,
  wordMask,
} from './segment.ts'
import { isPosted, type SegmentWriter } from './segment-writer.ts'

/** The arrays of a frozen segment by name. A snapshot has only these arrays, and threads share only these arrays. */
export type SegmentArrays = Record<string, Uint8Array | Uint16Array | Uint32Array>
export interface SegmentFacts {
  entries: number
  names: number
  words: number
  unusable: number
  softWords: boolean
}

export const ordinary: Allocate = (make, length, size) => new make(new ArrayBuffer(length * size))
export const shared: Allocate = (make, length, size) => new make(new SharedArrayBuffer(length * size))

/** Makes an immutable segment of a writer, which must not be used afterwards. Yields between bounded amounts of work. */
export function* freezeSegment(writer: SegmentWriter, allocate: Allocate): Generator<void, FrozenSegment> {
  const facts = {
    entries: writer.entries,
    names: writer.names,
    words: writer.words,
    unusable: writer.unusable,
    softWords: writer.softWords,
  }
  writer.freeTexts()
  const lists: Partial<Record<ListName, SortedLists>> = {}
  lists.slips = yield* sortLists(writer.collected.slips as CollectedLists, allocate)
  yield* renumberWords(writer, lists.slips)
  const columns: Partial<Record<ColumnName, Uint8Array | Uint32Array>> = {}
  for (const name of columnNames) {
    const { data, length } = writer.growing[name]
    const copy = data instanceof Uint8Array ? allocate(Uint8Array, length, 1) : allocate(Uint32Array, length, 4)
    for (let at = 0; at < length; at += stepsAtOnce * 8) {
      copy.set(data.subarray(at, Math.min(length, at + stepsAtOnce * 8)), at)
      yield
    }
    columns[name] = copy
    writer.growing[name].data = new (data.constructor as Uint8ArrayConstructor)(0) as never
  }
  for (const name of listNames) {
    lists[name] ??= yield* sortLists(
      writer.collected[name] as CollectedLists,
      allocate,
      // For a traveller's document, the search looks up hundreds of keys, and nearly none of them exists.
      name === 'documents' ? 1 / 8 : undefined,
    )
    writer.collected[name] = new CollectedLists()
  }
  const done = columns as Columns
  const postings = yield* makePostings(done, facts, allocate)
  return finish({ columns: done, lists: lists as Record<ListName, SortedLists>, postings }, facts)
}

type SegmentData = Pick<FrozenSegment, 'columns' | 'lists' | 'postings'>
function finish(data: SegmentData, facts: SegmentFacts): FrozenSegment {
  let bytes = 0
  for (const array of Object.values(arraysOf(data))) bytes += array.byteLength
  return { ...data, ...facts, bytes }
}

function* makePostings(columns: Columns, facts: SegmentFacts, allocate: Allocate): Generator<void, PostingRows> {
  const { words } = columns
  const starts = allocate(Uint32Array, facts.words + 1, 4)
  // A word that occurs twice in a name is posted once.
  const last = new Uint32Array(facts.words)
  const each = function* (visit: (word: number, name: number) => void): Generator<void> {
    last.fill(0)
    for (let name = 0; name < facts.names; name += 1) {
      const start = firstWordOf(columns, name)
      const end = start + wordCountOf(columns, name)
      for (let at = start; at < end; at += 1) {
        const packed = words[at] ?? 0
        const word = packed & wordMask
        if (!isPosted(packed) || last[word] === name + 1) continue
        last[word] = name + 1
        visit(word, name)
      }
      if (name % (stepsAtOnce >> 2) === 0) yield
    }
  }
  yield* each((word) => {
    starts[word + 1] = (starts[word + 1] ?? 0) + 1
  })
  yield* sumUp(starts)
  const names = allocate(Uint32Array, starts[facts.words] ?? 0, 4)
  const days = allocate(Uint16Array, names.length, 2)
  const dayOfSet = yield* daysOfSets(columns)
  const next = starts.slice()
  yield* each((word, name) => {
    const to = next[word] ?? 0
    names[to] = name
    days[to] = dayOfSet[columns.entryDates[entryOf(columns, name)] ?? 0] ?? 0
    next[word] = to + 1
  })
  return new PostingRows(starts, names, days)
}

function* daysOfSets({ dateStarts, dateBytes }: Columns): Generator<void, Uint16Array> {
  const days = new Uint16Array(dateStarts.length)
  for (let place = 0; place + 1 < dateStarts.length; place += 1) {
    days[place] = dayOf(datesOfSet(decodeText(dateBytes.subarray(dateStarts[place] ?? 0, dateStarts[place + 1] ?? 0))))
    if (place % (stepsAtOnce >> 6) === 0) yield
  }
  return days
}

export function arraysOf(segment: SegmentData): SegmentArrays {
  const arrays: SegmentArrays = { ...segment.columns }
  for (const name of listNames) {
    const { keys, values, places } = segment.lists[name].arrays
    Object.assign(arrays, { [`${name}.keys`]: keys, [`${name}.values`]: values, [`${name}.places`]: places })
  }
  arrays['postings.starts'] = segment.postings.starts
  arrays['postings.names'] = segment.postings.names
  arrays['postings.days'] = segment.postings.days
  return arrays
}

/** Makes a segment of these arrays without copying them. Returns null where an array is missing or has another type. */
export function segmentOf(arrays: SegmentArrays, facts: SegmentFacts): FrozenSegment | null {
  const narrow = (name: string): Uint32Array | null => {
    const array = arrays[name]
    return array instanceof Uint32Array ? array : null
  }
  const lists: Partial<Record<ListName, SortedLists>> = {}
  for (const name of listNames) {
    const [keys, values, places] = [narrow(`${name}.keys`), narrow(`${name}.values`), narrow(`${name}.places`)]
    if (!keys || !values || !places) return null
    lists[name] = new SortedLists({ keys, values, places })
  }
  const [starts, names, days] = [narrow('postings.starts'), narrow('postings.names'), arrays['postings.days']]
  if (!starts || !names || !(days instanceof Uint16Array) || columnNames.some((name) => arrays[name] === undefined))
    return null
  const columns = Object.fromEntries(columnNames.map((name) => [name, arrays[name]])) as unknown as Columns
  return finish(
    { columns, lists: lists as Record<ListName, SortedLists>, postings: new PostingRows(starts, names, days) },
    facts,
  )
}
