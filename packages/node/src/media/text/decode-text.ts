export interface DecodedText {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be'
  text: string
  /** Some bytes are invalid in this encoding and became U+FFFD. */
  damaged: boolean
}

/** Decodes bytes as text: UTF-16 with a byte order mark, else UTF-8. The mark is left out. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes), damaged: false }
  } catch {
    return { encoding, text: new TextDecoder(encoding).decode(bytes), damaged: true }
  }
}
