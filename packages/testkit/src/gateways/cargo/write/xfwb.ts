import { element, type XmlNode } from '../../../synthetic/xml-text.ts'
import type { GoodsLine, Movement, Shipment } from '../plan/shipment.ts'
import { flight, location, measure, notified, party, taxNotes, writeCargoXml } from './cargo-xml.ts'
import { type Envelope, isoSeconds } from './envelope.ts'

/** Writes an air waybill as Cargo-XML XFWB 3.00. */
export function writeXfwb(envelope: Envelope, movement: Movement, shipment: Shipment): Uint8Array {
  const isConsolidation = shipment.houses.length > 0
  const root = { name: 'Waybill', namespace: 'iata:waybill:1', title: 'Air Waybill', version: '3.00' }
  const business = element(
    'm:BusinessHeaderDocument',
    {},
    element('ID', {}, shipment.id),
    isConsolidation
      ? element('IncludedHeaderNote', {}, element('ContentCode', {}, 'C'), element('Content', {}, 'Consolidation'))
      : null,
    element(
      'SignatoryCarrierAuthentication',
      {},
      element('ActualDateTime', {}, isoSeconds(shipment.issuedAt)),
      element('Signatory', {}, movement.carrier.name),
    ),
  )
  const consignment = element(
    'm:MasterConsignment',
    {},
    element('NilCarriageValueIndicator', {}, 'true'),
    element('DeclaredValueForCustomsAmount', { currencyID: 'EUR' }, String(shipment.value)),
    measure('IncludedTareGrossWeightMeasure', 'KGM', shipment.kilograms),
    measure('GrossVolumeMeasure', 'MTQ', shipment.cubicMetres),
    element('TotalPieceQuantity', {}, String(shipment.pieces)),
    party('ConsignorParty', shipment.consignor),
    party('ConsigneeParty', shipment.consignee),
    element('FreightForwarderParty', {}, element('Name', {}, shipment.agent.name)),
    notified(shipment.notify),
    location('OriginLocation', shipment.from),
    location('FinalDestinationLocation', shipment.to),
    leg(movement),
    ...taxNotes(shipment.consignor, shipment.consignee),
    element(
      'ApplicableRating',
      {},
      element('TypeCode', {}, 'F'),
      ...(isConsolidation
        ? [consolidatedItem(shipment)]
        : shipment.lines.map((line, at) => item('IncludedMasterConsignmentItem', line, at))),
    ),
  )
  return writeCargoXml({ ...root, typeCode: isConsolidation ? '741' : '740' }, envelope, [business, consignment])
}

const leg = (movement: Movement): XmlNode =>
  flight(
    'SpecifiedLogisticsTransportMovement',
    movement,
    element(
      'ArrivalEvent',
      {},
      element('ScheduledOccurrenceDateTime', {}, isoSeconds(movement.arrivesAt)),
      location('OccurrenceArrivalLocation', movement.to),
    ),
    element(
      'DepartureEvent',
      {},
      element('ScheduledOccurrenceDateTime', {}, isoSeconds(movement.departsAt)),
      location('OccurrenceDepartureLocation', movement.from),
    ),
  )

const consolidatedItem = (shipment: Shipment): XmlNode =>
  element(
    'IncludedMasterConsignmentItem',
    {},
    element('SequenceNumeric', {}, '1'),
    measure('GrossWeightMeasure', 'KGM', shipment.kilograms),
    element('PieceQuantity', {}, String(shipment.pieces)),
    element(
      'NatureIdentificationTransportCargo',
      {},
      element('Identification', {}, 'CONSOLIDATION AS PER HOUSE MANIFEST'),
    ),
  )

/** One line of goods of a waybill or of a house waybill. */
export const item = (name: string, line: GoodsLine, at: number): XmlNode =>
  element(
    name,
    {},
    element('SequenceNumeric', {}, String(at + 1)),
    element('TypeCode', {}, line.hs),
    measure('GrossWeightMeasure', 'KGM', line.kilograms),
    measure('GrossVolumeMeasure', 'MTQ', line.cubicMetres),
    element('PackageQuantity', {}, String(line.packages)),
    element('PieceQuantity', {}, String(line.pieces)),
    element(
      'NatureIdentificationTransportCargo',
      {},
      element('Identification', {}, line.goods.un ? `${line.description} UN${line.goods.un}` : line.description),
    ),
    element('OriginCountry', {}, element('ID', {}, line.originCountry)),
  )
