import type { CargoConsignment, CargoLoad } from '@entente/contracts'
import type { MessageWriter } from '../message/message-writer.ts'
import { blankConsignment } from '../model/blank.ts'
import { codeTable } from '../model/code-table.ts'
import { airKey, awbNumber } from '../model/keys.ts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'
import type { SentPart } from './line-feed.ts'
import type { LineParts } from './line-parts.ts'

/** Units of Cargo-IMP with their codes of UN/ECE Recommendation 20. */
export const massCodes = codeTable<string>({ K: 'KGM', L: 'LBR' })
const volumeCodes = codeTable<string>({ MC: 'MTQ', CF: 'FTQ', CC: 'CMQ', CI: 'INQ' })

/** The air waybill and the two ends of its carriage: `NNN-NNNNNNNN` origin destination. */
export interface AwbNumber {
  id: string
  sent: SentPart
  origin: SentPart
  destination: SentPart
}

const awbPattern = /^(\s*\d{3}\s*-?\s*\d{8}\s*)([A-Z]{3})\s*([A-Z]{3})\s*$/

/** Reads the part of a line that names the air waybill; null if it does not. Some writers put blanks into it. */
export function readAwbNumber(part: SentPart | undefined): AwbNumber | null {
  const found = part && awbPattern.exec(part.text)
  if (part === undefined || !found) return null
  const [, number = '', origin = '', destination = ''] = found
  return {
    id: awbNumber(number.replace(/\s/g, '')),
    sent: part.piece(number.trim(), 0),
    origin: part.piece(origin, number.length),
    destination: part.piece(destination, part.text.trimEnd().length - 3),
  }
}

/** Opens the consignment of an air waybill. */
export function openMaster(
  writer: MessageWriter,
  { id, sent, origin, destination }: AwbNumber,
): Scope<CargoConsignment> {
  const consignment = writer.consignment(blankConsignment('master', airKey(id), id, 'air'))
  consignment.note('id', sent)
  consignment.owner.purpose = 'original'
  consignment.text('origin', origin)
  consignment.text('destination', destination)
  return consignment
}

/** The figures of a shipment: `T12K340.5MC2.11DG2T20`. */
export interface Quantity {
  splitCode: CargoLoad['splitCode']
  splitSent: SentPart | undefined
  pieces: SentPart | undefined
  weight: SentPart | undefined
  weightCode: string
  volume: SentPart | undefined
  volumeCode: string
  total: SentPart | undefined
}

const figure = /(MC|CF|CC|CI|DG|DN|K|L|T)\s*([^A-Z\s]*)\s*/y

/** Reads the figures of a shipment. What cannot be read is left in `weight`, so that its scope reports it. */
export function readQuantity(part: SentPart | undefined): Quantity {
  const quantity: Quantity = {
    ...{ splitCode: null, splitSent: undefined, pieces: undefined, weight: undefined, weightCode: 'KGM' },
    ...{ volume: undefined, volumeCode: 'MTQ', total: undefined },
  }
  if (part === undefined) return quantity
  const { text } = part
  const start = /^\s*([TPSD])?\s*([^A-Z\s]*)\s*/.exec(text)
  const [whole = '', code, pieces = ''] = start ?? []
  if (code !== undefined) {
    quantity.splitCode = code as NonNullable<CargoLoad['splitCode']>
    quantity.splitSent = part.piece(code, text.indexOf(code))
  }
  if (pieces !== '') quantity.pieces = part.piece(pieces, text.indexOf(pieces))
  let at = whole.length
  while (at < text.length) {
    figure.lastIndex = at
    const found = figure.exec(text)
    if (found === null) break
    const [all, unit = '', value = ''] = found
    const sent = part.piece(value, at + all.indexOf(value, unit.length))
    const [mass, volume] = [massCodes[unit], volumeCodes[unit]]
    if (mass !== undefined) Object.assign(quantity, { weight: sent, weightCode: mass })
    else if (volume !== undefined) Object.assign(quantity, { volume: sent, volumeCode: volume })
    else if (unit === 'T') quantity.total = sent
    at += all.length
  }
  const rest = text.slice(at)
  if (rest.trim() !== '') quantity.weight = part.piece(`${quantity.weight?.text ?? ''}${rest}`, at)
  return quantity
}

/** The fields that a quantity sets. */
type Figures = { pieces: number | null; grossKg: number | null; volumeM3: number | null }

export function setFigures<T extends Figures>(scope: Scope<T>, quantity: Quantity): void {
  const figures = scope as unknown as Scope<Figures>
  figures.count('pieces', quantity.pieces)
  figures.kilograms('grossKg', quantity.weight, quantity.weightCode)
  figures.cubicMetres('volumeM3', quantity.volume, quantity.volumeCode)
}

/** Cuts codes of three letters that follow each other without a separator: `RFLCAO`. */
export function specialHandlingCodes(line: LineParts, from: number): Sent[] {
  const codes: Sent[] = []
  for (let index = from; index <= line.count; index++) {
    const part = line.at(index)
    if (part === undefined) continue
    for (const found of part.text.matchAll(/[A-Z0-9]{3}/g)) codes.push(part.piece(found[0], found.index))
  }
  return codes
}

/**
 * Reads CVD: currency / charge code / prepaid or collect / value for carriage / value for customs / insurance. Returns the
 * currency. The charge code and the pair may be missing, so the first amount shows where the amounts begin.
 */
export function readDeclaredValues(scope: Scope<CargoConsignment>, line: LineParts): string | null {
  const currency = line.textAt(1) || null
  let at = 2
  while (at < 4 && (/^[A-Z]{1,2}$/.test(line.textAt(at)) || (line.textAt(at) === '' && line.count - at >= 3))) at++
  const [carriage, customs] = [line.at(at), line.at(at + 1)]
  if (carriage !== undefined && carriage.text.trim() !== 'NVD') scope.money('carriageValue', carriage, currency)
  if (customs !== undefined && customs.text.trim() !== 'NCV') scope.money('value', customs, currency)
  return currency
}
