import { patternsOf } from './part-query.ts'
import { foldPart, hanSpellings, type PartWord, splitPartWords } from './part-words.ts'

/** A stretch of a text in UTF-16 units, `to` exclusive. */
export interface PartMark {
  from: number
  to: number
}

const mostMarks = 10

/**
 * Marks what of a text fits a search for parts of words, in order and without overlaps. Where only the sound of a word
 * fits and its letters cannot be told, the whole word is marked. Returns an empty list where nothing fits.
 *
 * @example markParts('BENHAMDAN, Youssef', 'hamd') // [{ from: 3, to: 7 }]
 */
export function markParts(text: string, query: string): PartMark[] {
  const whole = literal(text, query.trim())
  if (whole !== null) return [whole]
  const words = splitPartWords(text)
  const marks = splitPartWords(query).flatMap((asked) =>
    words.flatMap((word, place) => fit(text, word, words[place + 1], asked)),
  )
  return withoutOverlaps(marks).slice(0, mostMarks)
}

function literal(text: string, query: string): PartMark | null {
  const [low, asked] = [text.toLowerCase(), query.toLowerCase()]
  // Lower case can change the length of a text; then the places differ.
  const from = asked === '' || low.length !== text.length ? -1 : low.indexOf(asked)
  return from < 0 ? null : { from, to: from + asked.length }
}

function fit(text: string, word: PartWord, next: PartWord | undefined, asked: PartWord): PartMark[] {
  const own = markWord(text.slice(word.from, word.to), word, asked)
  if (own !== null) return [{ from: word.from + own.from, to: word.from + own.to }]
  if (next === undefined || next.script !== word.script) return []
  const joined = word.text + next.text
  const from = joined.indexOf(asked.text)
  const spans = from >= 0 && from < word.text.length && from + asked.text.length > word.text.length
  return spans ? [{ from: word.from + (word.text.length === word.to - word.from ? from : 0), to: next.to }] : []
}

function markWord(written: string, word: PartWord, asked: PartWord): PartMark | null {
  const forms = [word.text, ...word.latin]
  for (const { part } of patternsOf(asked)) {
    for (const [kind, form] of forms.entries()) {
      const found = placeIn(form, part)
      if (found !== null) return inWritten(written, form, kind, found)
    }
  }
  if (word.script !== 'Han' && asked.script !== 'Han') return null
  const [name, latin] = word.script === 'Han' ? [written, asked] : [asked.text, word]
  const fits = (spelling: string) =>
    word.script === 'Han' ? spelling.includes(latin.text) : spelling.length > 1 && latin.text.includes(spelling)
  return hanSpellings(name).flat(2).some(fits) ? { from: 0, to: written.length } : null
}

/** Finds a part in one word. Expressions expect a newline before and after a word, as in the index. */
function placeIn(form: string, part: string | RegExp): PartMark | null {
  if (typeof part === 'string') {
    const from = form.indexOf(part)
    return from < 0 ? null : { from, to: from + part.length }
  }
  part.lastIndex = 0
  const match = part.exec(`\n${form}\n`)
  return match === null ? null : { from: match.index - 1, to: match.index - 1 + match[0].length }
}

/** Converts a place in a folded or spelled word to the place in the word as written. */
function inWritten(written: string, form: string, kind: number, { from, to }: PartMark): PartMark {
  if (form.length === written.length) return { from, to }
  const ends = [0]
  for (let size = 1; size <= written.length; size += 1) {
    const { text, latin } = foldPart(written.slice(0, size))
    ends.push((kind === 0 ? text : (latin[kind - 1] ?? latin[0] ?? text)).length)
  }
  let start = 0
  while (start < written.length && (ends[start + 1] ?? 0) <= from) start += 1
  let end = start + 1
  while (end < written.length && (ends[end] ?? 0) < to) end += 1
  return { from: start, to: end }
}

function withoutOverlaps(marks: PartMark[]): PartMark[] {
  const sorted = marks.sort((a, b) => a.from - b.from || b.to - a.to)
  const kept: PartMark[] = []
  for (const mark of sorted) {
    const last = kept.at(-1)
    if (last === undefined || mark.from >= last.to) kept.push({ ...mark })
    else last.to = Math.max(last.to, mark.to)
  }
  return kept
}
