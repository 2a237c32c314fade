import type { CargoConveyance } from '@entente/contracts'
import { shipCheckDigitValid, shipNumberDigits } from '../check/check-digits.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { codeTable } from '../model/code-table.ts'
import { modeOf } from '../model/codes.ts'
import type { Scope } from '../model/scope.ts'
import { readDate } from './read-date.ts'
import type { Segment } from './segment.ts'

/** A field of the conveyance, and the rank of the code that gives it: a lower rank replaces a higher one. */
type Ranked = readonly [field: keyof CargoConveyance & string, rank: number]

const placeFields = codeTable<Ranked>({
  '5': ['departurePlace', 1],
  '9': ['departurePlace', 2],
  '60': ['arrivalPlace', 1],
  '11': ['arrivalPlace', 2],
  '12': ['arrivalPlace', 2],
  '61': ['nextPlace', 1],
})
const dateFields = codeTable<Ranked>({
  '132': ['arrivalAt', 1],
  '232': ['arrivalAt', 2],
  '178': ['arrivalAt', 2],
  '133': ['departureAt', 1],
  '136': ['departureAt', 2],
  '186': ['departureAt', 2],
})
const mainCarriage = new Set(['20', '11'])

/** Reads the main carriage of a message: TDT with stage 20 or 11, and the LOC, DTM and NAD+CA of the header. */
export class ConveyanceReader {
  private readonly writer: MessageWriter
  private readonly segment: Segment
  private readonly ranks = new Map<string, number>()
  private hasTransport = false

  constructor(writer: MessageWriter, segment: Segment) {
    this.writer = writer
    this.segment = segment
  }

  /** Reads TDT. Only the first main carriage counts. */
  transport(): void {
    const { segment } = this
    const stage = segment.text(1)
    if (this.hasTransport || (stage !== null && !mainCarriage.has(stage))) return
    this.hasTransport = true
    const scope = this.writer.conveyance()
    scope.text('reference', segment.sent(2))
    const mode = segment.sent(3)
    const known = modeOf(mode?.text ?? null)
    if (known !== null) scope.set('mode', known, mode)
    scope.text('carrier', segment.sent(5))
    this.means(scope)
    if (scope.owner.name !== null) return
    const last = segment.lastFilled(4, 99)
    const named = last === 0 ? undefined : segment.sent(4, last)
    if (named !== undefined && !isCode(named.text)) scope.text('name', named)
  }

  /**
   * Reads the means of transport. Writers put it into element 8 (C222), or into 7 by counting wrongly, with the name in
   * component 3 or 4.
   */
  private means(scope: Scope<CargoConveyance>): void {
    const { segment } = this
    const element = segment.lastFilled(8, 99) > 0 ? 8 : 7
    const last = segment.lastFilled(element, 4)
    const name = last > 0 ? segment.sent(element, last) : undefined
    scope.text('nationality', segment.sent(element, 5))
    scope.text('idType', segment.sent(element, 2))
    const id = segment.sent(element, 1)
    if (id === undefined) scope.text('id', name)
    else {
      scope.text('id', id)
      if (last > 1 && name !== undefined && !isCode(name.text)) scope.text('name', name)
    }
    const { id: stated } = scope.owner
    const digits = stated === null ? null : shipNumberDigits(stated)
    if (digits !== null && shipCheckDigitValid(digits)) scope.set('imo', digits, id ?? name)
  }

  /** Reads LOC. Returns false if the code is not one of the conveyance. */
  place(): boolean {
    const { segment } = this
    const ranked = placeFields[segment.text(1) ?? '']
    if (ranked === undefined) return false
    const sent = segment.sent(2) ?? segment.sent(2, 4)
    if (sent === undefined) return true
    const scope = this.writer.conveyance()
    const isOffice =
      ranked[0] === 'arrivalPlace' && scope.owner.mode !== 'sea' && !/^[A-Z]{2}[A-Z2-9]{3}$/.test(sent.text)
    if (isOffice && segment.text(1) === '60') scope.text('entryOffice', sent)
    else if (this.outranks(ranked)) scope.text(ranked[0] as 'arrivalPlace', sent)
    return true
  }

  /** Reads DTM. */
  date(): void {
    const { segment, writer } = this
    const code = segment.text(1) ?? ''
    const sent = segment.sent(1, 2)
    if (sent === undefined) return
    const ranked = dateFields[code]
    if (code !== '137' && ranked === undefined) return
    const value = readDate(sent.text, segment.text(1, 3))
    const fault = { message: 'no such date or time', sent }
    if (ranked === undefined) {
      if (value === null) writer.header.report('DATE_INVALID', 'preparedAt', fault)
      else writer.header.set('preparedAt', value, sent)
      return
    }
    const scope = writer.conveyance()
    if (value === null) scope.report('DATE_INVALID', ranked[0], fault)
    else if (this.outranks(ranked)) scope.set(ranked[0], value, sent)
  }

  /** Reads NAD+CA: the carrier, if TDT names none. */
  carrier(): void {
    const scope = this.writer.conveyance()
    if (scope.owner.carrier === null) scope.text('carrier', this.segment.sent(2))
  }

  private outranks([field, rank]: Ranked): boolean {
    if ((this.ranks.get(field) ?? 99) <= rank) return false
    this.ranks.set(field, rank)
    return true
  }
}

/** A code list or an agency stands where a name is expected. */
const isCode = (text: string): boolean => /^\d{1,3}$/.test(text) || text === 'ZZZ'
