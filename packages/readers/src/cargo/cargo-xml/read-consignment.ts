import type { CargoConsignment } from '@entente/contracts'
import { type MessageWriter, openLeg } from '../message/message-writer.ts'
import { blankLeg } from '../model/blank.ts'
import { codeTable } from '../model/code-table.ts'
import { modeOf } from '../model/codes.ts'
import { readCount } from '../model/numbers.ts'
import type { Scope } from '../model/scope.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import { readMeasures } from './measures.ts'
import { readItems } from './read-items.ts'
import { readParties } from './read-parties.ts'

/**
 * Reads the consignment of a waybill: MasterConsignment of an XFWB, IncludedHouseConsignment of an XFZB (IATA Cargo-XML
 * Toolkit). `lines` are its goods lines.
 */
export function readConsignment(
  message: MessageWriter,
  consignment: Scope<CargoConsignment>,
  node: XmlNode,
  lines: readonly XmlNode[],
): void {
  readTotals(consignment, node)
  consignment.count('packages', node.child('PackageQuantity'))
  readValue(consignment, node, 'value', 'DeclaredValueForCustomsAmount', 'NilCustomsValueIndicator')
  readValue(consignment, node, 'carriageValue', 'DeclaredValueForCarriageAmount', 'NilCarriageValueIndicator')
  consignment.text('description', node.child('SummaryDescription'))
  const procedure = node.child('AssociatedConsignmentCustomsProcedure')
  consignment.text('goodsStatusCode', procedure?.child('GoodsStatusCode'))
  readParties(consignment, node)
  readRoute(consignment, node)
  readHandling(consignment, node)
  readItems(message, consignment, lines)
  readWeightCharge(consignment, node)
}

/** Reads the mass, volume, pieces and the two ends of the carriage, which a master in an XFZB states as well. */
export function readTotals(consignment: Scope<CargoConsignment>, node: XmlNode): void {
  readMeasures(consignment, node, 'IncludedTareGrossWeightMeasure')
  consignment.count('pieces', node.child('TotalPieceQuantity'))
  // A waybill speaks of the whole shipment.
  consignment.owner.totalPieces = consignment.owner.pieces
  consignment.text('origin', node.find('OriginLocation', 'ID'))
  consignment.text('destination', node.find('FinalDestinationLocation', 'ID'))
}

function readValue(
  consignment: Scope<CargoConsignment>,
  node: XmlNode,
  field: 'value' | 'carriageValue',
  amount: string,
  none: string,
): void {
  if (/^(true|1)$/i.test(node.textOf(none) ?? '')) return
  const sent = node.child(amount)
  consignment.money(field, sent, sent?.attributes.currencyID ?? null)
}

function readRoute(consignment: Scope<CargoConsignment>, node: XmlNode): void {
  for (const movement of node.children) {
    if (movement.name !== 'SpecifiedLogisticsTransportMovement') continue
    const seq = readCount(movement.textOf('SequenceNumeric') ?? '').value
    const leg = openLeg(consignment, blankLeg(seq ?? consignment.owner.route.length + 1))
    leg.text('reference', movement.child('ID'))
    leg.text('carrier', movement.find('UsedLogisticsTransportMeans', 'Name'))
    leg.set('mode', modeOf(movement.textOf('ModeCode')), movement.child('ModeCode'))
    const departure = movement.child('DepartureEvent')
    leg.text('from', departure?.find('OccurrenceDepartureLocation', 'ID'))
    leg.xmlDate('departureAt', departure?.child('ScheduledOccurrenceDateTime'))
    const arrival = movement.child('ArrivalEvent')
    leg.text('to', arrival?.find('OccurrenceArrivalLocation', 'ID'))
    leg.xmlDate('arrivalAt', arrival?.child('ScheduledOccurrenceDateTime'))
  }
}

/** The elements with free text about handling, and the child that has it. */
const handlingTexts = codeTable<string>({
  HandlingSSRInstructions: 'Description',
  HandlingOSIInstructions: 'Description',
  IncludedAccountingNote: 'Content',
})

function readHandling(consignment: Scope<CargoConsignment>, node: XmlNode): void {
  for (const child of node.children) {
    const text = handlingTexts[child.name]
    if (text !== undefined) for (const one of child.all(text)) consignment.push('handlingText', one)
    else if (child.name === 'HandlingSPHInstructions') {
      for (const code of child.all('DescriptionCode')) consignment.push('specialHandling', code)
    }
  }
}

/** Reads the weight charge of the rating on the face of the waybill. */
function readWeightCharge(consignment: Scope<CargoConsignment>, node: XmlNode): void {
  const total = onFace(node.all('ApplicableTotalRating'))[0]
  const charge = total?.find('ApplicablePrepaidCollectMonetarySummation', 'WeightChargeTotalAmount')
  consignment.money('weightCharge', charge, charge?.attributes.currencyID ?? null)
}

/** Returns the ratings that stand on the face of the waybill: the others repeat the same goods for another reader. */
export function onFace(ratings: readonly XmlNode[]): XmlNode[] {
  const type = ratings.some((rating) => rating.textOf('TypeCode') === 'F')
    ? 'F'
    : (ratings[0]?.textOf('TypeCode') ?? null)
  return ratings.filter((rating) => rating.textOf('TypeCode') === type)
}
