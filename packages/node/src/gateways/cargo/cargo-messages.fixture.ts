import type { Purpose } from '@entente/contracts'
import type { TestNode } from '@entente/testkit'
import { addSignal } from '../../pipeline/case-people.fixture.ts'

/** Invented messages about goods. No person, firm, waybill or flight in them exists. */

interface Waybill {
  awb: string
  goods?: string
  consignor?: string
  consignee?: string
  /** The country of the consignor. */
  from?: string
  pieces?: number
  /** The minute in which the message was prepared. */
  minute?: number
  purpose?: 'Creation' | 'Update' | 'Deletion'
  /** A master with houses. */
  consolidation?: boolean
  issued?: string
  departs?: string
}

const two = (n: number) => String(n).padStart(2, '0')
const head = (prefix: string, id: string, type: string, minute: number, purpose: string) =>
  `<${prefix}:MessageHeaderDocument><ID>${id}</ID><Name>invented</Name><TypeCode>${type}</TypeCode>
  <IssueDateTime>2026-11-24T08:${two(minute)}:00Z</IssueDateTime><PurposeCode>${purpose}</PurposeCode><VersionID>4.00</VersionID>
  <SenderParty><PrimaryID schemeID="C">LUNEAIR</PrimaryID></SenderParty><RecipientParty><PrimaryID schemeID="C">NORLAND</PrimaryID></RecipientParty>
  </${prefix}:MessageHeaderDocument>`
const place = (name: string, code: string) => `<${name}><ID>${code}</ID></${name}>`
const party = (name: string, called: string, country: string) =>
  `<${name}><Name>${called}</Name><PostalStructuredAddress><StreetName>4 Mill Lane</StreetName><CityName>Lune</CityName><CountryID>${country}</CountryID></PostalStructuredAddress></${name}>`

/** An air waybill from IST to OSL that loads on 25 November 2026 at 14:20, unless it states another departure. */
export function xfwb(given: Waybill): Buffer {
  const { awb, goods = 'GARDEN CHAIRS', pieces = 6, minute = 5, purpose = 'Creation' } = given
  const { consignor = 'Acorn Furniture Ltd', consignee = 'Lune Traders AS', issued = '2026-11-24T00:00:00' } = given
  const { departs = '2026-11-25T14:20:00', from = 'TR' } = given
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<w:Waybill xmlns:w="iata:waybill:1" xmlns="iata:datamodel:3">${head('w', `${awb}_${minute}`, given.consolidation === true ? '741' : '740', minute, purpose)}
  <w:BusinessHeaderDocument><ID>${awb}</ID><SignatoryCarrierAuthentication><ActualDateTime>${issued}</ActualDateTime></SignatoryCarrierAuthentication></w:BusinessHeaderDocument>
  <w:MasterConsignment><ID>REF-4</ID>
    <IncludedTareGrossWeightMeasure unitCode="KGM">90</IncludedTareGrossWeightMeasure><TotalPieceQuantity>${pieces}</TotalPieceQuantity>
    ${party('ConsignorParty', consignor, from)}${party('ConsigneeParty', consignee, 'NO')}
    ${place('OriginLocation', 'IST')}${place('FinalDestinationLocation', 'OSL')}
    <SpecifiedLogisticsTransportMovement><ModeCode>4</ModeCode><ID>ZZ0310</ID><SequenceNumeric>1</SequenceNumeric>
      <UsedLogisticsTransportMeans><Name>ZZ</Name></UsedLogisticsTransportMeans>
      <ArrivalEvent><ScheduledOccurrenceDateTime>2026-11-25T18:00:00</ScheduledOccurrenceDateTime>${place('OccurrenceArrivalLocation', 'OSL')}</ArrivalEvent>
      <DepartureEvent><ScheduledOccurrenceDateTime>${departs}</ScheduledOccurrenceDateTime>${place('OccurrenceDepartureLocation', 'IST')}</DepartureEvent>
    </SpecifiedLogisticsTransportMovement>
    <ApplicableRating><TypeCode>F</TypeCode><IncludedMasterConsignmentItem><SequenceNumeric>1</SequenceNumeric><TypeCode>940171</TypeCode>
      <GrossWeightMeasure unitCode="KGM">90</GrossWeightMeasure><PieceQuantity>${pieces}</PieceQuantity>
      <NatureIdentificationTransportCargo><Identification>${goods}</Identification></NatureIdentificationTransportCargo>
    </IncludedMasterConsignmentItem></ApplicableRating>
  </w:MasterConsignment></w:Waybill>`)
}

interface House {
  id: string
  consignee?: string
  goods?: string
}

/** House waybills below a master, of two pieces each. */
export function xfzb(
  awb: string,
  houses: readonly House[],
  minute = 6,
  purpose: 'Creation' | 'Deletion' = 'Creation',
): Buffer {
  const house = ({ id, consignee = 'Lune Traders AS', goods = 'WOODEN CHESS SETS' }: House) =>
    `<IncludedHouseConsignment><ID>${id}</ID><IncludedTareGrossWeightMeasure unitCode="KGM">24.5</IncludedTareGrossWeightMeasure>
      <TotalPieceQuantity>2</TotalPieceQuantity><SummaryDescription>${goods}</SummaryDescription>
      ${party('ConsignorParty', 'Board Games Oy', 'FI')}${party('ConsigneeParty', consignee, 'NO')}
      ${place('OriginLocation', 'IST')}${place('FinalDestinationLocation', 'OSL')}</IncludedHouseConsignment>`
  return Buffer.from(`<?xml version="1.0"?>
<z:HouseWaybill xmlns:z="iata:housewaybill:1" xmlns="iata:datamodel:3">${head('z', `${houses[0]?.id}_${minute}`, '703', minute, purpose)}
  <z:BusinessHeaderDocument><ID>${houses[0]?.id}</ID></z:BusinessHeaderDocument>
  <z:MasterConsignment><IncludedTareGrossWeightMeasure unitCode="KGM">49</IncludedTareGrossWeightMeasure><TotalPieceQuantity>4</TotalPieceQuantity>
    <TransportContractDocument><ID>${awb}</ID></TransportContractDocument>${place('OriginLocation', 'IST')}${place('FinalDestinationLocation', 'OSL')}
    ${houses.map(house).join('\n')}
  </z:MasterConsignment></z:HouseWaybill>`)
}

/** A flight manifest with this many waybills, one on each ULD. */
export function xffm(waybills: readonly string[], flight = 'ZZ88'): Buffer {
  const line = (awb: string) => `<IncludedMasterConsignment><GrossWeightMeasure unitCode="KGM">40</GrossWeightMeasure>
    <TotalPieceQuantity>4</TotalPieceQuantity><SummaryDescription>GARDEN CHAIRS</SummaryDescription><TransportSplitDescription>T</TransportSplitDescription>
    <TransportContractDocument><ID>${awb}</ID></TransportContractDocument>${place('OriginLocation', 'IST')}${place('FinalDestinationLocation', 'OSL')}</IncludedMasterConsignment>`
  const uld = (awb: string, at: number) =>
    `<AssociatedTransportCargo><TypeCode>ULD</TypeCode><UtilizedUnitLoadTransportEquipment><ID>${10_000 + at}</ID><CharacteristicCode>PMC</CharacteristicCode><OperatingParty><PrimaryID>ZZ</PrimaryID></OperatingParty></UtilizedUnitLoadTransportEquipment>${line(awb)}</AssociatedTransportCargo>`
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<m:FlightManifest xmlns:m="iata:flightmanifest:1" xmlns="iata:datamodel:3">${head('m', `${flight}_20261125`, '122', 7, 'Creation')}
  <m:LogisticsTransportMovement><ModeCode>4</ModeCode><ID>${flight}</ID><UsedLogisticsTransportMeans><Name>ZZ</Name></UsedLogisticsTransportMeans>
    <DepartureEvent><DepartureOccurrenceDateTime>2026-11-25T14:20:00</DepartureOccurrenceDateTime>${place('OccurrenceDepartureLocation', 'IST')}</DepartureEvent></m:LogisticsTransportMovement>
  <m:ArrivalEvent><ArrivalOccurrenceDateTime>2026-11-25T18:00:00</ArrivalOccurrenceDateTime>${place('OccurrenceArrivalLocation', 'OSL')}
    ${waybills.map(uld).join('\n')}
  </m:ArrivalEvent></m:FlightManifest>`)
}

/** An air waybill number with its check digit. */
export function awbOf(serial: number): string {
  const first = String(serial).padStart(7, '0')
  return `999-${first}${serial % 7}`
}

const whole = { full: 'Polar Dry Goods Trading', family: null, given: null, script: 'Latn', quality: 'primary' }
/** A signal about a company that may be compared with goods. */
export const watchedCompany = {
  purposes: ['customs-security'] as Purpose[],
  kind: 'organisation' as const,
  value: { names: [whole], type: 'org', countries: [], addresses: [], identifiers: [] },
}

/** Adds the signal about the company, and starts the node anew so that its index has it. */
export async function watchCompany(node: TestNode, clock: () => Date): Promise<void> {
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock }
  await addSignal(core, watchedCompany)
  await node.halt()
  await node.resume()
}
