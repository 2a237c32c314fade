import { isPlainInCapitals } from './plain-letters.ts'
import { kindsOf } from './word-kinds.ts'

/** A word of a name with its place in the text. */
export interface Piece {
  raw: string
  /** The text of `raw` without apostrophes. */
  bare: string
  /** The text of `bare` in lower case. */
  word: string
  /** The text from which the form of the word is made: `word` where capitals do not matter, otherwise `bare`. */
  written: string
  /** The kinds of the word (word-kinds.ts), as the sum of their bits. */
  kinds: number
  /** True if a hyphen follows the word. */
  attached: boolean
  start: number
  end: number
}

const separators = new Set('-‐‑‒–—/_·・,.<&+:"“”„«»()'.split('').map((sign) => sign.charCodeAt(0)))
for (let code = 0; code <= 0xffff; code += 1) if (/\s/.test(String.fromCharCode(code))) separators.add(code)
const separatesAscii = Uint8Array.from({ length: 128 }, (_, code) => (separators.has(code) ? 1 : 0))
const separates = (code: number): boolean => (code < 128 ? separatesAscii[code] === 1 : separators.has(code))
const isDash = (code: number): boolean => code === 0x2d || (code >= 0x2010 && code <= 0x2014)

const apostrophe = /['’‘ʼʻ`´ʿʾʹ]/
const apostrophes = /['’‘ʼʻ`´ʿʾʹ]/g
const unapostrophe = (word: string): string => (apostrophe.test(word) ? word.replace(apostrophes, '') : word)

/** Returns a word in lower case without apostrophes. */
export const lowerWord = (raw: string): string => unapostrophe(raw).toLowerCase()

/** Makes a piece from its text and its place. */
export function pieceOf(raw: string, place: Pick<Piece, 'attached' | 'start' | 'end'>): Piece {
  const bare = unapostrophe(raw)
  const word = bare.toLowerCase()
  const written = isPlainInCapitals(bare) ? word : bare
  const { attached, start, end } = place
  return { raw, bare, word, written, kinds: kindsOf(word), attached, start, end }
}

// A full stop belongs to the letters before it where a single letter follows: A.B., St.J.
const behindPoint = /^\p{L}(?:\.|\b)/u

/** Splits a person's name into words at white space, hyphens and other signs between words. */
export function splitPieces(text: string): Piece[] {
  const found: Piece[] = []
  const length = text.length
  let at = 0
  while (at < length) {
    if (separates(text.charCodeAt(at))) {
      at += 1
      continue
    }
    const start = at
    while (at < length && !separates(text.charCodeAt(at))) at += 1
    if (text.charCodeAt(at) === 0x2e && behindPoint.test(text.slice(at + 1))) at += 1
    const attached = at < length && isDash(text.charCodeAt(at))
    found.push(pieceOf(text.slice(start, at), { attached, start, end: at }))
  }
  return found
}

// Matches Abd that is joined to the name before it: Muhammad-abd al-Basir.
const endsWithServant = /^\p{Script=Arabic}{3,}عبد$/u

/** Separates Abd from the Arabic word before it where the two are joined. */
export function splitServants(pieces: readonly Piece[]): readonly Piece[] {
  // Abd needs a word after it.
  if (!pieces.some((piece, place) => place < pieces.length - 1 && piece.raw.endsWith('عبد'))) return pieces
  return pieces.flatMap((piece, place) => {
    if (place === pieces.length - 1 || !endsWithServant.test(piece.raw)) return [piece]
    const end = piece.end - 3
    return [
      pieceOf(piece.raw.slice(0, -3), { attached: false, start: piece.start, end }),
      pieceOf('عبد', { ...piece, start: end }),
    ]
  })
}
