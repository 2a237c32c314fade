import type { Separators } from './separators.ts'
import { packTag, type TagSet, tagText } from './tags.ts'

/**
 * Tests whether a known tag inside a component begins a segment because the previous one lost its terminator. Names end
 * in tags (SIMON, SAFAR, HUNT) and airports have their codes (ADD, NAT), so the text after the tag must have the shape
 * of that segment.
 */
export function startsSegment(
  tag: number,
  bytes: Uint8Array,
  at: number,
  limit: number,
  separators: Separators,
): boolean {
  const end = Math.min(limit, at + 48)
  let shape = ''
  // The shape has 9 for a digit, A for a letter, and the default separators for the separators in use.
  for (let i = at; i < end; i++) {
    const byte = bytes[i]!
    if (byte === separators.terminator) {
      shape += "'"
      break
    }
    if (byte === separators.element) shape += '+'
    else if (byte === separators.component) shape += ':'
    else if (byte >= 0x30 && byte <= 0x39) shape += '9'
    else if ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)) shape += 'A'
    else if (byte === 0x0a || byte === 0x0d) continue
    else shape += '_'
  }
  const rule = SHAPES[tagText(tag)]
  if (!rule) return false
  const codes = CODES[tagText(tag)]
  if (!rule.test(shape)) return false
  if (!codes) return true
  let code = ''
  for (let i = at; i < end && isCodeByte(bytes[i]!); i++) code += String.fromCharCode(bytes[i]!)
  return codes.has(code)
}

/**
 * Tests whether this tag may begin a segment inside a component. Without text before the tag, only NAD may, because a
 * missed NAD would lose a person.
 */
export function isGlueable(tag: number, prefixed: boolean): boolean {
  return prefixed || tag === NAD
}

/**
 * Tests whether a segment ends in `SRC` without a terminator. `SRC` has no elements, so no element separator follows
 * it; RCI must follow instead. A missed SRC would merge two reservations.
 */
export function endsInSrc(
  bytes: Uint8Array,
  at: number,
  from: number,
  limit: number,
  known: TagSet,
  separators: Separators,
): boolean {
  if (bytes[at - 1] !== 0x43 || bytes[at - 2] !== 0x52 || bytes[at - 3] !== 0x53) return false
  if (at - 3 <= from || !known.has(SRC)) return false
  let i = at + 1
  while (i < limit && bytes[i]! <= 0x20) i++
  return bytes[i] === 0x52 && bytes[i + 1] === 0x43 && bytes[i + 2] === 0x49 && bytes[i + 3] === separators.element
}

/**
 * Returns the length of a typographic quote (U+2018 or U+2019, in UTF-8 or Windows-1252) used as a terminator, or 0. It
 * closes a segment only if a known tag or the end of input follows, because names contain such quotes too.
 */
export function standInQuote(
  bytes: Uint8Array,
  at: number,
  limit: number,
  known: TagSet,
  separators: Separators,
): number {
  let length = 0
  if (bytes[at] === 0x91 || bytes[at] === 0x92) length = 1
  else if (bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && (bytes[at + 2] === 0x98 || bytes[at + 2] === 0x99))
    length = 3
  if (length === 0) return 0
  let i = at + length
  while (i < limit && bytes[i]! <= 0x20) i++
  if (i >= limit) return length
  if (i + 3 > limit) return 0
  const tag = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
  const follower = bytes[i + 3]
  const closes = i + 3 === limit || follower === separators.element || follower === separators.terminator
  return closes && known.has(tag) ? length : 0
}

const NAD = packTag('NAD')
const SRC = packTag('SRC')

const isCodeByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)

const set = (codes: string): Set<string> => new Set(codes.split(' '))

/** The possible qualifiers of segments that begin with a qualifier. */
const CODES: Record<string, Set<string>> = {
  NAD: set('MS FL FM DDU DDT COA'),
  BGM: set('745 250 266 336 655 962 132 312'),
  LOC: set('125 87 92 130 188 172 178 179 22 174 180 91 005 008 5 8 PT'),
  DTM: set('189 232 554 329 36 136 132'),
  TDT: set('20 34'),
  ATT: set('2'),
  NAT: set('2'),
  GEI: set('4'),
  MEA: set('CT WT'),
  FTX: set('BAG AAP'),
  RFF: set('TN AVF ABO SEA AEA CR YZY AF'),
  DOC: set('P V I A C IP F AC L M'),
  CNT: set('42 41 3'),
  DAT: set('700 710 2 3 T ZT'),
  IFT: set('4'),
  FOP: set('CC CA CK MS GR'),
  MON: set('B T'),
  ABI: set('1 2 3 4 5'),
  CTA: set('IC'),
}

const SHAPES: Record<string, RegExp> = {
  UNH: /^[^+]{1,16}\+AAAAAA?:/,
  UNG: /^AAAAAA?\+/,
  UNB: /^AAAA:9/,
  UNT: /^9{1,8}['+]/,
  UNE: /^9{1,6}['+]/,
  UNZ: /^9{1,6}['+]/,
  UNS: /^A'/,
  NAD: /^A{2,3}\+/,
  BGM: /^999['+]/,
  LOC: /^[9A]{1,3}\+/,
  DTM: /^9{2,3}[:+][_9:']/,
  TDT: /^99\+/,
  ATT: /^9\+[^+]{0,4}\+/,
  NAT: /^9\+A{1,3}/,
  GEI: /^9\+999/,
  MEA: /^AA\+[^+]*\+/,
  FTX: /^AAA\+[^+]*\+[^+]*\+/,
  RFF: /^A{2,3}:/,
  DOC: /^A{1,2}[:+]/,
  CNT: /^99?[:+]9/,
  MSG: /^(:999?|99?)['+]/,
  ORG: /^[9A]{2}:AAA['+]/,
  TVL: /^9{6}:/,
  EQN: /^9{1,4}['+:]/,
  RCI: /^[9A]{2,3}:[9A]{5,}/,
  SSR: /^AAAA:/,
  DAT: /^[9A]{1,3}:/,
  IFT: /^9:99/,
  ADD: /^\+[9]{0,3}:/,
  EBD: /^AAA:9/,
  TIF: /^A[A_]*(:A)?\+A[A_]*:/,
  FTI: /^[9A]{2}:[9A]{4,}/,
  REF: /^:[9A]{4,}/,
  FAR: /^A\+/,
  TKT: /^9{8,}:A/,
  MON: /^A:9/,
  PTK: /^AA\+/,
  TXD: /^\+9/,
  FOP: /^AA:/,
  TRA: /^[9A]{2}\+9/,
  RPI: /^99?\+AA/,
  APD: /^[9A]{3}['+]/,
  TRI: /^\+[9A_]*:/,
  SSD: /^9{1,3}A\+/,
  TBD: /^\+9{1,3}:/,
  ABI: /^9\+/,
  SAC: /^\+\+A/,
  CTA: /^AA\+/,
  COM: /^[9A_]+:AA['+]/,
  LTS: /^9{1,3}_/,
  CNI: /^9{1,5}\+[9A]/,
  GID: /^9{1,5}\+9{1,8}:/,
  EQD: /^AA\+[9A]{4,17}['+]/,
}
