import { element } from '../../../synthetic/xml-text.ts'
import type { Contract, Shipment } from '../plan/shipment.ts'
import { location, measure, notified, party, taxNotes, writeCargoXml } from './cargo-xml.ts'
import { type Envelope, isoSeconds } from './envelope.ts'
import { item } from './xfwb.ts'

/** Writes a house waybill as Cargo-XML XFZB 3.00. */
export function writeXfzb(envelope: Envelope, master: Shipment, house: Contract): Uint8Array {
  const root = { name: 'HouseWaybill', namespace: 'iata:housewaybill:1', title: 'House Waybill', version: '3.00' }
  const business = element(
    'm:BusinessHeaderDocument',
    {},
    element('ID', {}, house.id),
    element(
      'SignatoryCarrierAuthentication',
      {},
      element('ActualDateTime', {}, isoSeconds(house.issuedAt)),
      element('Signatory', {}, master.agent.name),
    ),
  )
  const consignment = element(
    'm:MasterConsignment',
    {},
    measure('IncludedTareGrossWeightMeasure', 'KGM', master.kilograms),
    element('TotalPieceQuantity', {}, String(master.pieces)),
    element('TransportContractDocument', {}, element('ID', {}, master.id)),
    location('OriginLocation', master.from),
    location('FinalDestinationLocation', master.to),
    element(
      'IncludedHouseConsignment',
      {},
      element('ID', {}, house.id),
      element('NilCarriageValueIndicator', {}, 'true'),
      element('DeclaredValueForCustomsAmount', { currencyID: 'EUR' }, String(house.value)),
      measure('IncludedTareGrossWeightMeasure', 'KGM', house.kilograms),
      measure('GrossVolumeMeasure', 'MTQ', house.cubicMetres),
      element('PackageQuantity', {}, String(house.packages)),
      element('TotalPieceQuantity', {}, String(house.pieces)),
      element('SummaryDescription', {}, house.lines.map(({ description }) => description).join('; ')),
      party('ConsignorParty', house.consignor),
      party('ConsigneeParty', house.consignee),
      notified(house.notify),
      location('OriginLocation', house.from),
      location('FinalDestinationLocation', house.to),
      ...taxNotes(house.consignor, house.consignee),
      ...house.lines.map((line, at) => item('IncludedHouseConsignmentItem', line, at)),
    ),
  )
  return writeCargoXml({ ...root, typeCode: '703' }, envelope, [business, consignment])
}
