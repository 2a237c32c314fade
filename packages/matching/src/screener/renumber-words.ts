import { CollectedLists, type SortedLists, stepsAtOnce } from './lists.ts'
import { headSize, inHead, noWord, wordMask } from './segment.ts'
import type { SegmentWriter } from './segment-writer.ts'

/**
 * Renumbers the words of a writer and the values of `slips`. Afterwards words that may differ by a typing slip (one bucket of `slips`) are next to
 * each other in every column. A word is in at most one bucket. Yields between bounded amounts of work.
 */
export function* renumberWords(writer: SegmentWriter, slips: SortedLists): Generator<void> {
  const { growing, collected } = writer
  const count = writer.words
  const place = new Uint32Array(count).fill(noWord)
  const { values } = slips.arrays
  for (let at = 0; at < values.length; at += 1) {
    place[values[at] ?? 0] = at
    values[at] = at
    if (at % stepsAtOnce === stepsAtOnce - 1) yield
  }
  let next = values.length
  for (let word = 0; word < count; word += 1)
    if (place[word] === noWord) {
      place[word] = next
      next += 1
    }
  yield* moveWords(writer, place)
  const renumber = function* (numbers: Uint32Array, length: number): Generator<void> {
    for (let at = 0; at < length; at += 1) {
      const packed = numbers[at] ?? 0
      numbers[at] = ((packed & ~wordMask) | (place[packed & wordMask] ?? 0)) >>> 0
      if (at % stepsAtOnce === stepsAtOnce - 1) yield
    }
  }
  yield* renumber(growing.words.data, growing.words.length)
  yield* renumber(growing.damaged.data, growing.damaged.length)
  if (collected.words instanceof CollectedLists)
    yield* renumber(collected.words.values.data, collected.words.values.length)
  const heads = growing.nameHeads
  for (let at = 0; at < heads.length; at += 1) {
    const packed = heads.data[at] ?? noWord
    if (packed === noWord || at % headSize >= inHead.dates) continue
    heads.data[at] = ((packed & ~wordMask) | (place[packed & wordMask] ?? 0)) >>> 0
    if (at % stepsAtOnce === 0) yield
  }
}

function* moveWords({ growing }: SegmentWriter, place: Uint32Array): Generator<void> {
  const order = new Uint32Array(place.length)
  for (let word = 0; word < place.length; word += 1) order[place[word] ?? 0] = word
  for (const column of [growing.letters, growing.initials, growing.wordBits]) {
    const before = column.data.slice(0, place.length)
    for (let at = 0; at < order.length; at += 1) {
      column.data[at] = before[order[at] ?? 0] ?? 0
      if (at % stepsAtOnce === stepsAtOnce - 1) yield
    }
  }
  const starts = growing.textStarts.data.slice(0, place.length + 1)
  const bytes = growing.textBytes.data.slice(0, growing.textBytes.length)
  let to = 0
  for (let at = 0; at < order.length; at += 1) {
    const word = order[at] ?? 0
    growing.textStarts.data[at] = to
    for (let from = starts[word] ?? 0; from < (starts[word + 1] ?? 0); from += 1, to += 1)
      growing.textBytes.data[to] = bytes[from] ?? 0
    if (at % (stepsAtOnce >> 3) === 0) yield
  }
  growing.textStarts.data[order.length] = to
}
