import { SaxesParser } from 'saxes'
import { controlMark } from './decode-xml.ts'
import { localName, type XmlElement } from './element.ts'
import type { WindowedXml } from './windowed-xml.ts'

/** Limits far above any real message. Input above them is an attempt to exhaust the reader. */
const limits = { depth: 64, attributes: 256, valueLength: 1_000_000, elementsInOne: 200_000 } as const

export type ParseEnd =
  | { ending: 'whole' }
  /**
   * `stray`: a closing tag without an open element, which ends a recovered range normally.
   * `scanned`: index up to which the text was scanned, possibly far after the fault.
   */
  | { ending: 'malformed'; at: number; message: string; stray: boolean; scanned: number }
  | { ending: 'unsafe'; at: number; message: string }

export interface ElementHandler {
  /** Is called after a start tag. Return true to keep the subtree of the element for `complete`, false to skip it. */
  opened(element: XmlElement, depth: number): boolean
  /** Is called when a kept element is complete. The element is released afterwards. */
  complete(element: XmlElement): void
}

class Stop extends Error {
  readonly end: ParseEnd
  constructor(end: ParseEnd) {
    super(end.ending)
    this.end = end
  }
}

/**
 * Streams the elements of `text` from `start`. Keeps only the subtrees that the handler asks for, until they are
 * complete. Never throws. Returns `unsafe` for DTDs, entities other than the five of XML, and input above `limits`.
 */
export function parseElements(text: string, start: number, firstOrdinal: number, handler: ElementHandler): ParseEnd {
  const fragment = start > 0
  const walk = new Walk({ text, base: 0 }, start, firstOrdinal, handler)
  return parse(walk, start, fragment, (parser) => parser.write(fragment ? text.slice(start) : text))
}

/**
 * Like `parseElements`, but reads the document window by window. The indices of an element refer to the window in which it
 * is complete, so they are valid until the handler returns.
 */
export function parseWindows(windows: WindowedXml, handler: ElementHandler): ParseEnd {
  const walk = new Walk(windows, 0, 1, handler)
  return parse(walk, 0, false, (parser) => {
    for (;;) {
      const { base } = windows
      const chunk = windows.next(walk.neededFrom)
      if (chunk === null) return
      walk.moved(windows.base - base)
      parser.write(chunk)
    }
  })
}

type Parser = SaxesParser<{ xmlns: false; fragment: boolean }>

function parse(walk: Walk, start: number, fragment: boolean, write: (parser: Parser) => void): ParseEnd {
  const parser: Parser = new SaxesParser({ fragment, xmlns: false })
  parser.on('doctype', () => {
    throw new Stop({ ending: 'unsafe', at: start + parser.position, message: 'a document type declaration is refused' })
  })
  parser.on('error', (error) => {
    throw new Stop(walk.failed(start + parser.position, error.message.replace(/^\d+:\d+: /, '')))
  })
  parser.on('opentag', (tag) => walk.open(tag.name, tag.attributes, start + parser.position))
  parser.on('closetag', (tag) => walk.close(tag.name, tag.isSelfClosing, start + parser.position))
  parser.on('text', (data) => walk.text(data))
  parser.on('cdata', (data) => walk.text(data))
  try {
    write(parser)
    parser.close()
    return { ending: 'whole' }
  } catch (error) {
    if (error instanceof Stop) return error.end
    return walk.failed(start + parser.position, error instanceof Error ? error.message : 'unreadable')
  }
}

class Walk {
  depth = 0
  private readonly kept: XmlElement[] = []
  private keptElements = 0
  /** The index after the last tag. */
  private lastTag: number
  private ordinal: number
  private readonly source: { readonly text: string; readonly base: number }
  private readonly start: number
  private readonly handler: ElementHandler

  constructor(source: Walk['source'], start: number, firstOrdinal: number, handler: ElementHandler) {
    this.source = source
    this.start = start
    this.lastTag = start
    this.ordinal = firstOrdinal
    this.handler = handler
  }

  /** The index in the document from which its text is still needed: the kept element, or the next tag. */
  get neededFrom(): number {
    const oldest = this.kept[0]
    return oldest === undefined ? this.lastTag : this.source.base + oldest.from
  }

  /** Corrects the indices of the kept element after the window moved by so many characters. */
  moved(by: number): void {
    const [oldest] = this.kept
    if (by > 0 && oldest !== undefined) shift(oldest, by)
  }

  open(tag: string, attributes: Record<string, string>, at: number): void {
    this.depth++
    this.lastTag = at
    // `position` is after `>`; a start tag contains `<` only at its beginning.
    const { text, base } = this.source
    const from = Math.max(this.start, base + text.lastIndexOf('<', at - 1 - base))
    if (this.depth > limits.depth) this.refuse(from, `elements nested deeper than ${limits.depth}`)
    const element: XmlElement = {
      name: localName(tag),
      tag,
      attributes: this.attributesOf(attributes, from),
      children: [],
      text: '',
      ordinal: this.ordinal++,
      from: from - base,
      to: -1,
    }
    const parent = this.kept.at(-1)
    if (parent) {
      if (++this.keptElements > limits.elementsInOne)
        this.refuse(from, `more than ${limits.elementsInOne} elements in one`)
      parent.children.push(element)
      this.kept.push(element)
    } else if (this.handler.opened(element, this.depth)) {
      this.keptElements = 1
      this.kept.push(element)
    }
  }

  close(tag: string, selfClosing: boolean, at: number): void {
    // saxes closes the open element before it reports that the closing tag names another element. The open element is
    // then not complete.
    const { text, base } = this.source
    const end = at - 1 - base
    if (!selfClosing && text.slice(text.lastIndexOf('</', end) + 2, end).trimEnd() !== tag) return
    this.depth--
    this.lastTag = at
    const element = this.kept.pop()
    if (!element) return
    element.to = at - base
    element.text = element.text.trim()
    if (this.kept.length === 0) this.handler.complete(element)
  }

  text(data: string): void {
    const element = this.kept.at(-1)
    if (!element) return
    element.text += withoutMarks(data)
    if (element.text.length > limits.valueLength)
      this.refuse(element.from, `a value longer than ${limits.valueLength} characters`)
  }

  failed(at: number, message: string): ParseEnd {
    const { text, base } = this.source
    const place = Math.min(at, base + text.length)
    if (/undefined entity/.test(message)) {
      return { ending: 'unsafe', at: place, message: 'an entity that XML itself does not define is refused' }
    }
    const bare = this.bareAmpersand(place)
    if (bare >= 0)
      return { ending: 'malformed', at: bare, message: 'an & that begins no entity', stray: false, scanned: place }
    const stray = this.depth === 0 && /unmatched closing tag/.test(message)
    return { ending: 'malformed', at: place, message, stray, scanned: place }
  }

  /** Returns where a bare `&` is. saxes searches for the end of an entity up to the next `;`, but the fault is at the `&`. */
  private bareAmpersand(until: number): number {
    const found = /&(?!#?\w{1,20};)/.exec(
      this.source.text.slice(this.lastTag - this.source.base, until - this.source.base),
    )
    return found ? this.lastTag + found.index : -1
  }

  private attributesOf(attributes: Record<string, string>, at: number): Map<string, string> {
    const names = Object.keys(attributes)
    if (names.length > limits.attributes) this.refuse(at, `more than ${limits.attributes} attributes`)
    const map = new Map<string, string>()
    for (const name of names) {
      const value = attributes[name] as string
      if (value.length > limits.valueLength) this.refuse(at, `a value longer than ${limits.valueLength} characters`)
      map.set(localName(name), withoutMarks(value))
    }
    return map
  }

  private refuse(at: number, message: string): never {
    throw new Stop({ ending: 'unsafe', at, message })
  }
}

function shift(element: XmlElement, by: number): void {
  element.from -= by
  if (element.to >= 0) element.to -= by
  for (const inner of element.children) shift(inner, by)
}

function withoutMarks(value: string): string {
  return value.includes(controlMark) ? value.replaceAll(controlMark, '') : value
}
