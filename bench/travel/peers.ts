import { createRequire } from 'node:module'

interface EdifactParser {
  encoding(level: string): void
  write(text: string): void
  end(): void
  onopensegment(tag: string): void
  onelement(): void
  oncomponent(text: string): void
  onclosesegment(): void
}
// The package has no types and uses CommonJS.
const Parser = createRequire(import.meta.url)('edifact/parser.js') as new () => EdifactParser

/**
 * Walks through a message with the npm package `edifact`, as its README advises for speed: handlers on the parser, no validation. Returns the number
 * of components; throws if the package rejects the message.
 */
export function walkWithEdifact(bytes: Uint8Array): number {
  const parser = new Parser()
  let components = 0
  parser.onopensegment = () => {}
  parser.onelement = () => {}
  parser.onclosesegment = () => {}
  parser.oncomponent = () => {
    components += 1
  }
  // The package restricts characters by syntax level. UNOY allows all characters of these messages.
  parser.encoding('UNOY')
  parser.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))
  parser.end()
  return components
}

/**
 * Decodes a message and splits it at terminators, elements and components. This is the simplest possible parser: it ignores release characters and
 * positions.
 */
export function walkWithSplit(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  let components = 0
  for (const segment of text.split("'")) {
    for (const element of segment.split('+')) components += element.split(':').length
  }
  return components
}

/** Returns the messages that a parser accepts without throwing. */
export function acceptedBy(walk: (bytes: Uint8Array) => number, messages: readonly Uint8Array[]): Uint8Array[] {
  return messages.filter((bytes) => {
    try {
      walk(bytes)
      return true
    } catch {
      return false
    }
  })
}
