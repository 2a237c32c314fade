import type { CargoFinding, CargoFormat, CargoPosition, CargoReading } from '@entente/contracts'
import { cutLiteral, FindingCounts } from '../../findings/count-findings.ts'
import { type FindingCode, rejectedCodes, severities } from '../../findings/severities.ts'
import type { Given } from '../../records/given.ts'
import { type CargoCheckTables, shippedCheckTables } from '../check/check-tables.ts'
import type { About, FindingDetail } from '../model/scope.ts'
import { MessageWriter } from './message-writer.ts'
import type { CargoSink, CargoSummary } from './sink.ts'

/** The messages of one file that are read. Each keeps its head and its figures. */
const MOST_MESSAGES = 10_000
/** The quarantined ranges of one file. */
const MOST_RANGES = 1_000

/** The facts that the caller knows about the bytes. Without `tables` the checks use those of this release. */
export interface CargoGiven extends Given {
  tables?: CargoCheckTables | undefined
}

/** One file while it is read: its messages, findings and quarantined bytes. */
export class CargoFile {
  readonly given: Given
  readonly tables: CargoCheckTables
  readonly sink: CargoSink
  /** Where the reader is in the file. Readers of XML leave it 0: they bound the elements that they hold. */
  offset = 0
  private readonly quarantined: CargoReading['quarantined'] = []
  private readonly counts = new FindingCounts()
  private messages = 0
  /** The number of consignments and pieces of equipment that were kept. */
  private kept = 0
  private consignments = 0
  private restFrom: number | null = null
  private hasManyRanges = false

  constructor({ tables, ...given }: CargoGiven, sink: CargoSink) {
    this.given = given
    this.tables = tables ?? shippedCheckTables()
    this.sink = sink
  }

  /** Begins a message. The previous one must have ended. */
  message(format: CargoFormat, formatVersion: string | null): MessageWriter {
    return new MessageWriter(this, this.messages++, format, formatVersion)
  }

  /**
   * Tells whether another message may begin, at this offset. If not, reports it once: nothing behind the offset is read, and
   * the rest of the file is quarantined when it ends.
   */
  takesMessage(position: CargoPosition): boolean {
    if (this.messages < MOST_MESSAGES) return true
    this.restFrom = position.byte
    const message = `more than ${MOST_MESSAGES} messages in one file`
    this.report('INPUT_TOO_LARGE', null, () => ({}), { message, position })
    return false
  }

  /** True if the rest of the file is not read. */
  get isFull(): boolean {
    return this.restFrom !== null
  }

  /** Counts an object that went to the sink. */
  keep(kind: 'consignment' | 'equipment' | 'load'): void {
    this.kept++
    if (kind === 'consignment') this.consignments++
  }

  /** Reports a finding. `at` is a JSON pointer into the reading. */
  report(code: FindingCode, at: string | null, about: () => About, detail: FindingDetail): void {
    const reject = detail.reject ?? rejectedCodes.has(code)
    // Findings above the limit are counted, and the sink gets only their codes.
    if (!this.counts.open(code)) {
      const consignment = this.sink.findingCode === undefined ? null : (detail.consignment ?? about().consignment)
      if (consignment != null) this.sink.findingCode?.(code, consignment, reject)
      return
    }
    const { sent } = detail
    const subject = about()
    this.sink.finding?.({
      code,
      severity: detail.severity ?? severities[code],
      reject,
      consignment: detail.consignment ?? subject.consignment ?? null,
      item: detail.item ?? subject.item ?? null,
      equipment: detail.equipment ?? subject.equipment ?? null,
      party: detail.party ?? subject.party ?? null,
      expected: cutValue(detail.expected),
      actual: cutValue(detail.actual),
      rule: detail.rule ?? null,
      message: detail.message,
      position: detail.position ?? sent?.position() ?? null,
      literal: cutLiteral(detail.literal ?? (sent?.text.trim() ? sent.text : null)),
      at,
    } satisfies CargoFinding)
  }

  /**
   * Quarantines a byte range; extends the previous range if both are adjacent and have the same reason. An empty range
   * takes the byte before it: something is lost there.
   */
  quarantine(start: number, to: number, reason: FindingCode): void {
    const from = start < to ? start : Math.max(0, to - 1)
    const last = this.quarantined.at(-1)
    if (last !== undefined && last.reason === reason && from >= last.to && from - last.to <= 2)
      last.to = Math.max(last.to, to)
    else if (last !== undefined && this.quarantined.length >= MOST_RANGES) {
      // One range stands for all further ones, and for what was read between them.
      this.hasManyRanges = true
      last.from = Math.min(last.from, from)
      last.to = Math.max(last.to, to)
    }
    // A lost part may have no bytes of its own, such as an element without content: its last byte stands for it.
    else this.quarantined.push({ from: Math.max(0, Math.min(from, to - 1)), to, reason })
  }

  /** Ends the file. `bytes` is its length. */
  end(bytes: number): CargoSummary {
    if (this.restFrom !== null) this.quarantine(this.restFrom, bytes, 'INPUT_TOO_LARGE')
    if (this.hasManyRanges) {
      const message = `more than ${MOST_RANGES} ranges cannot be read: the last one stands for all further ones`
      this.report('INPUT_TOO_LARGE', null, () => ({}), { message })
    }
    for (const { code, message } of this.counts.above()) {
      this.sink.finding?.({ ...emptyFinding, code, severity: severities[code], message })
    }
    const { file = null, sha256 = null } = this.given
    const { quarantined, messages, consignments } = this
    const damaged = quarantined.length > 0
    const outcome = messages === 0 || (damaged && this.kept === 0) ? 'quarantined' : damaged ? 'partly-read' : 'read'
    return { gateway: 'cargo', file, sha256, bytes, outcome, quarantined, messages, consignments }
  }
}

/** Cuts a text as long as the one as sent may be. */
const cutValue = (value: string | number | null | undefined): string | number | null =>
  typeof value === 'string' ? cutLiteral(value) : (value ?? null)

const emptyFinding: CargoFinding = {
  code: '',
  severity: 'info',
  reject: false,
  consignment: null,
  item: null,
  equipment: null,
  party: null,
  expected: null,
  actual: null,
  rule: null,
  message: '',
  position: null,
  literal: null,
  at: null,
}
