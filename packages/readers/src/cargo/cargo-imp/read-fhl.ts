import type { CargoConsignment } from '@entente/contracts'
import { blankConsignment } from '../model/blank.ts'
import { giveTaxNumbers } from '../model/customs-notes.ts'
import { airKey } from '../model/keys.ts'
import type { Scope } from '../model/scope.ts'
import { tidyText } from '../model/text.ts'
import {
  type AwbNumber,
  openMaster,
  readAwbNumber,
  readDeclaredValues,
  readQuantity,
  setFigures,
  specialHandlingCodes,
} from './awb-line.ts'
import { FreeText, HandlingTexts } from './handling-texts.ts'
import { type ImpMapper, type ImpStart, readCustomsNote, refuse, reportMalformed, reportUnknown } from './imp-mapper.ts'
import type { LineParts } from './line-parts.ts'
import { PartyBlocks, readPartyBlock } from './read-party.ts'

/** Lines of the standard (Cargo-IMP FHL) that say nothing the consignment model holds. */
const unused = new Set('NOM SRI OTH REF'.split(' '))

/** A house, with the texts that describe it. */
interface OpenHouse {
  scope: Scope<CargoConsignment>
  shortText: string | null
  fullText: FreeText | null
}

/**
 * Maps a FHL: the master, and the houses under it. Parties, declared values and the customs notes behind them wait for the
 * next HBS: before any house, or behind several, they are the master's; else they are those of the house before them.
 */
export class FhlMapper implements ImpMapper {
  private readonly start: ImpStart
  private readonly parties = new PartyBlocks()
  private readonly waiting: LineParts[] = []
  private master: Scope<CargoConsignment> | null = null
  private number: AwbNumber | null = null
  private house: OpenHouse | null = null
  private houses = 0
  private texts: HandlingTexts | null = null
  private block = ''
  private isRefused = false

  constructor(start: ImpStart) {
    this.start = start
  }

  begins(line: LineParts): boolean {
    return line.id === 'HBS'
  }

  read(line: LineParts): void {
    const { master } = this
    if (master === null) this.openMaster(line)
    else if (line.id === 'HBS') this.openHouse(master, line)
    else if (!this.parties.take(line) && !this.texts?.take(line)) {
      if (line.id !== '') this.block = line.id
      if (!this.readLine(this.house?.scope ?? master, line)) reportUnknown(this.start.writer, line)
    }
  }

  private openMaster(line: LineParts): void {
    const number = line.id === 'MBI' ? readAwbNumber(line.at(1)) : null
    if (number === null) {
      if (!this.isRefused) reportMalformed(this.start, line)
      this.isRefused = true
      return
    }
    const master = openMaster(this.start.writer, number)
    this.number = number
    this.begin(master)
    master.set('consolidation', true)
    setFigures(master, readQuantity(line.at(2)))
    // A waybill speaks of the whole shipment.
    master.owner.totalPieces = master.owner.pieces
    this.master = master
  }

  private openHouse(master: Scope<CargoConsignment>, line: LineParts): void {
    this.closeHouse(master, false)
    this.block = 'HBS'
    const number = line.at(1)
    if (number === undefined) {
      const message = 'the house has no number, so nothing can refer to it'
      this.start.writer.scope.report('CONSIGNMENT_ID_MISSING', null, { message, sent: line.from(0), severity: 'error' })
      this.start.file.quarantine(line.line.byte, line.line.to, 'CONSIGNMENT_ID_MISSING')
      return
    }
    this.houses++
    const id = number.text.trim()
    const masterId = master.owner.id
    const scope = this.start.writer.consignment(blankConsignment('house', airKey(masterId, id), id, 'air'))
    scope.note('id', number)
    this.begin(scope)
    scope.owner.masterId = masterId
    const ends = line.at(2)
    const [, origin, destination] = /^\s*([A-Z]{3})\s*([A-Z]{3})\s*$/.exec(ends?.text ?? '') ?? []
    if (origin !== undefined && destination !== undefined) {
      scope.set('origin', origin, ends)
      scope.set('destination', destination, ends)
    }
    scope.count('pieces', line.at(3))
    scope.owner.totalPieces = scope.owner.pieces
    const { weight, weightCode } = readQuantity(line.at(4))
    scope.kilograms('grossKg', weight, weightCode)
    scope.count('packages', line.at(5))
    scope.text('description', line.from(6))
    this.house = { scope, shortText: scope.owner.description, fullText: null }
  }

  private begin(scope: Scope<CargoConsignment>): void {
    scope.owner.purpose = 'original'
    this.texts?.end()
    this.texts = new HandlingTexts(scope)
  }

  /** Reads a line about the house before it, or about the master. Returns false if neither has a place for it. */
  private readLine(scope: Scope<CargoConsignment>, line: LineParts): boolean {
    switch (this.block) {
      case 'HBS':
        // Special handling codes may go on with the line of the house.
        if (!/^(\/[A-Z]{3})+\s*$/.test(line.line.text)) return false
        for (const code of specialHandlingCodes(line, 1)) scope.push('specialHandling', code)
        return true
      case 'SPH':
        for (const code of specialHandlingCodes(line, 1)) scope.push('specialHandling', code)
        return true
      case 'TXT':
        this.readText(scope, line)
        return true
      case 'HTS':
        for (let at = 1; at <= line.count; at++) scope.push('hsCodes', line.at(at))
        return true
      case 'COR':
        scope.text('goodsStatusCode', line.at(1))
        return true
      case 'CVD':
      case 'OCI':
        if (this.block === 'CVD' || this.parties.hasBlocks) this.wait(line)
        else readCustomsNote(scope, line)
        return true
      default:
        return unused.has(this.block)
    }
  }

  private wait(line: LineParts): void {
    if (this.waiting.length < MOST_WAITING) this.waiting.push(line)
  }

  /** TXT replaces the short text of HBS if it begins with it; else it goes on with it. */
  private readText(scope: Scope<CargoConsignment>, line: LineParts): void {
    const sent = line.from(1)
    if (sent === undefined) return
    const { house } = this
    if (house === null) scope.text('description', sent)
    else if (house.fullText === null) house.fullText = new FreeText(sent)
    else house.fullText.add(sent)
  }

  private closeHouse(master: Scope<CargoConsignment>, isLast: boolean): void {
    const { house, start } = this
    this.house = null
    this.texts?.end()
    const isMasters = house === null || (isLast && this.houses > 1)
    this.apply(isMasters ? master : house.scope)
    if (house === null) return
    describe(house)
    giveTaxNumbers(house.scope.owner)
    start.writer.done(house.scope)
  }

  private apply(scope: Scope<CargoConsignment>): void {
    const lines = this.waiting.splice(0)
    const blocks = this.parties.drain()
    if (blocks.length + lines.length === 0) return
    const isOpen = this.start.writer.findConsignment(scope.owner.id) === scope
    const target = isOpen ? scope : this.openAgain(scope.owner)
    for (const block of blocks) readPartyBlock(target, block)
    for (const line of lines) {
      if (line.id === 'CVD') readDeclaredValues(target, line)
      else readCustomsNote(target, line)
    }
    if (isOpen) return
    giveTaxNumbers(target.owner)
    this.start.writer.done(target)
  }

  /** A master with very many houses went to the sink before its parties came: a second one, with the same figures, has them. */
  private openAgain({
    pieces,
    totalPieces,
    grossKg,
    consolidation,
    purpose,
  }: CargoConsignment): Scope<CargoConsignment> {
    const again = openMaster(this.start.writer, this.number as AwbNumber)
    Object.assign(again.owner, { pieces, totalPieces, grossKg, consolidation, purpose })
    const message = 'the master went out before its parties came: it is given again with them'
    again.report('CONSIGNMENT_REPEATED', null, { message, sent: (this.number as AwbNumber).sent })
    return again
  }

  end(to: number): void {
    const { master, start } = this
    if (master === null) {
      refuse(start, to, this.isRefused)
      return
    }
    this.closeHouse(master, true)
    giveTaxNumbers(master.owner)
    start.writer.done(master)
  }
}

const MOST_WAITING = 100

function describe({ scope, shortText, fullText }: OpenHouse): void {
  const full = fullText && tidyText(fullText.text)
  if (fullText === null || full === null) return
  const isWhole = shortText === null || full.startsWith(shortText)
  scope.set('description', isWhole ? full : `${shortText} ${full}`, fullText)
}
