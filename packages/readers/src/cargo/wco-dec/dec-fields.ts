import type {
  CargoConsignment,
  CargoConveyance,
  CargoDeclared,
  CargoHeader,
  CargoItem,
  CargoPackaging,
  CargoParty,
} from '@entente/contracts'
import { codeTable } from '../model/code-table.ts'
import type { FieldRow } from '../xml/fill-fields.ts'

// The field map of the WCO Data Model 3.6 declaration (DEC). Paths begin below Declaration.

export const headerFields: readonly FieldRow<CargoHeader>[] = [
  ['text', 'reference', 'FunctionalReferenceID'],
  ['text', 'lrn', 'FunctionalReferenceID'],
  ['text', 'mrn', 'ID'],
  ['text', 'typeCode', 'TypeCode'],
  ['text', 'functionCode', 'FunctionCode'],
]

export const declaredFields: readonly FieldRow<CargoDeclared>[] = [
  ['count', 'items', 'GoodsItemQuantity'],
  ['count', 'packages', 'TotalPackageQuantity'],
]

export const conveyanceFields: readonly FieldRow<CargoConveyance>[] = [
  ['text', 'reference', 'BorderTransportMeans', 'JourneyID'],
  ['text', 'id', 'BorderTransportMeans', 'ID'],
  ['text', 'idType', 'BorderTransportMeans', 'IdentificationTypeCode'],
  ['text', 'name', 'BorderTransportMeans', 'Name'],
  ['text', 'nationality', 'BorderTransportMeans', 'RegistrationNationalityCode'],
  ['text', 'carrier', 'Consignment', 'Carrier', 'ID'],
  ['text', 'entryOffice', 'EntryOffice', 'ID'],
  ['text', 'exitOffice', 'ExitOffice', 'ID'],
]

/** The field that an identity of this type also gives (EU code list 219). */
export const identityFields = codeTable<'name' | 'registration' | 'reference'>({
  '11': 'name',
  '20': 'registration',
  '30': 'registration',
  '31': 'registration',
  '40': 'reference',
  '41': 'registration',
  '81': 'name',
})
/** The identity is a ship number of the IMO. */
export const imoIdentity = '10'

export const consignmentFields: readonly FieldRow<CargoConsignment>[] = [
  ['text', 'exportCountry', 'GoodsShipment', 'ExportCountry', 'ID'],
  ['text', 'destinationCountry', 'GoodsShipment', 'Destination', 'CountryCode'],
  ['text', 'portOfLoading', 'GoodsShipment', 'Consignment', 'LoadingLocation', 'ID'],
  ['text', 'portOfDischarge', 'GoodsShipment', 'Consignment', 'UnloadingLocation', 'ID'],
  ['list', 'routeCountries', 'Consignment', 'Itinerary', 'RoutingCountryCode'],
]

export const itemFields: readonly FieldRow<CargoItem>[] = [
  ['count', 'seq', 'SequenceNumeric'],
  ['text', 'description', 'Commodity', 'Description'],
  ['text', 'originCountry', 'Origin', 'CountryCode'],
  ['list', 'unNumbers', 'Commodity', 'DangerousGoods', 'UNDGID'],
]

export const packagingFields: readonly FieldRow<CargoPackaging>[] = [
  ['text', 'kind', 'TypeCode'],
  ['count', 'number', 'QuantityQuantity'],
  ['text', 'marks', 'MarksNumbersID'],
]

export const partyFields: readonly FieldRow<CargoParty>[] = [
  ['text', 'id', 'ID'],
  ['text', 'name', 'Name'],
  ['text', 'city', 'Address', 'CityName'],
  ['text', 'subdivision', 'Address', 'CountrySubDivisionName'],
  ['text', 'subdivision', 'Address', 'CountrySubDivisionCode'],
  ['text', 'country', 'Address', 'CountryCode'],
  ['text', 'postcode', 'Address', 'PostcodeID'],
]

type PartyPath = readonly [role: CargoParty['role'], ...path: string[]]

export const partyPaths: readonly PartyPath[] = [
  ['exporter', 'Exporter'],
  ['declarant', 'Declarant'],
  ['agent', 'Agent'],
  ['carrier', 'Consignment', 'Carrier'],
  ['exporter', 'GoodsShipment', 'Exporter'],
  ['importer', 'GoodsShipment', 'Importer'],
  ['consignor', 'GoodsShipment', 'Consignor'],
  ['consignee', 'GoodsShipment', 'Consignee'],
  ['notify', 'GoodsShipment', 'NotifyParty'],
  ['buyer', 'GoodsShipment', 'Buyer'],
  ['seller', 'GoodsShipment', 'Seller'],
  ['consignor', 'GoodsShipment', 'Consignment', 'Consignor'],
  ['consignee', 'GoodsShipment', 'Consignment', 'Consignee'],
  ['carrier', 'GoodsShipment', 'Consignment', 'Carrier'],
]

export const itemPartyPaths: readonly PartyPath[] = [
  ['consignor', 'Consignor'],
  ['consignee', 'Consignee'],
  ['notify', 'NotifyParty'],
  ['buyer', 'Buyer'],
  ['seller', 'Seller'],
]

/** Where documents of the whole declaration stand. Those of an item stand below it. */
export const documentPaths: readonly (readonly string[])[] = [
  ['PreviousDocument'],
  ['GoodsShipment', 'PreviousDocument'],
  ['GoodsShipment', 'TransportContractDocument'],
  ['GoodsShipment', 'Consignment', 'TransportContractDocument'],
  ['Consignment', 'TransportContractDocument'],
]
export const itemDocumentPaths: readonly (readonly string[])[] = [['PreviousDocument'], ['TransportContractDocument']]

export const equipmentPaths: readonly (readonly string[])[] = [
  ['GoodsShipment', 'Consignment', 'TransportEquipment'],
  ['Consignment', 'TransportEquipment'],
]

/**
 * Types of a classification that holds the commodity code, the most complete first: combined nomenclature, Harmonized
 * System, none stated, TARIC. All others are national additions.
 */
export const commodityCodeTypes: readonly (string | null)[] = ['TSP', 'HS', null, 'TRC']
