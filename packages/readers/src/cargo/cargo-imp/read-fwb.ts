import type { CargoConsignment } from '@entente/contracts'
import { openLeg } from '../message/message-writer.ts'
import { blankLeg } from '../model/blank.ts'
import { giveTaxNumbers } from '../model/customs-notes.ts'
import type { Scope } from '../model/scope.ts'
import {
  openMaster,
  readAwbNumber,
  readDeclaredValues,
  readQuantity,
  setFigures,
  specialHandlingCodes,
} from './awb-line.ts'
import { HandlingTexts } from './handling-texts.ts'
import { setImpDate } from './imp-dates.ts'
import { type ImpMapper, type ImpStart, readCustomsNote, refuse, reportMalformed, reportUnknown } from './imp-mapper.ts'
import type { SentPart } from './line-feed.ts'
import type { LineParts } from './line-parts.ts'
import { PartyBlocks, readPartyBlock } from './read-party.ts'
import { RateLines } from './read-rate-lines.ts'

/** Lines of the standard (Cargo-IMP FWB) that say nothing the consignment model holds. */
const unused = new Set('OTH CER NOM SRI ARD SHI COI CDC'.split(' '))

/** Maps a FWB: one air waybill. */
export class FwbMapper implements ImpMapper {
  private readonly start: ImpStart
  private consignment: OpenWaybill | null = null
  private isRefused = false

  constructor(start: ImpStart) {
    this.start = start
  }

  /** The message is one part. */
  begins(): boolean {
    return false
  }

  read(line: LineParts): void {
    if (this.consignment !== null) this.consignment.read(line)
    else if (!this.isRefused) this.open(line)
  }

  /** Reads line 2. Without the number of the air waybill, nothing else can be told whose it is. */
  private open(line: LineParts): void {
    const number = readAwbNumber(line.at(0))
    if (number === null) {
      this.isRefused = true
      reportMalformed(this.start, line)
      return
    }
    const consignment = openMaster(this.start.writer, number)
    setFigures(consignment, readQuantity(line.at(1)))
    // A waybill speaks of the whole shipment.
    consignment.owner.totalPieces = consignment.owner.pieces
    this.consignment = new OpenWaybill(this.start, consignment)
  }

  end(to: number): void {
    if (this.consignment !== null) this.consignment.end()
    else refuse(this.start, to, this.isRefused)
  }
}

/** The waybill of a FWB behind line 2. A line with an identifier begins a block, and continuation lines go on with it. */
class OpenWaybill {
  private readonly start: ImpStart
  private readonly scope: Scope<CargoConsignment>
  private readonly parties = new PartyBlocks()
  private readonly rates: RateLines
  private readonly texts: HandlingTexts
  private readonly flights: SentPart[] = []
  private readonly routing: SentPart[] = []
  private block = ''
  private currency: string | null = null

  constructor(start: ImpStart, scope: Scope<CargoConsignment>) {
    this.start = start
    this.scope = scope
    this.rates = new RateLines(start.writer, scope)
    this.texts = new HandlingTexts(scope)
  }

  read(line: LineParts): void {
    if (this.parties.take(line) || this.texts.take(line)) return
    if (line.id !== '') this.block = line.id
    if (!this.readLine(line)) reportUnknown(this.start.writer, line)
  }

  /** Returns false if the block has no place for the line. */
  private readLine(line: LineParts): boolean {
    const { scope } = this
    switch (this.block) {
      case 'RTD':
        return this.rates.read(line)
      case 'FLT':
        keepParts(line, this.flights)
        return true
      case 'RTG':
        keepParts(line, this.routing)
        return true
      case 'CVD':
        this.currency = readDeclaredValues(scope, line)
        return true
      case 'PPD':
      case 'COL':
        this.readCharges(line)
        return true
      case 'ISU':
        setImpDate(scope, 'issuedAt', line.at(1))
        return true
      case 'REF':
        this.start.writer.header.text('sender', line.at(1))
        return true
      case 'SPH':
        for (const code of specialHandlingCodes(line, 1)) scope.push('specialHandling', code)
        return true
      case 'OCI':
        readCustomsNote(scope, line)
        return true
      case 'COR':
        scope.text('goodsStatusCode', line.at(1))
        return true
      default:
        return unused.has(this.block)
    }
  }

  /** Reads the weight charge: `WT739.20`, among other charges. */
  private readCharges(line: LineParts): void {
    for (let at = 1; at <= line.count && this.scope.owner.weightCharge === null; at++) {
      const part = line.at(at)
      const amount = /^\s*WT\s*(.+)$/.exec(part?.text ?? '')?.[1]
      if (part !== undefined && amount !== undefined) {
        this.scope.money('weightCharge', part.piece(amount, part.text.indexOf(amount)), this.currency)
      }
    }
  }

  end(): void {
    const { scope, start } = this
    // Rates, issue and sender follow the parties in every waybill.
    if (this.parties.isOpen) {
      const message = 'the waybill ends inside a party'
      start.writer.scope.report('TRAILER_MISSING', null, { message, consignment: scope.owner.id })
    }
    for (const block of this.parties.drain()) readPartyBlock(scope, block)
    giveTaxNumbers(scope.owner)
    this.texts.end()
    this.rates.end()
    this.readRoute()
    start.writer.done(scope)
  }

  /** Pairs flights with the routing: each leg goes from the airport before to that of its routing. */
  private readRoute(): void {
    const { scope, flights, routing } = this
    const legs = Math.max(routing.length, Math.ceil(flights.length / 2))
    let from = scope.owner.origin
    for (let index = 0; index < legs; index++) {
      const leg = openLeg(scope, blankLeg(index + 1))
      const sent = routing[index]
      const [, to = null, carrier = null] = /^\s*([A-Z]{3})\s*([A-Z0-9]{2})?\s*$/.exec(sent?.text ?? '') ?? []
      leg.owner.mode = 'air'
      leg.owner.from = from
      leg.set('to', to, sent)
      leg.set('carrier', carrier, sent)
      leg.text('reference', flights[2 * index])
      setImpDate(leg, 'departureAt', flights[2 * index + 1])
      from = to
    }
  }
}

/** A waybill has at most a few flights. */
const MOST_PARTS = 40

function keepParts(line: LineParts, list: SentPart[]): void {
  for (let at = 1; at <= line.count && list.length < MOST_PARTS; at++) {
    const part = line.at(at)
    if (part !== undefined) list.push(part)
  }
}
