import { sensitiveSentences } from '../sensitive/categorise.ts'
import { controlMark } from './decode-xml.ts'

/** The local names of elements with free text. */
const FREE_TEXTS = new Set(['text', 'freetext', 'remark', 'remarks', 'osi', 'unstructuredpnr_history'])

export const isFreeTextElement = (localName: string): boolean => FREE_TEXTS.has(localName)

/** The largest element that is searched for child elements. The limit prevents any input from making the search slow. */
const longestContainer = 4096

/** Tests whether the range contains only elements and blanks. Then each element is a separate text. */
export function containsElementsOnly(document: string, from: number, to: number): boolean {
  if (to - from > longestContainer) return false
  let depth = 0
  let elements = 0
  for (let i = from; i < to; ) {
    const open = document.indexOf('<', i)
    const end = open < 0 || open > to ? to : open
    if (depth <= 0 && document.slice(i, end).trim() !== '') return false
    if (end === to) break
    const next = Math.min(endOfTag(document, open), to)
    if (document[open + 1] === '!') return false
    if (document[open + 1] === '/') depth--
    else {
      elements++
      if (document[next - 2] !== '/') depth++
    }
    i = next
  }
  return elements > 0
}

/**
 * Finds the sensitive sentences between `from` and `to` of a decoded document, as character ranges. If the text
 * contains entities, CDATA, comments or control characters, the range is the whole text: an offset would be a guess.
 */
export function sensitiveTextRanges(document: string, from: number, to: number): { from: number; to: number }[] {
  const sent = document.slice(from, to)
  const plain = withoutMarkup(sent)
  const sentences = sensitiveSentences(plain)
  if (sentences.length === 0) return []
  if (plain !== sent) return [{ from, to }]
  return sentences.map((sentence) => ({ from: from + sentence.from, to: from + sentence.to }))
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Returns a piece of the document as text, without markup. */
export function withoutMarkup(text: string): string {
  if (!text.includes('<') && !text.includes('&') && !text.includes(controlMark)) return text
  return text
    .replaceAll(controlMark, '')
    .replace(/<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<[^>]*>?/g, (_, data?: string) => data ?? '')
    .replace(/&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(\w{1,5}));/g, (entity, decimal, hex, name) => {
      if (name !== undefined) return NAMED[name as string] ?? entity
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex as string, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
}

/**
 * Returns the index after the `>` of the tag that begins at `open`. A quoted `>` does not end it; a `<` does, because a
 * tag cannot contain one.
 */
export function endOfTag(document: string, open: number): number {
  let quote = 0
  for (let i = open + 1; i < document.length; i++) {
    const code = document.charCodeAt(i)
    if (code === 0x3c) return i
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 0x22 || code === 0x27) quote = code
    else if (code === 0x3e) return i + 1
  }
  return document.length
}
