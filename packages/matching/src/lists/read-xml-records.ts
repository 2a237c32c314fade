import { SaxesParser } from 'saxes'
import { decodePieces } from './decode-text.ts'
import type { ListReport } from './list-report.ts'

export interface XmlElement {
  name: string
  /** The text of the element itself, with single spaces. */
  text: string
  children: XmlElement[]
  line: number
}
/** The code of the finding for a truncated or broken file. Records before the fault are kept. */
export const xmlMalformed = 'XML_MALFORMED'

const deepest = 100
const largestFile = 500 * 1024 * 1024
const longestText = 1_000_000

class Stop extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Reads XML as a stream and calls `take` with each complete element of the given names. It reads no file or address that the XML names. Reading ends
 * with a finding at a document type declaration (`XML_UNSAFE`), at a limit of depth, text or size (`XML_LIMIT`), and where the file is not
 * well-formed (`xmlMalformed`). Returns the name and the attributes of the root; `safe` is false after `XML_UNSAFE` and `XML_LIMIT`.
 */
export function readXmlRecords(
  bytes: Uint8Array,
  names: ReadonlySet<string>,
  report: ListReport,
  take: (record: XmlElement) => void,
): { root: string | null; attributes: Record<string, string>; safe: boolean } {
  const parser = new SaxesParser()
  let root: string | null = null
  let attributes: Record<string, string> = {}
  let depth = 0
  // The elements of a record that are open, from the record inwards.
  const open: XmlElement[] = []
  parser.on('error', (error) => {
    throw new Stop(xmlMalformed, error.message.replace(/^\d+:\d+: /, ''))
  })
  parser.on('doctype', () => {
    throw new Stop('XML_UNSAFE', 'The file declares a document type; it is not read further.')
  })
  parser.on('opentag', (tag) => {
    depth += 1
    if (depth > deepest) throw new Stop('XML_LIMIT', `Elements are nested more than ${deepest} deep.`)
    if (root === null) {
      root = tag.name
      attributes = tag.attributes
    }
    if (open.length === 0 && !names.has(tag.name)) return
    const element: XmlElement = { name: tag.name, text: '', children: [], line: parser.line }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const addText = (text: string): void => {
    const element = open.at(-1)
    if (!element) return
    if (element.text.length + text.length > longestText)
      throw new Stop('XML_LIMIT', 'One element holds more than a million characters.')
    element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    depth -= 1
    const element = open.pop()
    if (!element) return
    element.text = element.text.replace(/\s+/g, ' ').trim()
    if (open.length === 0) take(element)
  })
  try {
    if (bytes.length > largestFile) throw new Stop('XML_LIMIT', 'The file is larger than 500 MB.')
    for (const piece of decodePieces(bytes, report)) parser.write(piece)
    parser.close()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    report.find(error.code, 'error', error.message, parser.line)
    return { root, attributes, safe: error.code === xmlMalformed }
  }
  return { root, attributes, safe: true }
}
