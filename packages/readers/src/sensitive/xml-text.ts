import { controlMark } from '../xml/decode-xml.ts'
import { sensitiveSentences } from './categorise.ts'

/** Elements, by local name, in which people write freely. */
const FREE_TEXTS = new Set(['text', 'freetext', 'remark', 'remarks', 'osi', 'unstructuredpnr_history'])

export const isFreeTextElement = (localName: string): boolean => FREE_TEXTS.has(localName)

/** In a longer element nobody looks for elements of its own: no input makes the search slow. */
const longestHolder = 4096

/** Whether what stands between `from` and `to` are elements with nothing but blanks around them: each is then a text, or none, by itself. */
export function holdsElementsOnly(document: string, from: number, to: number): boolean {
  if (to - from > longestHolder) return false
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
 * The sentences between `from` and `to` of a decoded document that must not be kept, as character ranges. Where the text
 * is not what it looks like (entities, CDATA, comments, control characters) the whole of it goes: an offset would be a guess.
 */
export function sensitiveTextRanges(document: string, from: number, to: number): { from: number; to: number }[] {
  const sent = document.slice(from, to)
  const meant = withoutMarkup(sent)
  const sentences = sensitiveSentences(meant)
  if (sentences.length === 0) return []
  if (meant !== sent) return [{ from, to }]
  return sentences.map((sentence) => ({ from: from + sentence.from, to: from + sentence.to }))
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What a reader of the document sees of a piece of it. */
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

/** Just after the `>` of the tag that begins at `open`; quoted `>` do not end it, and a `<` does, since none may stand in a tag. */
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
