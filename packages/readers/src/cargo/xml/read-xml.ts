import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { CargoFile } from '../message/cargo-file.ts'
import type { FormatReader, StartFormatReader } from '../message/format-reader.ts'
import { DecodedPiece, XmlDecoder } from './decode-stream.ts'
import type { XmlFormat, XmlMapper } from './xml-mapper.ts'
import { localName, namespaceOf, XmlNode } from './xml-node.ts'

/** Limits above any real message. Input above them is an attempt to exhaust the reader. */
const limits = {
  depth: 64,
  attributes: 256,
  /** Characters from one tag or text to the next, so also of a comment. */
  length: 1_000_000,
  elements: 20_000_000,
  /** Elements kept at the same time, so also those of one consignment. */
  heldElements: 200_000,
  /** Characters of values kept at the same time, so also those of one consignment. */
  heldCharacters: 8_000_000,
  /** Names that are kept to be given again, each no longer than `nameLength`. No schema has so many. */
  names: 2_000,
  nameLength: 128,
} as const

/** Bytes that are decoded at once. */
const PIECE = 65_536

type Fault = 'XML_UNSAFE' | 'XML_MALFORMED' | 'NO_INTERCHANGE'

/** Ends the parse from inside an event of the parser. */
class Stop extends Error {}

/** An element that is open, and what is done when it closes. A class for the reason of `XmlNode`. */
class OpenElement {
  readonly node: XmlNode
  readonly kind: 'entered' | 'streamed' | 'held'
  /** The characters that were held before the element opened, and are again when it is let go. */
  readonly charactersBefore: number

  constructor(node: XmlNode, kind: OpenElement['kind'], charactersBefore: number) {
    this.node = node
    this.kind = kind
    this.charactersBefore = charactersBefore
  }
}

/** Returns the start of a reader of the XML documents with one of these roots (see `XmlMapper`). */
export const xmlReader =
  (formats: readonly XmlFormat[]): StartFormatReader =>
  (file) =>
    new XmlReader(file, formats)

class XmlReader implements FormatReader {
  private readonly file: CargoFile
  private readonly formats: readonly XmlFormat[]
  private readonly decoder: XmlDecoder
  private readonly parser = new SaxesParser({ xmlns: false })
  private mapper: XmlMapper | null = null
  private readonly stack: OpenElement[] = []
  private piece = new DecodedPiece('', new Uint8Array(0), 0, 1)
  /** The index in the document of the first character of the piece. */
  private pieceFrom = 0
  /** The index in the document after the last event. */
  private lastEvent = 0
  private elements = 0
  private held = 0
  private heldElements: number = limits.heldElements
  private heldCharacters = 0
  private isStopped = false
  private fault: Fault = 'XML_MALFORMED'
  private hasEnded = false
  /** The bytes received, and the byte after the last element that was handed over. */
  private bytes = 0
  private wholeUntil = 0

  constructor(file: CargoFile, formats: readonly XmlFormat[]) {
    this.file = file
    this.formats = formats
    this.decoder = new XmlDecoder((byte, value) => {
      file.report('CHARSET_VIOLATION', null, () => ({}), {
        message: `byte 0x${value.toString(16).toUpperCase()} is not valid in the declared encoding`,
        position: { ...nowhere, byte },
      })
    })
    const { parser } = this
    // At most seven handlers: with an eighth, V8 keeps the fields of the parser in a dictionary, and it is four times slower.
    parser.on('doctype', () => this.stop('XML_UNSAFE', 'a document type declaration is refused'))
    parser.on('error', ({ message }) => this.failed(message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')))
    parser.on('opentag', (tag) => this.open(tag))
    parser.on('closetag', () => this.close())
    parser.on('text', (data) => this.text(data))
    parser.on('cdata', (data) => this.text(data))
  }

  write(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += PIECE) this.read(chunk.subarray(from, from + PIECE), false)
  }

  end(): void {
    this.read(new Uint8Array(0), true)
    if (!this.hasEnded) this.mapper?.broken()
    const refused = this.mapper?.refused
    if (refused) this.file.quarantine(0, this.bytes, refused)
    if (this.hasEnded && !this.isStopped) return
    // Text after the root is lost as well, such as a second document. If only the end of the root is wrong, that is its last byte.
    const from = Math.min(this.wholeUntil, Math.max(0, this.bytes - 1))
    this.file.quarantine(from, this.bytes, this.fault)
  }

  private read(chunk: Uint8Array, isLast: boolean): void {
    this.bytes += chunk.length
    if (this.isStopped) return
    const piece = this.decoder.next(chunk, isLast)
    if (piece === null) return
    this.pieceFrom += this.piece.text.length
    this.piece = piece
    try {
      this.parser.write(piece.text)
      if (this.parser.position - this.lastEvent > limits.length) this.tick()
      if (isLast) this.parser.close()
    } catch (error) {
      if (!(error instanceof Stop)) throw error
    }
  }

  private open(tag: SaxesTagPlain): void {
    this.tick()
    const { stack, parser } = this
    if (++this.elements > limits.elements) this.stop('XML_UNSAFE', `more than ${limits.elements} elements`)
    if (stack.length >= limits.depth) this.stop('XML_UNSAFE', `elements deeper than ${limits.depth}`)
    const parent = stack.at(-1)
    const at = parser.position
    const before = this.heldCharacters
    const node = new XmlNode(
      nameOf(tag.name),
      parent?.node ?? null,
      this.attributesOf(tag.attributes),
      this.piece.byteAt(at - this.pieceFrom),
      parser.line,
      parser.columnIndex + 1,
    )
    const kind = parent === undefined ? this.openRoot(node, tag.name) : this.place(node, parent)
    stack.push(new OpenElement(node, kind, before))
  }

  /** Chooses the mapper by the root. */
  private openRoot(root: XmlNode, tag: string): OpenElement['kind'] {
    const namespace = namespaceOf(root, tag)
    const alike = this.formats.filter((format) => format.root === root.name)
    const format: XmlFormat | undefined = alike.find((one) => one.namespace === namespace) ?? alike[0]
    if (format === undefined) this.stop('NO_INTERCHANGE', `no cargo message has the root ${root.name}`)
    this.mapper = format.start(this.file, root)
    this.heldElements = format.heldElements ?? limits.heldElements
    if (format.namespace !== namespace) {
      const message = `the namespace of the root is ${namespace ?? 'missing'}`
      const detail = { message, position: root.position(), expected: format.namespace, actual: namespace }
      this.file.report('NAMESPACE_UNKNOWN', null, () => ({}), detail)
    }
    return 'entered'
  }

  /** Decides how the element is read, and puts it below its parent. */
  private place(node: XmlNode, parent: OpenElement): OpenElement['kind'] {
    if (++this.held > this.heldElements) this.stop('XML_UNSAFE', `more than ${this.heldElements} elements in one`)
    const how = parent.kind === 'entered' ? (this.mapper as XmlMapper).opened(node) : 'attach'
    if (how === 'attach') {
      parent.node.attach(node)
      return 'held'
    }
    node.nth = parent.node.countStreamed(node.name)
    return how === 'enter' ? 'entered' : 'streamed'
  }

  private close(): void {
    this.tick()
    const { stack, mapper } = this
    const closed = stack.pop()
    if (closed === undefined || mapper === null || closed.kind === 'held') return
    const { node, kind } = closed
    this.heldCharacters = closed.charactersBefore
    node.until = this.piece.byteAt(this.parser.position - this.pieceFrom)
    if (kind === 'streamed') mapper.whole(node)
    else if (stack.length > 0) mapper.closed?.(node)
    this.wholeUntil = node.until
    if (stack.length > 0) this.held -= node.size()
    else {
      mapper.end(node)
      this.hasEnded = true
    }
  }

  private text(data: string): void {
    this.tick()
    const top = this.stack.at(-1)
    if (top === undefined || top.kind === 'entered') return
    // White space between elements is most of the text, and no value. Inside a value it parts two words.
    if (top.node.text === '' && isBlank(data)) return
    // A value may come in many events, because sections and comments cut it.
    if (top.node.text.length + data.length > limits.length) this.refuseValue()
    this.hold(data.length)
    top.node.text += data
  }

  private hold(characters: number): void {
    this.heldCharacters += characters
    if (this.heldCharacters > limits.heldCharacters) {
      this.stop('XML_UNSAFE', `more than ${limits.heldCharacters} characters in one`)
    }
  }

  private refuseValue(): never {
    this.stop('XML_UNSAFE', `a value longer than ${limits.length} characters`)
  }

  /** Notes an event, and refuses what was longer than any real value since the one before. */
  private tick(): void {
    const { position } = this.parser
    if (position - this.lastEvent > limits.length) this.refuseValue()
    this.lastEvent = position
  }

  private attributesOf(attributes: Record<string, string>): Record<string, string> | null {
    let count = 0
    for (const name in attributes) {
      count++
      this.hold(name.length + (attributes[name] as string).length)
    }
    if (count > limits.attributes) this.stop('XML_UNSAFE', `more than ${limits.attributes} attributes`)
    return count === 0 ? null : attributes
  }

  private failed(message: string): never {
    if (/undefined entity/.test(message)) {
      this.stop('XML_UNSAFE', 'an entity that XML itself does not define is refused')
    }
    this.stop('XML_MALFORMED', message)
  }

  /** Reports why the document ends here, and stops reading it. */
  private stop(fault: Fault, message: string): never {
    const { parser, piece } = this
    this.isStopped = true
    this.fault = fault
    const byte = Math.min(this.bytes, piece.byteAt(Math.max(0, parser.position - this.pieceFrom)))
    const position = { ...nowhere, byte, line: parser.line, column: parser.columnIndex + 1 }
    this.file.report(fault, null, () => ({}), { message, position })
    throw new Stop(fault)
  }
}

const nowhere = {
  byte: 0,
  line: null,
  column: null,
  segment: null,
  element: null,
  component: null,
  path: null,
  tag: null,
}

/** The names of elements, of all documents: most have the same. */
const names = new Map<string, string>()

/**
 * Returns the local name of an element, the same string for every element of this name. A name as the parser gives it is a
 * slice of the text, and would keep the whole piece in memory as long as the element.
 */
function nameOf(tag: string): string {
  const known = names.get(tag)
  if (known !== undefined) return known
  const [copy = ''] = Object.keys({ [tag]: 0 })
  const name = localName(copy)
  // The names outlive the document, so that a long one would stay for good.
  if (copy.length > limits.nameLength) return name
  // Invented names must not displace the real ones for long.
  if (names.size >= limits.names) names.clear()
  names.set(copy, name)
  return name
}

const isBlank = (text: string): boolean => text.charCodeAt(0) <= 0x20 && text.trim() === ''
