import { defaultSeparators, type Separators } from './separators.ts'

export interface Start {
  /** The byte at which the interchange begins: the start of its UNA, or of its UNB if it has no UNA. */
  from: number
  /** The byte at which UNB begins. */
  unb: number
  una: 'present' | 'absent' | 'damaged'
  separators: Separators
}

/**
 * Finds the next interchange from byte `from` and its separators (ISO 9735, UNA). A declared separator is used only if
 * the text confirms it, because senders often damage UNA. Returns null if no UNB follows.
 */
export function findStart(bytes: Uint8Array, from: number): Start | null {
  const unb = findUnb(bytes, from)
  if (unb < 0) return null
  let after = unb + 3
  while (bytes[after] === 0x20 || bytes[after] === 0x0a || bytes[after] === 0x0d) after++
  const element = bytes[after]!
  const una = findUna(bytes, Math.max(from, unb - 40), unb)
  const separators = { ...defaultSeparators(), element }
  if (una < 0) return { from: unb, unb, una: 'absent', separators }
  const declared = characters(bytes, una + 3, unb)
  if (isSound(declared, element)) {
    const [component, , decimal, release, , terminator] = declared as [number, number, number, number, number, number]
    const stated = { component, element, decimal, release: release === 0x20 ? 0 : release, terminator }
    if (closesSegments(bytes, after, stated)) return { from: una, unb, una: 'present', separators: stated }
  }
  return { from: una, unb, una: 'damaged', separators: confirmed(bytes, after, declared, separators) }
}

function findUnb(bytes: Uint8Array, from: number): number {
  for (let i = bytes.indexOf(0x55, from); i >= 0; i = bytes.indexOf(0x55, i + 1)) {
    if (bytes[i + 1] !== 0x4e || bytes[i + 2] !== 0x42) continue
    let after = i + 3
    while (bytes[after] === 0x20 || bytes[after] === 0x0a || bytes[after] === 0x0d) after++
    const follower = bytes[after]
    if (follower === undefined || isAlphanumeric(follower) || follower < 0x20 || follower >= 0x80) continue
    if (i === from || !isAlphanumeric(bytes[i - 1]!)) return i
    // If UNA lost its terminator, a letter can precede UNB. Without a UNA, a letter there means that `UNB` is part of a word.
    if (findUna(bytes, Math.max(from, i - 40), i) >= 0) return i
  }
  return -1
}

function findUna(bytes: Uint8Array, from: number, to: number): number {
  for (let i = to - 3; i >= from; i--) {
    if (bytes[i] === 0x55 && bytes[i + 1] === 0x4e && bytes[i + 2] === 0x41) {
      const length = characters(bytes, i + 3, to).length
      return length <= 12 ? i : -1
    }
  }
  return -1
}

/**
 * Lists the characters between UNA and UNB without trailing blanks and line ends; a character outside ASCII counts
 * once.
 */
function characters(bytes: Uint8Array, from: number, to: number): number[] {
  while (to > from && (bytes[to - 1] === 0x20 || bytes[to - 1] === 0x0a || bytes[to - 1] === 0x0d)) to--
  const list: number[] = []
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!
    if (byte >= 0x80 && byte < 0xc0 && list.length > 0 && list[list.length - 1]! >= 0x80) continue
    list.push(byte)
  }
  return list
}

function isSound(declared: number[], element: number): boolean {
  if (declared.length !== 6 || declared[1] !== element) return false
  const [component, , decimal, release, , terminator] = declared as [number, number, number, number, number, number]
  const separators = [component, element, decimal, release, terminator].filter((byte) => byte !== 0x20)
  return (
    new Set(separators).size === separators.length &&
    separators.every((byte) => byte < 0x80 && byte > 0x20 && !isAlphanumeric(byte)) &&
    component !== 0x20 &&
    terminator !== 0x20
  )
}

/** Returns whether a terminator soon ends a segment. It ends one if a tag or the end of input follows it. */
function closesSegments(bytes: Uint8Array, from: number, separators: Separators): boolean {
  const end = Math.min(bytes.length, from + 1000)
  for (let i = from; i < end; i++) {
    if (separators.release !== 0 && bytes[i] === separators.release) i++
    else if (bytes[i] === separators.terminator && tagFollows(bytes, i + 1, separators.element)) return true
  }
  return false
}

function tagFollows(bytes: Uint8Array, from: number, element: number): boolean {
  let i = from
  while (i < bytes.length && bytes[i]! <= 0x20) i++
  if (i >= bytes.length) return true
  const start = i
  while (i < bytes.length && isCapital(bytes[i]!)) i++
  if (i - start !== 3) return false
  while (bytes[i] === 0x20) i++
  return bytes[i] === element
}

function confirmed(bytes: Uint8Array, from: number, declared: number[], fallback: Separators): Separators {
  const separators = { ...fallback }
  // The first element of UNB is letters, the component separator, and a digit.
  let i = from + 1
  while (i < bytes.length && isCapital(bytes[i]!)) i++
  if (isDigit(bytes[i + 1]) && declared.includes(bytes[i]!) && bytes[i]! < 0x80) separators.component = bytes[i]!
  const inUse = terminatorInUse(bytes, from, separators.element)
  if (inUse > 0) separators.terminator = inUse
  return separators
}

/** Returns the character before the tag that follows UNB, or 0 if it cannot be a terminator. */
function terminatorInUse(bytes: Uint8Array, from: number, element: number): number {
  const end = Math.min(bytes.length, from + 1000)
  for (let i = from + 1; i < end; i++) {
    if (bytes[i] !== 0x55 || bytes[i + 1] !== 0x4e) continue
    if (bytes[i + 2] !== 0x48 && bytes[i + 2] !== 0x47) continue
    let after = i + 3
    while (bytes[after] === 0x20) after++
    if (bytes[after] !== element) continue
    let before = i - 1
    while (before > from && bytes[before]! <= 0x20) before--
    const byte = bytes[before]!
    return byte > 0x20 && byte < 0x80 && !isAlphanumeric(byte) && byte !== element ? byte : 0
  }
  return 0
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39
const isCapital = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a
const isAlphanumeric = (byte: number): boolean => isDigit(byte) || isCapital(byte) || (byte >= 0x61 && byte <= 0x7a)
