import { defaultSeparators, type Separators } from '../edifact/separators.ts'

/** The text of a component to write; null and '' are written as an empty component. An element is one component or several. */
export type Component = string | null
export type Element = Component | readonly Component[]

/**
 * Writes EDIFACT segments (ISO 9735). Releases each service character in data, replaces control characters with blanks,
 * and omits empty elements at the end of a segment.
 */
export class SegmentWriter {
  private readonly separators: Separators
  private text = ''
  /** The number of segments since the last UNH, including the UNH. */
  count = 0

  constructor(separators: Separators = defaultSeparators()) {
    this.separators = separators
  }

  segment(tag: string, ...elements: Element[]): void {
    const written = elements.map((element) => this.element(element))
    while (written.length > 0 && written[written.length - 1] === '') written.pop()
    const plus = String.fromCharCode(this.separators.element)
    this.text += [tag, ...written].join(plus) + String.fromCharCode(this.separators.terminator)
    this.count = tag === 'UNH' ? 1 : this.count + 1
  }

  /** Returns the bytes written so far, UTF-8 encoded (ASCII if all data is ASCII). */
  bytes(): Uint8Array {
    return new TextEncoder().encode(this.text)
  }

  private element(element: Element): string {
    const components = (typeof element === 'string' || element === null ? [element] : [...element]).map((component) =>
      this.released(component ?? ''),
    )
    while (components.length > 0 && components[components.length - 1] === '') components.pop()
    return components.join(String.fromCharCode(this.separators.component))
  }

  private released(data: string): string {
    const { component, element, release, terminator } = this.separators
    let text = ''
    for (const char of data) {
      const code = char.charCodeAt(0)
      if (code < 0x20 || code === 0x7f) {
        text += ' '
        continue
      }
      if (code === component || code === element || code === release || code === terminator) {
        text += String.fromCharCode(release)
      }
      text += char
    }
    return text
  }
}

/** Converts text to ASCII: removes accents, then replaces every remaining non-ASCII character with `?`. */
export function toAscii(text: string): string {
  let ascii = ''
  for (const char of text.normalize('NFD')) {
    const code = char.codePointAt(0)!
    if (code >= 0x300 && code <= 0x36f) continue
    ascii += code < 0x80 ? char : '?'
  }
  return ascii
}
