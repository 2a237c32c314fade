/** The service characters in use, as byte values; `release` is 0 if the sender declared none. */
export interface Separators {
  component: number
  element: number
  decimal: number
  release: number
  terminator: number
}

/** Returns the ISO 9735 defaults: `:+.? '`. */
export const defaultSeparators = (): Separators => ({
  component: 0x3a,
  element: 0x2b,
  decimal: 0x2e,
  release: 0x3f,
  terminator: 0x27,
})

// The classes of bytes. An ordinary byte has class 0.
export const COMPONENT = 1
export const ELEMENT = 2
export const TERMINATOR = 3
export const RELEASE = 4
export const LINE_END = 5
export const HIGH = 6
export const CONTROL = 7

/** Returns the class of each byte value for the tokenizer; separators override all other classes. */
function byteClasses(separators: Separators): Uint8Array {
  const classes = new Uint8Array(256)
  for (let byte = 0; byte < 32; byte++) classes[byte] = CONTROL
  classes[0x7f] = CONTROL
  classes[0x0a] = LINE_END
  classes[0x0d] = LINE_END
  for (let byte = 128; byte < 256; byte++) classes[byte] = HIGH
  if (separators.release !== 0) classes[separators.release] = RELEASE
  classes[separators.component] = COMPONENT
  classes[separators.element] = ELEMENT
  classes[separators.terminator] = TERMINATOR
  return classes
}

const defaults = byteClasses(defaultSeparators())

/** Most interchanges use the defaults, so their table is built once. */
export function classesFor(separators: Separators): Uint8Array {
  const isDefault =
    separators.component === 0x3a &&
    separators.element === 0x2b &&
    separators.release === 0x3f &&
    separators.terminator === 0x27
  return isDefault ? defaults : byteClasses(separators)
}

/** Tests for bytes that only frame an interchange: blanks, line ends, control characters, a byte order mark, left-over terminators. */
export const isFraming = (byte: number): boolean =>
  byte <= 0x20 || byte === 0x27 || byte === 0xef || byte === 0xbb || byte === 0xbf || byte === 0x7f
