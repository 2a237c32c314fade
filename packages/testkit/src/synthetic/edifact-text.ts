/** The separators of one interchange. `release` precedes a separator that is part of the data. */
export interface Separators {
  component: string
  element: string
  decimal: string
  release: string
  reserved: string
  terminator: string
}
export const usualSeparators: Separators = {
  component: ':',
  element: '+',
  decimal: '.',
  release: '?',
  reserved: ' ',
  terminator: "'",
}

export type Component = string | number | null
export type Element = Component | readonly Component[]
export interface Segment {
  tag: string
  elements: readonly Element[]
}

export const segment = (tag: string, ...elements: Element[]): Segment => ({ tag, elements })

/** Writes one segment without empty trailing elements. Separators in the data are released. */
export function writeSegment({ tag, elements }: Segment, separators: Separators): string {
  const written = elements.map((element) => {
    const components = (Array.isArray(element) ? element : [element]) as readonly Component[]
    return withoutTail(components.map((c) => (c === null ? '' : release(String(c), separators)))).join(
      separators.component,
    )
  })
  return [tag, ...withoutTail(written)].join(separators.element) + separators.terminator
}

function withoutTail(texts: string[]): string[] {
  let end = texts.length
  while (end > 0 && texts[end - 1] === '') end--
  return texts.slice(0, end)
}

function release(text: string, { component, element, release: mark, terminator }: Separators): string {
  let released = ''
  for (const character of text) {
    released += [component, element, mark, terminator].includes(character) ? mark + character : character
  }
  return released
}

export const writeUna = (s: Separators): string =>
  `UNA${s.component}${s.element}${s.decimal}${s.release}${s.reserved}${s.terminator}`

export type Charset = 'UNOA' | 'UNOC' | 'UNOY' | 'IATA'

const isAscii = /^[\x20-\x7e\r\n]*$/

/** Encodes text: UNOC as Latin-1, UNOY as UTF-8, all other levels as ASCII. Throws RangeError for other characters. */
export function encode(text: string, charset: Charset): Uint8Array {
  if (charset === 'UNOY') return new TextEncoder().encode(text)
  const highest = charset === 'UNOC' ? 0xff : 0x7f
  if (isAscii.test(text)) return Uint8Array.from(Buffer.from(text, 'latin1'))
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) as number
    if (code > highest) throw new RangeError(`${character} cannot be written in ${charset}`)
    return code
  })
}
