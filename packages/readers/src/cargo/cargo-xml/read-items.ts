import type { CargoConsignment, CargoDimensions, CargoItem } from '@entente/contracts'
import { type MessageWriter, openItem } from '../message/message-writer.ts'
import { blankEquipment, blankItem } from '../model/blank.ts'
import { hasEntry } from '../model/has-entry.ts'
import { round3 } from '../model/numbers.ts'
import type { Scope } from '../model/scope.ts'
import { tidyText } from '../model/text.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import { readMeasures, unitOf } from './measures.ts'

/** Reads the goods lines of a consignment, and what it leaves to them: description, packages, chargeable mass. */
export function readItems(
  message: MessageWriter,
  consignment: Scope<CargoConsignment>,
  lines: readonly XmlNode[],
): void {
  for (const line of lines) readItem(message, consignment, line)
  const { owner } = consignment
  const { items } = owner
  owner.packages ??= sumOf(items.map(({ packages }) => packages))
  owner.dimensionPieces = sumOf(items.flatMap(({ dimensions }) => dimensions.map(({ pieces }) => pieces)))
  owner.description ??= items.flatMap(({ description }) => description ?? []).join('; ') || null
}

/** Returns the sum of what is known; null if nothing is. */
function sumOf(figures: readonly (number | null)[]): number | null {
  let sum: number | null = null
  for (const figure of figures) if (figure !== null) sum = round3((sum ?? 0) + figure)
  return sum
}

function readItem(message: MessageWriter, consignment: Scope<CargoConsignment>, node: XmlNode): void {
  const item = openItem(consignment, blankItem())
  item.count('seq', node.child('SequenceNumeric'))
  const [hs, ...others] = node.all('TypeCode')
  item.text('hs', hs)
  for (const other of others) consignment.push('hsCodes', other)
  readMeasures(item, node, 'GrossWeightMeasure')
  item.count('pieces', node.child('PieceQuantity'))
  item.count('packages', node.child('PackageQuantity'))
  item.text('description', node.find('NatureIdentificationTransportCargo', 'Identification'))
  item.text('originCountry', node.find('OriginCountry', 'ID'))
  for (const pack of node.children) if (pack.name === 'TransportLogisticsPackage') readDimensions(item, pack)
  for (const charge of node.all('ApplicableFreightRateServiceCharge')) addChargeable(consignment, charge)
  for (const unit of node.all('AssociatedUnitLoadTransportEquipment')) {
    const id = uldId(unit)
    if (id === null) continue
    if (!hasEntry(item.owner.equipmentIds, id)) item.owner.equipmentIds.push(id)
    loadUld(message, unit, id, consignment.owner.id)
  }
}

function readDimensions(item: Scope<CargoItem>, node: XmlNode): void {
  const { dimensions } = item.owner
  const blank: CargoDimensions = { pieces: null, lengthCm: null, widthCm: null, heightCm: null }
  const scope = item.child(blank, `dimensions/${dimensions.length}`)
  scope.count('pieces', node.child('ItemQuantity'))
  const size = node.child('LinearSpatialDimension')
  for (const [field, name] of sides) {
    const side = size?.child(name)
    scope.centimetres(field, side, unitOf(side))
  }
  if (Object.values(blank).some((figure) => figure !== null)) dimensions.push(blank)
}

const sides = [
  ['lengthCm', 'LengthMeasure'],
  ['widthCm', 'WidthMeasure'],
  ['heightCm', 'HeightMeasure'],
] as const

/** Adds a chargeable mass to that of the consignment. */
function addChargeable(consignment: Scope<CargoConsignment>, charge: XmlNode): void {
  const measure = charge.child('ChargeableWeightMeasure')
  const { chargeableKg } = consignment.owner
  consignment.owner.chargeableKg = null
  consignment.kilograms('chargeableKg', measure, unitOf(measure))
  consignment.owner.chargeableKg = sumOf([chargeableKg, consignment.owner.chargeableKg])
}

/** Returns the identity of a ULD: its type, number and owner, such as `AKE20417ZZ`. */
export function uldId(node: XmlNode): string | null {
  const parts = [node.textOf('CharacteristicCode'), node.textOf('ID'), node.textOf('OperatingParty', 'PrimaryID')]
  return tidyText(parts.map((part) => part?.replace(/\s/g, '') ?? '').join(''))
}

/** Says that a consignment is on a ULD, which it makes at the first one. */
export function loadUld(message: MessageWriter, node: XmlNode, id: string, consignmentId: string | null): void {
  let unit = message.findEquipment(id)
  if (unit === 'let-go') return
  if (unit === null) {
    unit = message.equipment(blankEquipment('uld', id))
    const number = node.child('ID')
    if (number) unit.note('id', number)
    unit.text('typeAsSent', node.child('CharacteristicCode'))
    unit.text('operator', node.find('OperatingParty', 'PrimaryID'))
    const tare = node.child('TareWeightMeasure')
    unit.kilograms('tareKg', tare, unitOf(tare))
  }
  const { consignmentIds } = unit.owner
  if (consignmentId !== null && consignmentIds.at(-1) !== consignmentId && !hasEntry(consignmentIds, consignmentId)) {
    consignmentIds.push(consignmentId)
  }
}
