import type { CargoConsignment, CargoDimensions, CargoItem } from '@entente/contracts'
import { type MessageWriter, openItem } from '../message/message-writer.ts'
import { blankItem } from '../model/blank.ts'
import { hasEntry } from '../model/has-entry.ts'
import { round3 } from '../model/numbers.ts'
import type { Scope } from '../model/scope.ts'
import { massCodes, readQuantity } from './awb-line.ts'
import type { SentPart } from './line-feed.ts'
import type { LineParts } from './line-parts.ts'
import { loadUld } from './load-uld.ts'

/** A text that the format cuts after 20 characters, also inside words: its pieces join as they are. */
interface CutText {
  item: Scope<CargoItem>
  first: SentPart
  text: string
}

/** Reads RTD of a FWB: rate lines, each an item, and the numbered lines that describe its goods. */
export class RateLines {
  private readonly writer: MessageWriter
  private readonly consignment: Scope<CargoConsignment>
  private item: Scope<CargoItem> | null = null
  private description: CutText | null = null

  constructor(writer: MessageWriter, consignment: Scope<CargoConsignment>) {
    this.writer = writer
    this.consignment = consignment
  }

  /** Reads a line that begins with RTD, or that goes on with it. Returns false if it is neither a rate nor about goods. */
  read(line: LineParts): boolean {
    const at = /^\d+$/.test(line.textAt(1)) ? 2 : 1
    const code = line.textAt(at)
    if (/^[PKL]\s*\d/.test(code)) {
      this.openItem(line, at)
      return true
    }
    this.item ??= openItem(this.consignment, blankItem())
    return this.readGoods(this.item, line, at, code)
  }

  private openItem(line: LineParts, from: number): void {
    this.describe()
    const item = openItem(this.consignment, blankItem())
    this.item = item
    if (from === 2) item.count('seq', line.at(1))
    let unit = 'KGM'
    for (let at = from; at <= line.count; at++) {
      const part = line.at(at)
      const [, code = '', value = ''] = /^\s*([A-Z])\s*(.*)$/.exec(part?.text ?? '') ?? []
      const sent = part?.piece(value, 1)
      if (code === 'P') item.count('pieces', sent)
      else if (code === 'W') this.addChargeable(sent, unit)
      else if (massCodes[code] !== undefined) {
        unit = massCodes[code]
        item.kilograms('grossKg', sent, unit)
      }
    }
  }

  private addChargeable(sent: SentPart | undefined, unit: string): void {
    const { owner } = this.consignment
    const before = owner.chargeableKg
    this.consignment.kilograms('chargeableKg', sent, unit)
    if (before !== null && owner.chargeableKg !== null) owner.chargeableKg = round3(before + owner.chargeableKg)
  }

  private readGoods(item: Scope<CargoItem>, line: LineParts, at: number, code: string): boolean {
    const { consignment } = this
    switch (code) {
      case 'NC':
        consignment.set('consolidation', true, line.at(at))
        this.addText(item, line.from(at + 1))
        return true
      case 'NG':
        this.addText(item, line.from(at + 1))
        return true
      case 'ND':
        readDimensions(item, line, at + 1)
        return true
      case 'NV': {
        const { volume, volumeCode } = readQuantity(line.at(at + 1))
        item.cubicMetres('volumeM3', volume, volumeCode)
        return true
      }
      case 'NS': {
        const before = item.owner.packages
        item.count('packages', line.at(at + 1))
        if (before !== null && item.owner.packages !== null) item.owner.packages += before
        return true
      }
      case 'NH': {
        const sent = line.at(at + 1)
        if (item.owner.hs === null) item.text('hs', sent)
        if (sent && !hasEntry(consignment.owner.hsCodes, sent.text.trim())) consignment.push('hsCodes', sent)
        return true
      }
      case 'NO':
        item.text('originCountry', line.at(at + 1))
        return true
      case 'NU':
        loadUld(this.writer, line.at(at + 1), consignment.owner.id, item.owner.equipmentIds)
        return true
      default:
        return false
    }
  }

  private addText(item: Scope<CargoItem>, sent: SentPart | undefined): void {
    if (sent === undefined) return
    if (this.description === null) this.description = { item, first: sent, text: sent.text }
    else this.description.text += sent.text
  }

  private describe(): void {
    const { description } = this
    this.description = null
    if (description !== null) description.item.text('description', description.first.piece(description.text, 0))
  }

  /** Ends the lines, and sets on the consignment what only they say. */
  end(): void {
    this.describe()
    const { owner } = this.consignment
    const { items } = owner
    owner.packages = sumOf(items.map(({ packages }) => packages))
    owner.dimensionPieces = sumOf(items.flatMap(({ dimensions }) => dimensions.map(({ pieces }) => pieces)))
    const texts = items.map(({ description }) => description).filter((text) => text !== null)
    if (texts.length > 0) owner.description = texts.join('; ')
  }
}

/** Reads `[mass]/CMTlength-width-height/pieces`. */
function readDimensions(item: Scope<CargoItem>, line: LineParts, from: number): void {
  for (let at = from; at <= line.count; at++) {
    const part = line.at(at)
    const found = /^\s*(CMT|INH)\s*([^-]+)-([^-]+)-([^-]+)$/.exec(part?.text ?? '')
    if (part === undefined || found === null) continue
    const [, unit = '', ...sides] = found
    const dimensions: CargoDimensions = { pieces: null, lengthCm: null, widthCm: null, heightCm: null }
    const scope = item.child(dimensions, `dimensions/${item.owner.dimensions.push(dimensions) - 1}`)
    for (const [index, field] of (['lengthCm', 'widthCm', 'heightCm'] as const).entries()) {
      scope.centimetres(field, part.piece(sides[index] ?? '', part.text.indexOf(sides[index] ?? '')), unit)
    }
    scope.count('pieces', line.at(at + 1))
    return
  }
}

/** Returns the sum of what is known; null if nothing is. */
function sumOf(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null)
  return known.length === 0 ? null : known.reduce((sum, figure) => sum + figure, 0)
}
