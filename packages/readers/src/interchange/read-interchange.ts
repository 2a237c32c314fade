import type { Interchange } from '@entente/contracts'
import { type CalendarDate, dateOfIso } from '../derive/calendar.ts'
import { readCount } from '../derive/read-number.ts'
import { clockTime, localDateTime, statedYearFirst } from '../derive/stated-date.ts'
import { chooseCharset } from '../edifact/choose-charset.ts'
import { maskSensitive } from '../edifact/mask-sensitive.ts'
import { type InterchangeContext, MessageContext, type Place } from '../edifact/message-context.ts'
import { reportUnusual } from '../edifact/report-unusual.ts'
import { isEnvelope, knownTags, type MessageKind, UNA, UNB, UNE, UNG, UNH, UNT, UNZ } from '../edifact/tags.ts'
import { readPaxlst } from '../paxlst/read-paxlst.ts'
import { readPnrgov } from '../pnrgov/read-pnrgov.ts'
import type { MessageSink } from '../records/message-sink.ts'

/** The result of reading one interchange. */
export interface InterchangeReading {
  interchange: Interchange
  declaredCharset: string
  usedCharset: string
  /** The type of the first message with a known type. */
  format: MessageKind | null
  /** The number of messages that give records: PAXLST and PNRGOV. */
  recognised: number
}

interface Envelope {
  reference: string | null
  place: Place
  /** The number of messages in a group, or of groups or messages in an interchange. */
  count: number
}

const KINDS = new Set<string>(['PAXLST', 'PNRGOV', 'CUSRES', 'ACKRES'])
/** The kinds that give records. An answer (CUSRES, ACKRES) is recognised, but it was sent to the wrong end. */
const isRead = (kind: MessageKind | null): kind is 'PAXLST' | 'PNRGOV' => kind === 'PAXLST' || kind === 'PNRGOV'

/** Reads one interchange. The cursor must be before its UNB. Afterwards it is before the next UNB or at the end of input. */
export class InterchangeReader {
  private readonly context: InterchangeContext
  private readonly messages: MessageSink
  private readonly result: InterchangeReading
  private readonly receivedDate: CalendarDate
  private preparedDate: CalendarDate = 0
  private unb: Envelope
  private ung: Envelope | null = null
  private groups = 0
  private strayFrom = -1

  constructor(context: InterchangeContext, messages: MessageSink, receivedAt: string | null) {
    this.context = context
    this.messages = messages
    this.receivedDate = dateOfIso(receivedAt)
    const place = { byte: context.cursor.position, segment: 1, tag: 'UNB', element: 0, component: 0 }
    this.unb = { reference: null, place, count: 0 }
    this.result = {
      interchange: { sender: null, recipient: null, reference: null, prepared: null, applicationReference: null },
      declaredCharset: '',
      usedCharset: '',
      format: null,
      recognised: 0,
    }
  }

  read(wholeFileIsUtf8: () => boolean): InterchangeReading {
    const { context } = this
    const { cursor } = context
    cursor.known = knownTags.envelope
    cursor.next()
    chooseCharset(context, wholeFileIsUtf8)
    this.readUnb()
    let advance = true
    for (;;) {
      if (advance && !cursor.next()) break
      advance = true
      const { tag } = cursor
      if (tag === UNB || tag === UNA) {
        // The next interchange begins although UNZ is missing. The search for its separators starts here.
        cursor.position = cursor.start
        break
      }
      if (tag === UNZ) {
        this.readUnz()
        return this.finish(true)
      }
      if (tag === UNH) {
        this.endStray()
        this.readMessage()
        // The segment that ended the message is current, except at the end of input or after the message's own trailer.
        advance = cursor.tag === UNT || cursor.tag === 0
        if (cursor.tag === 0) break
        continue
      }
      if (tag === UNG) this.readUng()
      else if (tag === UNE) this.readUne()
      else this.readStray()
    }
    return this.finish(false)
  }

  private finish(closed: boolean): InterchangeReading {
    this.endStray()
    this.endGroup()
    if (!closed) this.context.reportAt('TRAILER_MISSING', 'UNZ is missing', this.unb.place)
    this.result.usedCharset = this.context.cursor.charset.name
    return this.result
  }

  private readUnb(): void {
    const { context } = this
    const { cursor } = context
    reportUnusual(context)
    const { interchange } = this.result
    interchange.sender = cursor.text(2, 1)
    interchange.recipient = cursor.text(3, 1)
    interchange.reference = cursor.text(5, 1)
    interchange.applicationReference = cursor.text(7, 1)
    this.result.declaredCharset = context.declaredCharset
    const date = cursor.text(4, 1)
    if (date !== null) {
      const time = cursor.text(4, 2)
      const read = localDateTime(statedYearFirst(date), time !== null && clockTime(time) === null ? '' : time)
      interchange.prepared = read.value
      this.preparedDate = dateOfIso(read.value)
      if (read.problem === 'date') context.report('DATE_INVALID', 'no such date', 4, 1, '/interchange/prepared')
      if (read.problem === 'time') context.report('TIME_INVALID', 'no such time of day', 4, 2, '/interchange/prepared')
    }
    this.unb = { reference: interchange.reference, place: context.place(), count: 0 }
  }

  private readUng(): void {
    this.endStray()
    this.endGroup()
    reportUnusual(this.context)
    this.ung = { reference: this.context.cursor.text(5, 1), place: this.context.place(), count: 0 }
    this.groups++
  }

  private endGroup(): void {
    if (this.ung !== null) this.context.reportAt('TRAILER_MISSING', 'UNE is missing', this.ung.place)
    this.ung = null
  }

  private readUne(): void {
    this.endStray()
    reportUnusual(this.context)
    if (this.ung === null) {
      this.context.report('SEGMENT_OUT_OF_ORDER', 'UNE without UNG')
      return
    }
    this.compareTrailer(this.ung.count, this.ung.reference, 'messages in the group')
    this.ung = null
  }

  private readUnz(): void {
    this.endStray()
    const { cursor } = this.context
    if (cursor.closure === 'end-of-input') this.cutTextAfterTrailer()
    reportUnusual(this.context)
    this.endGroup()
    const count = this.groups > 0 ? this.groups : this.unb.count
    this.compareTrailer(count, this.unb.reference, this.groups > 0 ? 'groups' : 'messages')
  }

  /** Ends a UNZ without a terminator at its line end, because text on the next line was typed below the message. */
  private cutTextAfterTrailer(): void {
    const { cursor } = this.context
    const from = cursor.startOf(2, 1)
    if (from === cursor.start) return
    for (let i = from; i < cursor.end; i++) {
      if (cursor.bytes[i] === 0x0a || cursor.bytes[i] === 0x0d) {
        cursor.cutAt(i)
        return
      }
    }
  }

  private compareTrailer(count: number, reference: string | null, what: string): void {
    const { context } = this
    const literal = context.cursor.text(1, 1)
    if (literal !== null && readCount(literal) !== count) {
      context.report('CONTROL_COUNT_MISMATCH', `${literal} stated, ${count} ${what} found`, 1, 1)
    }
    const repeated = context.cursor.text(2, 1)
    if (repeated !== null && repeated !== reference) {
      context.report('CONTROL_REFERENCE_MISMATCH', `differs from ${reference ?? 'nothing'}`, 2, 1)
    }
  }

  private readMessage(): void {
    const { context } = this
    const { cursor } = context
    const unh: Envelope = { reference: cursor.text(1, 1), place: context.place(), count: cursor.segment }
    const from = cursor.start
    this.unb.count++
    if (this.ung !== null) this.ung.count++
    const type = cursor.text(2, 1)?.toUpperCase() ?? null
    const kind = type !== null && KINDS.has(type) ? (type as MessageKind) : null
    cursor.known = kind === null ? knownTags.envelope : knownTags[kind]
    reportUnusual(context)
    if (this.result.format === null && kind !== null) this.result.format = kind
    if (!isRead(kind)) this.skipUnread(type, kind, from)
    else this.readKnown(kind)
    cursor.known = knownTags.envelope
    this.endMessage(unh)
  }

  private readKnown(kind: 'PAXLST' | 'PNRGOV'): void {
    this.result.recognised++
    const message = new MessageContext(this.context, this.messageHeader())
    this.messages.message(kind === 'PAXLST' ? readPaxlst(message) : readPnrgov(message, this.messages))
    this.context.sensitiveRemoved += message.sensitiveRemoved
  }

  private messageHeader(): MessageContext['header'] {
    const { cursor } = this.context
    const number = readCount(cursor.text(4, 1))
    const flag = cursor.text(4, 2)
    const known = flag === 'C' || flag === 'F' ? flag : null
    return {
      pointer: `/messages/${this.messages.count}`,
      fallbackDate: this.preparedDate || this.receivedDate,
      version: versionOf(cursor.textFrom(2, 2), cursor.separators.component),
      reference: cursor.text(1, 1),
      accessReference: cursor.text(3, 1),
      part: number === null && known === null ? null : { number, flag: known },
    }
  }

  /** Quarantines a message that gives no records, so that nobody takes it for one without people. */
  private skipUnread(type: string | null, kind: MessageKind | null, from: number): void {
    const { context } = this
    const { cursor } = context
    const what =
      kind === null
        ? `no reader for messages of type ${type ?? '(none)'}`
        : `${kind} is an answer, not a message to read`
    context.report('MESSAGE_TYPE_UNKNOWN', what, 2, 1)
    while (cursor.next() && !isEnvelope(cursor.tag)) if (kind !== null) reportUnusual(context)
    context.quarantine(from, cursor.tag === UNT ? cursor.position : cursor.start, 'MESSAGE_TYPE_UNKNOWN')
  }

  private endMessage(unh: Envelope): void {
    const { context } = this
    const { cursor } = context
    if (cursor.tag === UNT) {
      reportUnusual(context)
      this.compareTrailer(cursor.segment - unh.count + 1, unh.reference, 'segments in the message')
      return
    }
    context.reportAt('TRAILER_MISSING', 'UNT is missing', unh.place)
    if (cursor.tag !== 0 && cursor.previousClosure === 'glued') {
      // The message ends inside a segment, and the next one begins there.
      const literal = cursor.literal(cursor.previousStart, cursor.start)
      const place = {
        ...context.place(),
        byte: cursor.previousStart,
        segment: cursor.segment - 1,
        tag: literal.slice(0, 3),
      }
      context.reportAt('MESSAGE_TRUNCATED', 'the message ends inside this segment', place, literal)
      context.quarantine(cursor.previousStart, cursor.start, 'MESSAGE_TRUNCATED')
    }
  }

  /** Quarantines segments that are outside any message, so that nobody assumes that their data was read. */
  private readStray(): void {
    const { context } = this
    const { cursor } = context
    maskSensitive(cursor)
    const belongs = knownTags.PAXLST.has(cursor.tag) || knownTags.PNRGOV.has(cursor.tag)
    if (!belongs) {
      context.report(cursor.tag === UNT ? 'SEGMENT_OUT_OF_ORDER' : 'SEGMENT_UNKNOWN', 'segment outside of any message')
      return
    }
    if (this.strayFrom < 0) {
      this.strayFrom = cursor.start
      context.report('MESSAGE_TYPE_UNKNOWN', 'segments outside of any message: UNH is missing')
    }
    context.quarantine(cursor.start, cursor.position, 'MESSAGE_TYPE_UNKNOWN')
  }

  private endStray(): void {
    this.strayFrom = -1
  }
}

/** Returns the version, such as `D:05B:UN:IATA`: the components after the type, without blank ones. */
function versionOf(text: string | null, component: number): string | null {
  if (text === null) return null
  const separator = String.fromCharCode(component)
  const parts = text.split(separator).filter((part) => part !== '')
  return parts.length === 0 ? null : parts.join(':')
}
