import { hasLayout, type SensitiveCategory, type SensitiveRange, sensitiveService } from '../sensitive/categorise.ts'
import { MASK } from '../sensitive/mask.ts'
import { decodeXml } from './decode-xml.ts'
import { localName } from './element.ts'
import { containsElementsOnly, endOfTag, isFreeTextElement, sensitiveTextRanges, withoutMarkup } from './free-text.ts'

/** A sensitive part of a decoded document, as character indices, end exclusive. */
export interface SensitiveXmlPart {
  from: number
  to: number
  category: SensitiveCategory
}

/**
 * Finds the sensitive parts of an XML push: elements of sensitive services, and sentences of free texts. An element is one
 * part, so that masking leaves well-formed text. The scan reads only tags, so that it also works in malformed and refused
 * documents.
 */
export function sensitiveXmlRanges(bytes: Uint8Array): SensitiveRange[] {
  const { text, byteAt } = decodeXml(bytes)
  return sensitiveXmlParts(text).map(({ from, to, category }) => ({
    from: byteAt(from),
    to: byteAt(to),
    category,
    mask: MASK,
  }))
}

/** Finds the same parts as `sensitiveXmlRanges`, but in decoded text. The parts are in document order. */
export function sensitiveXmlParts(text: string): SensitiveXmlPart[] {
  const parts: SensitiveXmlPart[] = []
  const add = (from: number, to: number, category: SensitiveCategory) => parts.push({ from, to, category })
  // Up to this index every element is inside a free text.
  let freeUntil = 0
  for (let open = text.indexOf('<'); open >= 0; ) {
    let next = open + 1
    if (isNameStart(text.charCodeAt(next))) {
      const end = endOfTag(text, open)
      next = end
      const tag = text.slice(open, end)
      const code = serviceCode(tag)
      const category = code === null ? null : sensitiveService(code)
      const name = /^<([^\s/>]*)/.exec(tag)?.[1] ?? ''
      if (code !== null && category !== null) {
        next = endOfElement(text, end, name)
        add(open, next, category)
      } else if (code !== null && hasLayout(code)) next = endOfElement(text, end, name)
      else if ((open < freeUntil || isFreeTextElement(localName(name))) && !tag.endsWith('/>')) {
        const close = closingTag(text, end, name)
        // The free text is in child elements, which are searched when the scan reaches them.
        if (containsElementsOnly(text, end, close)) {
          freeUntil = Math.max(freeUntil, close)
          open = text.indexOf('<', end)
          continue
        }
        for (const part of sensitiveTextRanges(text, end, close)) add(part.from, part.to, 'free-text')
        next = close
      }
    }
    open = text.indexOf('<', next)
  }
  return parts
}

const isNameStart = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code >= 0x80

/** Returns the value of `SSRCode` (or `SSR_Code`) in a start tag, in any namespace and case. */
function serviceCode(tag: string): string | null {
  const found = /[\s:"']ssr_?code\s*=\s*(?:"([^"]*)|'([^']*))/i.exec(tag)
  return found === null
    ? null
    : withoutMarkup(found[1] ?? found[2] ?? '')
        .trim()
        .toUpperCase()
}

/**
 * Returns the index of the closing tag of an element whose start tag ended at `from`; in a broken document, the end of
 * its reservation.
 */
function closingTag(text: string, from: number, name: string): number {
  // Services and texts do not nest, so the first end tag of this name closes the element.
  for (let i = text.indexOf('<', from); i >= 0; i = text.indexOf('<', i + 1)) {
    const closes = text.charCodeAt(i + 1) === 0x2f
    if (closes && text.startsWith(name, i + 2) && /[\s>]/.test(text[i + 2 + name.length] ?? '>')) return i
    if (/^<\/?(?:[\w.-]+:)?PNRs?[\s>/]/i.test(text.slice(i, i + 60))) return i
  }
  return text.length
}

/** Returns the index after an element whose start tag ended at `from`. */
function endOfElement(text: string, from: number, name: string): number {
  if (text.startsWith('/>', from - 2)) return from
  const close = closingTag(text, from, name)
  return text.startsWith(`</${name}`, close) ? endOfTag(text, close) : close
}
