import { chooseSegmentCharset } from '../../edifact/choose-charset.ts'
import type { Start } from '../../edifact/find-start.ts'
import { type Closure, LONGEST_SEGMENT } from '../../edifact/segment-cursor.ts'
import { SegmentFeed } from '../../edifact/segment-feed.ts'
import { isEnvelope, knownTags, UNA, UNB, UNE, UNG, UNH, UNT, UNZ } from '../../edifact/tags.ts'
import type { FindingCode } from '../../findings/severities.ts'
import type { CargoFile } from '../message/cargo-file.ts'
import type { FormatReader } from '../message/format-reader.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { PartLimit } from '../message/part-limit.ts'
import { compareTrailer, type Envelope, nothing, openEnvelope, reportNoTrailer } from './envelope.ts'
import type { MessageFormat, MessageMapper } from './message-mapper.ts'
import { Segment } from './segment.ts'

/** A message while its segments come. Without a mapper, its segments are passed over and quarantined. */
interface OpenMessage {
  envelope: Envelope
  from: number
  read: { mapper: MessageMapper; writer: MessageWriter } | null
}

/** Reads the interchanges of a file (ISO 9735) and gives each message to the mapper of its type. */
export class InterchangesReader implements FormatReader {
  private readonly file: CargoFile
  private readonly formats: readonly MessageFormat[]
  private readonly feed = new SegmentFeed()
  private readonly segment = new Segment(this.feed)
  private readonly part: PartLimit
  private interchange: Envelope | null = null
  private group: Envelope | null = null
  private groups = 0
  private message: OpenMessage | null = null
  private messages = 0
  private interchanges = 0
  private unread = 0
  private syntaxId: string | null = null
  private sender: string | null = null
  private recipient: string | null = null

  constructor(file: CargoFile, formats: readonly MessageFormat[]) {
    this.file = file
    this.formats = formats
    this.part = new PartLimit(file, 'segments')
    this.feed.cursor.known = knownTags.cargo
  }

  write(chunk: Uint8Array): void {
    this.feed.push(chunk)
    this.advance()
    this.feed.keepRest()
  }

  end(): void {
    this.feed.finish()
    this.advance()
    // The rest of a full file was not read, so that nothing is known of its trailers.
    if (this.file.isFull) return
    this.endInterchange(false, this.feed.position)
    this.reportOutside()
    if (this.messages + this.unread > 0) return
    const [code, message] =
      this.interchanges === 0
        ? (['NO_INTERCHANGE', 'no interchange begins here'] as const)
        : (['MESSAGE_TYPE_UNKNOWN', 'the interchange holds no message'] as const)
    this.file.report(code, null, nothing, { message })
    this.file.quarantine(0, this.feed.position, code)
  }

  private advance(): void {
    while (!this.file.isFull) {
      if (this.interchange === null) {
        const start = this.feed.seekStart()
        if (start === null || !this.feed.next()) return
        this.openInterchange(start)
      } else if (this.feed.next()) this.take()
      else return
    }
  }

  private openInterchange(start: Start): void {
    const { segment, feed, file } = this
    this.reportOutside()
    this.interchanges++
    this.syntaxId = segment.text(1)
    this.sender = segment.text(2)
    this.recipient = segment.text(3)
    this.interchange = openEnvelope(segment, 5)
    if (start.una === 'damaged') {
      const position = { ...segment.position(), byte: start.from, segment: null, tag: 'UNA' }
      file.report('UNA_DAMAGED', null, nothing, {
        message: 'separators taken from the text and the defaults',
        position,
      })
    }
    if (feed.cursor.closure !== 'terminator' || feed.cursor.unusual) this.reportUnusual()
  }

  /** Reports text that belongs to no interchange. */
  private reportOutside(): void {
    const from = this.feed.takeOutside()
    if (from === null) return
    const position = { ...nowhere, byte: from }
    this.file.report('TEXT_OUTSIDE_INTERCHANGE', null, nothing, {
      message: 'text outside of any interchange',
      position,
    })
  }

  /** Takes the current segment. */
  private take(): void {
    const { feed } = this
    const { tag } = feed.cursor
    this.file.offset = this.segment.from
    if (feed.cursor.closure !== 'terminator' || feed.cursor.unusual) this.reportUnusual()
    if (feed.unreadable !== null) this.takeUnreadable(feed.unreadable)
    else if (isEnvelope(tag)) this.takeEnvelope(tag)
    else if (feed.cursor.closure === 'end-of-input') this.takeBroken(tag)
    else if (this.message === null) this.takeStray()
    else {
      this.message.envelope.count++
      if (this.message.read === null) return
      const { mapper } = this.message.read
      if (mapper.begins()) this.part.begin(this.segment.from)
      if (!this.part.takes(this.segment.from, this.message.envelope.at, () => this.segment.position())) return
      if (mapper.read()) return
      const detail = { message: 'no segment of this message has such a tag', position: this.segment.position() }
      this.file.report('SEGMENT_UNKNOWN', this.message.envelope.at, nothing, {
        ...detail,
        literal: this.segment.literal(),
      })
    }
  }

  private takeEnvelope(tag: number): void {
    switch (tag) {
      case UNH:
        this.endMessage(this.segment.from)
        this.openMessage()
        return
      case UNT:
        this.takeUnt()
        return
      case UNG:
        this.endGroup(this.segment.from)
        this.group = openEnvelope(this.segment, 5)
        this.groups++
        return
      case UNE:
        this.takeUne()
        return
      case UNZ:
        this.takeUnz()
        return
      case UNA:
      case UNB:
        // The next interchange begins although UNZ is missing. The search for its separators starts here.
        this.endInterchange(false, this.segment.from)
        this.feed.again()
    }
  }

  private openMessage(): void {
    const { segment, file } = this
    if (!file.takesMessage(segment.position())) return
    if (this.group) this.group.count++
    else if (this.interchange) this.interchange.count++
    const type = segment.text(2)?.toUpperCase() ?? null
    const format = this.formats.find((known) => known.type === type)
    const at = format === undefined ? null : `/messages/${this.messages++}`
    const envelope = { ...openEnvelope(segment, 1, at), count: 1 }
    this.message = { envelope, from: segment.from, read: null }
    if (format === undefined) {
      this.unread++
      const message = `no reader for messages of type ${type ?? '(none)'}`
      file.report('MESSAGE_TYPE_UNKNOWN', null, nothing, { message, position: envelope.position, actual: type })
      return
    }
    const writer = file.message(format.format, format.version(segment))
    const { header } = writer
    header.text('reference', segment.sent(1))
    header.owner.sender = this.sender
    header.owner.recipient = this.recipient
    this.part.begin(segment.from)
    this.message.read = { writer, mapper: format.start({ file, writer, segment }) }
  }

  private takeUnt(): void {
    const { message } = this
    if (message === null) {
      this.takeStray()
      return
    }
    message.envelope.count++
    const count = compareTrailer(this.file, this.segment, message.envelope, 'segments in the message')
    if (count) message.read?.writer.control(count.expected, count.actual)
    this.closeMessage(message, this.feed.position)
  }

  /** Ends a message without UNT. */
  private endMessage(to: number): void {
    const { message } = this
    if (message === null) return
    reportNoTrailer(this.file, 'UNT', message.envelope)
    this.closeMessage(message, to)
  }

  private closeMessage(message: OpenMessage, to: number): void {
    this.message = null
    if (message.read === null) this.file.quarantine(message.from, to, 'MESSAGE_TYPE_UNKNOWN')
    else {
      this.part.end(to)
      message.read.mapper.end(to)
      message.read.writer.end()
    }
  }

  private endGroup(to: number): void {
    this.endMessage(to)
    if (this.group) reportNoTrailer(this.file, 'UNE', this.group)
    this.group = null
  }

  private takeUne(): void {
    this.endMessage(this.segment.from)
    if (this.group === null) this.takeStray()
    else compareTrailer(this.file, this.segment, this.group, 'messages in the group')
    this.group = null
  }

  private takeUnz(): void {
    this.endGroup(this.segment.from)
    if (this.interchange === null) return
    if (this.groups > 0) this.interchange.count = this.groups
    compareTrailer(this.file, this.segment, this.interchange, this.groups > 0 ? 'groups' : 'messages')
    this.endInterchange(true, this.feed.position)
  }

  private endInterchange(closed: boolean, to: number): void {
    this.endGroup(to)
    if (this.interchange && !closed) reportNoTrailer(this.file, 'UNZ', this.interchange)
    this.interchange = null
    this.groups = 0
  }

  /** The input ends inside a segment that is no part of the envelope. */
  private takeBroken(tag: number): void {
    const { segment, message, file } = this
    const to = this.feed.position
    const detail = {
      message: 'the input ends inside this segment',
      position: segment.position(),
      literal: segment.literal(),
    }
    file.report('MESSAGE_TRUNCATED', message?.envelope.at ?? null, nothing, detail)
    const from = message?.read?.mapper.breakOff(tag) ?? segment.from
    if (message !== null) {
      reportNoTrailer(file, 'UNT', message.envelope)
      this.closeMessage(message, to)
    }
    file.quarantine(from, to, 'MESSAGE_TRUNCATED')
  }

  private takeUnreadable({ from, to }: { from: number; to: number }): void {
    const position = { ...nowhere, byte: from, segment: this.segment.number }
    if (this.message) this.message.envelope.count++
    const message = `a segment of more than ${LONGEST_SEGMENT} bytes`
    this.file.report('SEGMENT_UNREADABLE', this.message?.envelope.at ?? null, nothing, { message, position })
    this.file.quarantine(from, to, 'SEGMENT_UNREADABLE')
  }

  /** Quarantines a segment outside of any message, so that nobody assumes that its data was read. */
  private takeStray(): void {
    const { segment, file } = this
    const detail = { position: segment.position(), literal: segment.literal() }
    file.report('MESSAGE_TYPE_UNKNOWN', null, nothing, { message: 'a segment outside of any message', ...detail })
    file.quarantine(segment.from, this.feed.position, 'MESSAGE_TYPE_UNKNOWN')
  }

  /** Reports bytes outside the declared character set, and how the segment ends. */
  private reportUnusual(): void {
    const { segment, file, message } = this
    const { cursor, base } = this.feed
    const at = message?.envelope.at ?? null
    if (cursor.unusual) {
      const byte = chooseSegmentCharset(cursor, this.syntaxId)
      const value = byte < 0 ? 0 : (cursor.bytes[byte] ?? 0)
      const how = value < 0x80 ? 'dropped' : `read as ${cursor.charset.name}`
      const shown = value.toString(16).toUpperCase().padStart(2, '0')
      const detail = {
        message: `byte 0x${shown} is not in ${this.syntaxId ?? 'UNOA'}: ${how}`,
        literal: segment.literal(),
      }
      if (byte >= 0) {
        file.report('CHARSET_VIOLATION', at, nothing, {
          ...detail,
          position: { ...segment.position(), byte: base + byte },
        })
      }
    }
    const fault = closureFaults[cursor.closure]
    if (fault === undefined || (cursor.closure === 'end-of-input' && !isEnvelope(cursor.tag))) return
    const detail = { message: fault.message, position: segment.position(), literal: segment.literal() }
    file.report(fault.code, at, nothing, detail)
  }
}

const nowhere = { line: null, column: null, segment: null, element: null, component: null, path: null, tag: null }

const closureFaults: Partial<Record<Closure, { code: FindingCode; message: string }>> = {
  glued: { code: 'SEGMENT_GLUED', message: 'terminator missing before the next segment' },
  quote: { code: 'SEGMENT_UNTERMINATED', message: 'closed by a typographic quote instead of the terminator' },
  'end-of-input': { code: 'SEGMENT_UNTERMINATED', message: 'the last segment has no terminator' },
}
