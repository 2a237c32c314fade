import { looksLikeXml } from '../xml/looks-like-xml.ts'
import { localName } from './xml/xml-node.ts'
import { xmlFormats } from './xml-formats.ts'

/** How a file is written. The mapper of its format is chosen by the root element, the message type or line 1. */
export type CargoSyntax = 'xml' | 'edifact' | 'cargo-imp'

/** No byte order mark and white space before a message is longer. */
const LONGEST_START = 4_096

/**
 * Recognises the syntax by the first characters after a byte order mark and white space: `<`, `UNA` or `UNB`, or a line 1
 * of `FWB/n`, `FHL/n` or `FFM/n` (Cargo-IMP). Returns null if it is none, and `more` if further bytes can decide.
 */
export function recogniseSyntax(start: Uint8Array, isWhole: boolean): CargoSyntax | 'more' | null {
  if (start[0] === 0x55 && /^UN[AB][^A-Za-z0-9]/.test(asciiOf(start.subarray(0, 4)))) return 'edifact'
  if (looksLikeXml(start)) return 'xml'
  const text = asciiOf(start.subarray(0, LONGEST_START)).replace(/^\s+/, '')
  if (/^UN[AB][^A-Za-z0-9]/.test(text)) return 'edifact'
  if (/^(FWB|FHL|FFM)\/\d{1,2}[ \t]*(\r|\n)/.test(text)) return 'cargo-imp'
  if (isWhole) return /^(FWB|FHL|FFM)\/\d{1,2}[ \t]*$/.test(text) ? 'cargo-imp' : null
  return text.length < 16 && start.length < LONGEST_START ? 'more' : null
}

/** Returns the characters without a byte order mark. */
function asciiOf(bytes: Uint8Array): string {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return latin1(isMarked ? bytes.subarray(3) : bytes)
}

/** The root of a document, or the first message of an interchange, begins within so many bytes. */
const START = 65_536

const roots = new Set(xmlFormats.map(({ root }) => root))

/**
 * Tells whether bytes are a cargo message: an XML document with a root element of `xmlFormats`, an interchange with a CUSCAR or
 * BAPLIE, or a Cargo-IMP message.
 */
export function recognisesCargo(bytes: Uint8Array): boolean {
  const syntax = recogniseSyntax(bytes, true)
  if (syntax === 'edifact') return hasMessage(bytes, 'CUSCAR') || hasMessage(bytes, 'BAPLIE')
  if (syntax === 'xml') return roots.has(rootOf(latin1(bytes.subarray(0, START)).replaceAll('\0', '')))
  return syntax === 'cargo-imp'
}

/** Tells whether a UNH states this message type, in any message of the interchange. */
function hasMessage(bytes: Uint8Array, type: string): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = all.indexOf(type); at >= 0; at = all.indexOf(type, at + 1)) {
    if (/UNH[^A-Za-z0-9][^']{0,40}[^A-Za-z0-9]$/.test(latin1(bytes.subarray(Math.max(0, at - 60), at)))) return true
  }
  return false
}

/** Returns the local name of the root, which a document type declaration names as well. */
function rootOf(text: string): string {
  const declared = /<!DOCTYPE\s+([\w.:-]+)/.exec(text)?.[1]
  return localName(declared ?? /<([A-Za-z_][\w.:-]*)/.exec(text)?.[1] ?? '')
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
