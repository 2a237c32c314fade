import { element, type XmlNode } from '../../../synthetic/xml-text.ts'
import type { Equipment, Loaded, Movement, Shipment } from '../plan/shipment.ts'
import { flight, location, measure, writeCargoXml } from './cargo-xml.ts'
import { type Envelope, isoSeconds } from './envelope.ts'
import { splitCode } from './split-code.ts'

/** Writes a flight's manifest as Cargo-XML XFFM 2.00: one element for each shipment on each unit load device, then the loose pieces. */
export function writeXffm(envelope: Envelope, movement: Movement): Uint8Array {
  const root = { name: 'FlightManifest', namespace: 'iata:flightmanifest:1', title: 'Flight Manifest', version: '2.00' }
  const transport = flight(
    'm:LogisticsTransportMovement',
    movement,
    element(
      'DepartureEvent',
      {},
      element('DepartureOccurrenceDateTime', {}, isoSeconds(movement.departsAt)),
      location('OccurrenceDepartureLocation', movement.from),
    ),
  )
  const arrival = element(
    'm:ArrivalEvent',
    {},
    element('ArrivalOccurrenceDateTime', {}, isoSeconds(movement.arrivesAt)),
    location('OccurrenceArrivalLocation', movement.to),
    ...movement.shipments.flatMap((shipment) => shipment.loads.map((load) => cargo(shipment, load))),
  )
  const business = element('m:BusinessHeaderDocument', {}, element('ID', {}, `${movement.reference}MANIFEST`))
  return writeCargoXml({ ...root, typeCode: '122' }, envelope, [business, transport, arrival])
}

const cargo = (shipment: Shipment, { equipment, pieces, kilograms }: Loaded): XmlNode =>
  element(
    'AssociatedTransportCargo',
    {},
    element('TypeCode', {}, equipment ? 'ULD' : 'BLK'),
    equipment && unit(equipment),
    element(
      'IncludedMasterConsignment',
      {},
      measure('GrossWeightMeasure', 'KGM', kilograms),
      element('PieceQuantity', {}, String(pieces)),
      element('TotalPieceQuantity', {}, String(shipment.pieces)),
      element('SummaryDescription', {}, shipment.lines[0]?.description ?? null),
      element('TransportSplitDescription', {}, splitCode(shipment)),
      element('TransportContractDocument', {}, element('ID', {}, shipment.id)),
      location('OriginLocation', shipment.from),
      location('FinalDestinationLocation', shipment.to),
    ),
  )

const unit = ({ id, type }: Equipment): XmlNode =>
  element(
    'UtilizedUnitLoadTransportEquipment',
    {},
    element('ID', {}, id.slice(type.length, -2)),
    element('CharacteristicCode', {}, type),
    element('OperatingParty', {}, element('PrimaryID', {}, id.slice(-2))),
  )
