import { recogniseSyntax } from './recognise.ts'
import { xmlFormats } from './xml/formats.ts'
import { localName } from './xml/xml-node.ts'

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
