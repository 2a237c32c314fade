import { countryCodes, countryName } from '../countries/country-codes.ts'
import {
  joinableForms,
  leadingForms,
  legalForms,
  legalPhrases,
  linkWords,
  numberTens,
  numberWords,
  ordinalWords,
  regions,
  wordAliases,
} from '../tables/organisation-words.ts'
import { editDistance } from './edit-distance.ts'

export interface OrganisationWord {
  raw: string
  text: string
  /** `place`: a country or a part of the world that distinguishes one branch from another. */
  role: 'legal-form' | 'number' | 'particle' | 'place' | null
  /** The class of a legal form, or the code of a country; otherwise null. */
  group: string | null
  /** True if the word is in brackets: then it is a note rather than a part of the name. */
  aside: boolean
}
interface Piece {
  raw: string
  word: string
  aside: boolean
}

const legal = new Map<string, string>()
for (const [group, words] of Object.entries(legalForms))
  for (const word of words.split(/\s+/)) legal.set(word.replace(/\./g, ''), group)
const longForms = [...legal.keys()].filter((word) => word.length >= 11)
const leading = new Set(leadingForms.split(/\s+/))
const aliases = new Map<string, string>()
for (const line of wordAliases) {
  const words = line.split(' ')
  for (const word of words) aliases.set(word, words[0] ?? word)
}
const links = new Set(linkWords.split(' '))
const parts = new Set(regions.split(' '))
const phrases = legalPhrases.map(([phrase, short]) => ({ words: phrase.split(' '), short: short.split(' ') }))
const roman = /^(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})$/
const joinedEnd = new RegExp(`^(\\p{Lu}?\\p{Ll}{3,})(${joinableForms.join('|')})$`, 'u')
const joinedStart = /^(p?jsc|ooo|ооо|оао|зао|пао)(\p{L}{4,})$/u

function romanValue(word: string): number {
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 }
  let total = 0
  for (let at = 0; at < word.length; at += 1) {
    const value = values[word[at] ?? ''] ?? 0
    total += value < (values[word[at + 1] ?? ''] ?? 0) ? -value : value
  }
  return total
}
const ones = (word: string | undefined): number => {
  if (word === undefined) return -1
  const value = /^[1-9]$/.test(word) ? Number(word) : Math.max(numberWords.indexOf(word), ordinalWords.indexOf(word))
  return value >= 1 && value <= 9 ? value : -1
}
// Reads a number at this place and returns its value and how many pieces it has. It may be in digits, Roman numerals, or words (forty-four).
function numberAt(pieces: readonly Piece[], at: number): { value: string; size: number } | null {
  const word = pieces[at]?.word ?? ''
  const next = pieces[at + 1]?.word
  const ten = numberTens[word]
  if (ten !== undefined) {
    const one = ones(next)
    return one > 0 ? { value: String(ten + one), size: 2 } : { value: String(ten), size: 1 }
  }
  if (/^\d+(?:st|nd|rd|th)?$/.test(word)) {
    const value = word.replace(/\D+$/, '').replace(/^0+(?=\d)/, '')
    return { value, size: 1 }
  }
  for (const words of [numberWords, ordinalWords])
    if (words.includes(word)) return { value: String(words.indexOf(word)), size: 1 }
  // A single letter is a number only after the name.
  if (roman.test(word) && (word.length > 1 || (at > 1 && /^[ivx]$/.test(word))))
    return { value: String(romanValue(word)), size: 1 }
  return null
}

const plain = (raw: string): string =>
  raw
    .replace(/['’]s$/i, '')
    .replace(/['’ʼ`]/g, '')
    .toLowerCase()
const unmarked = (word: string): string => word.normalize('NFD').replace(/\p{Mn}/gu, '')

function piecesOf(text: string): Piece[] {
  const name = text
    .replace(/(?<=(?:^|[\s.])\p{L})\.(?=\p{L}(?:\.|\s|$))/gu, '')
    .replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '')
    .replace(/&/g, ' and ')
    .replace(/\bsp\.?\s*z\.?\s*o\.?\s*o\b\.?/gi, 'spzoo')
    .replace(/\b([ak])\/s\b/gi, '$1s')
  const found: Piece[] = []
  let depth = 0
  for (const match of name.matchAll(/[()]|[\p{L}\p{M}\p{N}\ufffd?][\p{L}\p{M}\p{N}\ufffd?'’ʼ`]*/gu)) {
    const raw = match[0]
    if (raw === '(') depth += 1
    else if (raw === ')') depth = Math.max(0, depth - 1)
    else {
      const end = joinedEnd.exec(raw)
      const start = joinedStart.exec(plain(raw))
      const split = end
        ? [end[1] ?? '', end[2] ?? '']
        : start
          ? [raw.slice(0, (start[1] ?? '').length), raw.slice((start[1] ?? '').length)]
          : [raw]
      for (const part of split) if (plain(part) !== '') found.push({ raw: part, word: plain(part), aside: depth > 0 })
    }
  }
  return foldPhrases(found)
}

function foldPhrases(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]
    if (!piece) continue
    const phrase = phrases.find(({ words }) =>
      words.every((word, place) => unmarked(pieces[at + place]?.word ?? '') === word),
    )
    if (!phrase) {
      out.push(piece)
      continue
    }
    const raw = pieces
      .slice(at, at + phrase.words.length)
      .map((item) => item.raw)
      .join(' ')
    for (const word of phrase.short) out.push({ raw, word, aside: piece.aside })
    at += phrase.words.length - 1
  }
  return out
}

// Reads a country's name of up to four words at this place.
function placeAt(pieces: readonly Piece[], at: number): { code: string; size: number } | null {
  for (let size = Math.min(4, pieces.length - at); size >= 1; size -= 1) {
    const words = pieces.slice(at, at + size).map((piece) => piece.word)
    // Words of two and three letters are not read as country codes, because they are often words of a name.
    if (size === 1 && (words[0]?.length ?? 0) < 4) break
    const code = countryCodes(words.join(' '))?.[0]
    if (code !== undefined) return { code, size }
  }
  return null
}

function legalGroup(word: string): string | undefined {
  const bare = unmarked(word)
  const exact = legal.get(word) ?? legal.get(bare)
  if (exact !== undefined || bare.length < 10) return exact
  // A long word near to a legal form is nearly always a misspelling of it.
  const near = longForms.find((form) => Math.abs(form.length - bare.length) <= 2 && editDistance(form, bare, 2) <= 2)
  return near === undefined ? undefined : legal.get(near)
}

/**
 * Reads the words of the name of an organisation or a vessel. Legal forms, countries and numbers are marked with their role. Numbers in Roman
 * numerals, in words or as ordinals become digits. Synonyms become one word.
 */
export function readOrganisationWords(text: string): OrganisationWord[] {
  const pieces = piecesOf(text)
  const words: OrganisationWord[] = []
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]
    if (!piece) continue
    const { raw, word, aside } = piece
    const rawOf = (size: number): string =>
      pieces
        .slice(at, at + size)
        .map((item) => item.raw)
        .join(' ')
    const number = numberAt(pieces, at)
    if (number) {
      words.push({ raw: rawOf(number.size), text: number.value, role: 'number', group: null, aside })
      at += number.size - 1
      continue
    }
    const group = at > 0 || (leading.has(word) && pieces.length > 1) ? legalGroup(word) : undefined
    if (group !== undefined) {
      words.push({ raw, text: word, role: 'legal-form', group, aside })
      continue
    }
    if (links.has(word)) {
      words.push({ raw, text: word, role: 'particle', group: null, aside })
      continue
    }
    const place = placeAt(pieces, at)
    if (place) {
      const text = (countryName(place.code) ?? place.code).replace(/[^\p{L}]/gu, '')
      words.push({ raw: rawOf(place.size), text, role: 'place', group: place.code, aside })
      at += place.size - 1
      continue
    }
    if (parts.has(word)) {
      words.push({ raw, text: word, role: 'place', group: null, aside })
      continue
    }
    const folded = raw.replace(/['’]s$/i, '').replace(/['’ʼ`]/g, '')
    words.push({ raw, text: aliases.get(word) ?? folded, role: null, group: null, aside })
  }
  return words
}
