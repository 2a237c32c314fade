import { element, writeXml, type XmlNode } from '../../../synthetic/xml-text.ts'
import type { Contract, GoodsLine, Movement } from '../plan/shipment.ts'
import type { Trader } from '../plan/traders.ts'
import type { Envelope } from './envelope.ts'

const leaf = (name: string, value: string | number, attributes: Record<string, string> = {}): XmlNode =>
  element(name, attributes, String(value))
const functions = { original: 9, replacement: 5, cancellation: 1 } as const

/** Writes the declaration of one consignment note as DEC of the WCO Data Model 3.6. */
export function writeWcoDec(envelope: Envelope, movement: Movement, contract: Contract): Uint8Array {
  const declaration = element(
    'Declaration',
    { xmlns: 'urn:wco:datamodel:WCO:DEC-DMS:2' },
    leaf('FunctionCode', functions[envelope.purpose]),
    leaf('FunctionalReferenceID', envelope.reference),
    leaf('TypeCode', 'IMA'),
    leaf('GoodsItemQuantity', contract.lines.length),
    leaf('TotalPackageQuantity', contract.pieces),
    element(
      'BorderTransportMeans',
      {},
      leaf('ID', movement.reference),
      leaf('IdentificationTypeCode', 30),
      leaf('RegistrationNationalityCode', movement.from.country),
      leaf('ModeCode', 3),
    ),
    element('Consignment', {}, element('Carrier', {}, leaf('ID', `${movement.to.country}900000003`))),
    element('Declarant', {}, leaf('ID', `${movement.to.country}900000004`)),
    party('Exporter', contract.consignor),
    element(
      'GoodsShipment',
      {},
      party('Consignee', contract.consignee),
      party('Consignor', contract.consignor),
      element('Destination', {}, leaf('CountryCode', movement.to.country)),
      element('ExportCountry', {}, leaf('ID', movement.from.country)),
      element('TransportContractDocument', {}, leaf('ID', contract.id), leaf('TypeCode', '730')),
      ...contract.lines.map(goodsItem),
    ),
  )
  const root = element(
    'md:MetaData',
    { 'xmlns:md': 'urn:wco:datamodel:WCO:DocumentMetaData-DMS:2' },
    leaf('md:WCODataModelVersionCode', '3.6'),
    leaf('md:WCOTypeName', 'DEC'),
    declaration,
  )
  return new TextEncoder().encode(writeXml(root))
}

const party = (name: string, trader: Trader): XmlNode =>
  element(
    name,
    {},
    leaf('Name', trader.name),
    leaf('ID', trader.taxId),
    element(
      'Address',
      {},
      leaf('CityName', trader.city),
      leaf('CountryCode', trader.country),
      leaf('Line', trader.street),
      leaf('PostcodeID', trader.postcode),
    ),
  )

const goodsItem = (line: GoodsLine, at: number): XmlNode =>
  element(
    'GovernmentAgencyGoodsItem',
    {},
    leaf('SequenceNumeric', at + 1),
    leaf('StatisticalValueAmount', line.value, { currencyID: 'EUR' }),
    element(
      'Commodity',
      {},
      leaf('Description', line.description),
      element('Classification', {}, leaf('ID', line.hs), leaf('IdentificationTypeCode', 'TSP')),
      line.goods.un ? element('DangerousGoods', {}, leaf('UNDGID', line.goods.un)) : null,
      element('GoodsMeasure', {}, leaf('GrossMassMeasure', line.kilograms, { unitCode: 'KGM' })),
    ),
    element('Origin', {}, leaf('CountryCode', line.originCountry)),
    element(
      'Packaging',
      {},
      leaf('SequenceNumeric', 1),
      leaf('MarksNumbersID', 'N/M'),
      leaf('QuantityQuantity', line.pieces),
      leaf('TypeCode', line.goods.packaging),
    ),
  )
