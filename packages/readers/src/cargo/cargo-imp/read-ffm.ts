import type { CargoConsignment, CargoLoad } from '@entente/contracts'
import { blankLoad } from '../model/blank.ts'
import { hasEntry } from '../model/has-entry.ts'
import { round3 } from '../model/numbers.ts'
import type { Scope } from '../model/scope.ts'
import {
  type AwbNumber,
  openMaster,
  type Quantity,
  readAwbNumber,
  readQuantity,
  setFigures,
  specialHandlingCodes,
} from './awb-line.ts'
import { HandlingTexts } from './handling-texts.ts'
import { readImpDate, setImpDate } from './imp-dates.ts'
import { type ImpMapper, type ImpStart, readCustomsNote, reportUnknown } from './imp-mapper.ts'
import type { SentPart } from './line-feed.ts'
import type { LineParts } from './line-parts.ts'
import { loadUld, openUld, uldId } from './load-uld.ts'

/** Lines of the standard (Cargo-IMP FFM) that say nothing the consignment model holds. */
const unused = new Set('DIM CTI'.split(' '))

const unloadingPoint = /^[A-Z]{3}(\/\/|\/NIL\s*$|\s*$)/

/** Maps a FFM: a page of a flight manifest. Each line with an air waybill is a load; those of one waybill are one consignment. */
export class FfmMapper implements ImpMapper {
  private readonly start: ImpStart
  private hasFlight = false
  private unloadingPlace: SentPart | undefined
  private uld: SentPart | undefined
  private consignment: Scope<CargoConsignment> | null = null
  private texts: HandlingTexts | null = null
  private block = ''

  constructor(start: ImpStart) {
    this.start = start
    start.writer.conveyance('air')
  }

  begins(line: LineParts): boolean {
    // A ULD or an unloading point also ends the load before it, of which not all lines may be read.
    if (!this.hasFlight) return false
    return readAwbNumber(line.at(0)) !== null || line.id === 'ULD' || unloadingPoint.test(line.line.text)
  }

  read(line: LineParts): void {
    if (!this.hasFlight) {
      this.hasFlight = true
      this.readFlight(line)
    } else if (this.texts?.take(line)) return
    else if (line.isContinuation) this.readContinuation(line)
    else this.readLine(line)
  }

  /** Line 2: page / flight / day and time / airport of departure / registration. */
  private readFlight(line: LineParts): void {
    const { header } = this.start.writer
    const conveyance = this.start.writer.conveyance()
    header.count('page', line.at(0))
    const flight = line.at(1)
    conveyance.text('reference', flight)
    const carrier = /^\s*([A-Z0-9]{2})[A-Z]?\d/.exec(flight?.text ?? '')?.[1]
    if (carrier !== undefined) conveyance.set('carrier', carrier, flight)
    setImpDate(conveyance, 'departureAt', line.at(2))
    conveyance.text('departurePlace', line.at(3))
    conveyance.text('registration', line.at(4))
  }

  private readLine(line: LineParts): void {
    const { writer } = this.start
    const { text } = line.line
    const number = readAwbNumber(line.at(0))
    this.block = line.id
    // An airport may have the code of an identifier: COR is one.
    if (unloadingPoint.test(text)) this.readUnloadingPoint(line)
    else if (number !== null) this.readLoad(number, line)
    else if (/^\s*\d{2,4}\s*-?\s*\d/.test(text)) this.refuseLoad(line)
    else if (line.id === 'ULD') {
      this.uld = line.at(1)
      if (this.uld !== undefined)
        openUld(writer, this.uld)?.text('typeAsSent', this.uld.piece(this.uld.text.trim().slice(0, 3), 0))
    } else if (/^(LAST|CONT)\s*$/.test(text)) writer.header.set('continued', text.startsWith('CONT'), line.at(0))
    else if (!this.readDetail(line)) reportUnknown(writer, line)
  }

  /** The place where the cargo below it leaves the flight, with the times of arrival and departure. */
  private readUnloadingPoint(line: LineParts): void {
    this.unloadingPlace = line.at(0)
    this.uld = undefined
    this.consignment = null
    const conveyance = this.start.writer.conveyance()
    // The first arrival is that of the flight; each load has its own unloading place.
    if (conveyance.owner.arrivalPlace !== null) return
    conveyance.text('arrivalPlace', line.at(0))
    setImpDate(conveyance, 'arrivalAt', line.at(2))
  }

  private refuseLoad(line: LineParts): void {
    const { writer, file } = this.start
    this.consignment = null
    const message = 'this line must begin with an air waybill number, origin and destination'
    writer.scope.report('AWB_MALFORMED', null, { message, sent: line.from(0), severity: 'error' })
    file.quarantine(line.line.byte, line.line.to, 'AWB_MALFORMED')
  }

  private readLoad(number: AwbNumber, line: LineParts): void {
    const { writer } = this.start
    this.texts?.end()
    const quantity = readQuantity(line.at(1))
    const load = writer.load(blankLoad(number.id, this.uld === undefined ? null : uldId(this.uld.text)))
    load.note('consignmentId', number.sent)
    setFigures(load, quantity)
    if (quantity.splitCode !== null) load.set('splitCode', quantity.splitCode, quantity.splitSent)
    load.count('totalPieces', quantity.total)
    if (quantity.splitCode === 'T') load.owner.totalPieces ??= load.owner.pieces
    load.text('description', line.at(2))
    load.text('unloadingPlace', this.unloadingPlace)
    this.consignment = this.findOrOpen(number, line)
    this.texts = this.consignment && new HandlingTexts(this.consignment)
    if (this.consignment === null) {
      const message = 'the consignment went out before this line of it came: only the load has its figures'
      load.report('CONSIGNMENT_REPEATED', null, { message, sent: number.sent })
    } else this.addLoad(this.consignment, load.owner, quantity, line)
    writer.done(load)
  }

  /** Returns the consignment of the air waybill, which stays open until the page ends; null if it went out before. */
  private findOrOpen(number: AwbNumber, line: LineParts): Scope<CargoConsignment> | null {
    const { writer } = this.start
    const found = writer.findConsignment(number.id)
    if (found === 'let-go') return null
    if (found !== null) return found
    const consignment = openMaster(writer, number)
    consignment.text('description', line.at(2))
    return consignment
  }

  private addLoad(consignment: Scope<CargoConsignment>, load: CargoLoad, quantity: Quantity, line: LineParts): void {
    const { owner } = consignment
    const sents = { pieces: quantity.pieces, grossKg: quantity.weight, volumeM3: quantity.volume }
    for (const field of ['pieces', 'grossKg', 'volumeM3'] as const) {
      const figure = load[field]
      if (figure !== null) consignment.set(field, round3((owner[field] ?? 0) + figure), sents[field])
    }
    if (load.totalPieces !== null) consignment.set('totalPieces', load.totalPieces, quantity.total ?? quantity.pieces)
    for (const code of specialHandlingCodes(line, 3)) {
      if (!hasEntry(owner.specialHandling, code.text)) consignment.push('specialHandling', code)
    }
    loadUld(this.start.writer, this.uld, owner.id, owner.equipmentIds)
  }

  /** Reads a line about the consignment before it. Returns false if there is no place for it. */
  private readDetail(line: LineParts): boolean {
    const { consignment, block } = this
    if (unused.has(block)) return true
    if (consignment === null) return false
    if (block === 'OCI') readCustomsNote(consignment, line)
    else if (block === 'COR' || block === 'SCI') consignment.text('goodsStatusCode', line.at(1))
    else return false
    return true
  }

  /** Behind a load: the onward flight (`/JNBZZ0091/04OCT`) or special handling codes; else what goes on with the line before. */
  private readContinuation(line: LineParts): void {
    const { consignment, block } = this
    const flight = /^\s*([A-Z]{3})\s*([A-Z0-9]{2}[A-Z]?\d{1,4}[A-Z]?)?\s*$/.exec(line.at(1)?.text ?? '')
    if (block !== '' || consignment === null || flight === null) {
      if (!this.readDetail(line)) reportUnknown(this.start.writer, line)
      return
    }
    const [, to = '', reference = null] = flight
    if (reference === null) {
      for (const code of specialHandlingCodes(line, 1)) consignment.push('specialHandling', code)
      return
    }
    const day = line.at(2)
    const departureAt = day === undefined ? null : readImpDate(day.text)
    if (day !== undefined && departureAt === null) {
      consignment.report('DATE_INVALID', 'onward', { message: 'no such date', sent: day })
    }
    if (consignment.owner.onward === null) consignment.set('onward', { to, reference, departureAt }, line.at(1))
  }

  end(): void {
    const { writer } = this.start
    this.texts?.end()
    if (writer.header.owner.continued !== null) return
    const message = 'neither LAST nor CONT ends the manifest'
    writer.scope.report('TRAILER_MISSING', null, { message })
  }
}
