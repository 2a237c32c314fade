import { decodeText } from './entry-record.ts'
import { type Lists, LiveLists, SortedLists, stepsAtOnce } from './lists.ts'
import {
  type Columns,
  firstWordOf,
  inRun,
  type ListName,
  packFacts,
  plainRun,
  qualityOf,
  roleShift,
  runSize,
  type Segment,
  wordCountOf,
  wordMask,
} from './segment.ts'
import { SegmentWriter } from './segment-writer.ts'

/** A segment together with marks on its removed entries. */
interface MarkedSegment {
  segment: Segment
  /** One number per entry; 1 means removed. */
  dead: Uint8Array
}
/** Marks an entry, a name or a run that is not copied. */
const removed = 0xffffffff

function* pairsOf(lists: Lists): Generator<[number, number]> {
  if (lists instanceof LiveLists) yield* lists.pairs()
  else if (lists instanceof SortedLists) {
    const { keys, values } = lists.arrays
    for (let at = 0; at < keys.length; at += 1) yield [keys[at] ?? 0, values[at] ?? 0]
  }
}

/**
 * Copies the entries of several segments, except removed ones, into one writer. Names are not parsed again. Entries removed after the start are
 * copied. Yields between bounded amounts of work.
 */
export function* mergeSegments(parts: readonly MarkedSegment[]): Generator<void, SegmentWriter> {
  const writer = new SegmentWriter(false)
  writer.reserve(parts.map(({ segment }) => segment))
  const words = new Map<string, number>()
  for (const { segment, dead } of parts) yield* copySegment(writer, segment, dead, words)
  return writer
}

function* copySegment(
  writer: SegmentWriter,
  segment: Segment,
  dead: Uint8Array,
  words: Map<string, number>,
): Generator<void> {
  const { columns } = segment
  const newWord = yield* copyWords(writer, segment, words)
  const newEntry = new Uint32Array(segment.entries).fill(removed)
  const newName = new Uint32Array(segment.names).fill(removed)
  const text = (starts: Uint32Array, bytes: Uint8Array, place: number): string =>
    decodeText(bytes.subarray(starts[place] ?? 0, starts[place + 1] ?? 0))
  const dates = new Map<number, number>()
  const nations = new Map<number, number>()
  const mapped = (known: Map<number, number>, place: number, make: () => number): number => {
    const copy = known.get(place) ?? make()
    known.set(place, copy)
    return copy
  }
  let steps = 0
  for (let entry = 0; entry < segment.entries; entry += 1) {
    if (dead[entry] === 1) continue
    newEntry[entry] = writer.entries
    const date = columns.entryDates[entry] ?? 0
    const dateSet = mapped(dates, date, () => writer.dateSet(text(columns.dateStarts, columns.dateBytes, date)))
    const from = columns.entryNames[entry] ?? 0
    const to = columns.entryNames[entry + 1] ?? 0
    const nation = columns.entryNations[entry] ?? 0
    const nationSet = mapped(nations, nation, () =>
      writer.nationSet(text(columns.nationStarts, columns.nationBytes, nation)),
    )
    const bits = columns.entryBits[entry] ?? 0
    const owner = { entry: writer.entries, dates: dateSet, facts: packFacts(nationSet, bits) }
    for (let name = from; name < to; name += 1) {
      newName[name] = writer.names
      const packed: number[] = []
      const start = firstWordOf(columns, name)
      for (let at = start; at < start + wordCountOf(columns, name); at += 1) {
        const word = columns.words[at] ?? 0
        packed.push((((word >>> roleShift) << roleShift) | (newWord[word & wordMask] ?? 0)) >>> 0)
      }
      writer.addName(owner, qualityOf(columns, name), packed)
    }
    writer.addBody(
      columns.entryBytes.subarray(columns.entryStarts[entry] ?? 0, columns.entryStarts[entry + 1] ?? 0),
      dateSet,
      nationSet,
      bits,
    )
    steps += 8 + (to - from) * 12
    if (steps > stepsAtOnce) {
      steps = 0
      yield
    }
  }
  const placeOf: Record<Exclude<ListName, 'words' | 'slips'>, (value: number) => number> = {
    joined: runsInto(writer, columns, newName),
    documents: (entry) => newEntry[entry] ?? removed,
    ids: (entry) => newEntry[entry] ?? removed,
  }
  for (const name of ['joined', 'documents', 'ids'] as const) {
    for (const [key, value] of pairsOf(segment.lists[name])) {
      const place = placeOf[name](value)
      if (place !== removed) writer.collected[name].add(key, place)
      steps += 4
      if (steps > stepsAtOnce) {
        steps = 0
        yield
      }
    }
  }
}

/** Returns a function that copies a run to the writer, only once, and returns its place there; `removed` where the run's name is not copied. */
function runsInto(writer: SegmentWriter, columns: Columns, newName: Uint32Array): (run: number) => number {
  const { runs } = columns
  const newRun = new Uint32Array(runs.length / runSize).fill(removed)
  return (run) => {
    const known = newRun[run] ?? removed
    if (known !== removed) return known
    const at = run * runSize
    const packed = runs[at + inRun.name] ?? 0
    const name = newName[(packed & ~plainRun) >>> 0] ?? removed
    if (name === removed) return removed
    const [letters, words] = [runs[at + inRun.letters] ?? 0, runs[at + inRun.words] ?? 0]
    const made = writer.addRun(((packed & plainRun) | name) >>> 0, letters, words, [])
    newRun[run] = made
    return made
  }
}

/** Copies the words of a segment to the writer and returns their new numbers. A word of both segments is copied once. */
function* copyWords(writer: SegmentWriter, segment: Segment, words: Map<string, number>): Generator<void, Uint32Array> {
  const { columns } = segment
  const map = new Uint32Array(segment.words)
  const fresh = new Uint8Array(segment.words)
  const damaged = new Set(columns.damaged)
  for (let word = 0; word < segment.words; word += 1) {
    const bytes = columns.textBytes.subarray(columns.textStarts[word] ?? 0, columns.textStarts[word + 1] ?? 0)
    const bits = columns.wordBits[word] ?? 0
    // Words whose form depends on their name (`wordBits.odd`) are not merged.
    const key = `${bits} ${decodeText(bytes)}`
    const known = writer.isOdd(bits) ? undefined : words.get(key)
    if (known === undefined) {
      fresh[word] = 1
      map[word] = writer.addWord(
        bytes,
        columns.letters[word] ?? 0,
        columns.initials[word] ?? 0,
        bits,
        damaged.has(word),
      )
      if (!writer.isOdd(bits)) words.set(key, map[word] ?? 0)
    } else map[word] = known
    if (word % (stepsAtOnce >> 4) === 0) yield
  }
  let steps = 0
  for (const name of ['words', 'slips'] as const)
    for (const [key, value] of pairsOf(segment.lists[name])) {
      if (fresh[value] === 1) writer.collected[name].add(key, map[value] ?? 0)
      steps += 4
      if (steps > stepsAtOnce) {
        steps = 0
        yield
      }
    }
  return map
}
