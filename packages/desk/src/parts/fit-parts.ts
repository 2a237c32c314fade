/** A stretch of a text in UTF-16 code units, `to` exclusive. */
export interface Stretch {
  from: number
  to: number
}
/** The letters of a text as they are compared. `starts[i]` and `ends[i]` are the place of letter `i` in the text itself. */
interface Letters {
  text: string
  starts: readonly number[]
  ends: readonly number[]
}

/** A text that is ready to be compared: with the spaces between its words, and without. */
export type Folded = readonly [spaced: Letters, joined: Letters]

/** Letters that Unicode does not decompose, and forms of a letter that depend on its place in the word. */
const written: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
  ة: 'ه',
  ى: 'ي',
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
}
const mark = /^\p{Mn}+$/u
/** Signs inside of a word or a number: people leave them out. U+0640 only stretches an Arabic word. */
const inside = /^[\p{Pd}\p{Cf}'’ʼ_\u0640]$/u

function lettersOf(text: string, spaces: boolean): Letters {
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  let at = 0
  for (const letter of text) {
    const from = at
    at += letter.length
    const plain = letter.normalize('NFKD').toLowerCase()
    // An accent belongs to the letter before it.
    if (mark.test(plain)) {
      if (ends.length > 0) ends[ends.length - 1] = at
      continue
    }
    if (inside.test(letter)) continue
    for (const each of plain.replace(/\p{Mn}/gu, '')) {
      const word = written[each] ?? (/[\p{L}\p{N}]/u.test(each) ? each : ' ')
      if (word === ' ' && (!spaces || folded.endsWith(' ') || folded === '')) continue
      folded += word
      for (let unit = 0; unit < word.length; unit++) {
        starts.push(from)
        ends.push(at)
      }
    }
  }
  return { text: folded, starts, ends }
}

/** Folds case, accents and signs of a text. */
export const foldText = (text: string): Folded => [lettersOf(text, true), lettersOf(text, false)]

/** Returns the words of a typed text as they are compared. Empty if it has no letter or digit. */
export const typedWords = (typed: string): string[] => lettersOf(typed, true).text.split(' ').filter(Boolean)

/** Returns where a word stands in a text: at the beginning of a word if possible. Null if the text does not have it. */
function placeIn(word: string, [spaced, joined]: Folded): (Stretch & { begins: boolean }) | null {
  // In numbers such as `7N 482`, the spaces are often left out.
  const all = spaced.text.includes(word) || !/\p{N}/u.test(word) ? spaced : joined
  const first = all.text.indexOf(word)
  if (first < 0) return null
  const next = all.text.startsWith(word) ? 0 : all.text.indexOf(` ${word}`) + 1
  const begins = next > 0 || first === 0
  const place = begins ? next : first
  return { from: all.starts[place] ?? 0, to: all.ends[place + word.length - 1] ?? 0, begins }
}

/** Returns the stretches of a text that the words fit, in order and without overlaps. */
export function stretchesOf(words: readonly string[], text: string): Stretch[] {
  const folded = foldText(text)
  const places = words.flatMap((word) => placeIn(word, folded) ?? []).toSorted((one, other) => one.from - other.from)
  const joined: Stretch[] = []
  for (const { from, to } of places) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}

/**
 * Tests whether every word is a part of one of the texts, in any script. Returns 0 if each stands at the beginning of a word, 1 if
 * one is inside of a word, and null if one is missing. `words` come from {@link typedWords}.
 *
 * @example rankOf(typedWords('benh'), [foldText('BENHAMDAN, Youssef')]) // 0
 */
export function rankOf(words: readonly string[], texts: readonly Folded[]): 0 | 1 | null {
  let rank: 0 | 1 = 0
  for (const word of words) {
    const places = texts.flatMap((text) => placeIn(word, text) ?? [])
    if (places.length === 0) return null
    if (!places.some((place) => place.begins)) rank = 1
  }
  return rank
}
