import { element, writeXml, type XmlNode } from '../../../synthetic/xml-text.ts'
import type { Place } from '../plan/places.ts'
import type { Movement } from '../plan/shipment.ts'
import type { Trader } from '../plan/traders.ts'
import { type Envelope, isoSeconds, recipient } from './envelope.ts'

// IATA Cargo-XML: the root and its direct children have the namespace of the message, all other elements that of the data model.

const purposes = { original: 'Creation', replacement: 'Update', cancellation: 'Deletion' } as const

/** Writes a Cargo-XML document with its header. */
export function writeCargoXml(
  root: { name: string; namespace: string; typeCode: string; title: string; version: string },
  { reference, sender, preparedAt, purpose }: Envelope,
  children: readonly (XmlNode | null)[],
): Uint8Array {
  const header = element(
    'm:MessageHeaderDocument',
    {},
    element('ID', {}, reference),
    element('Name', {}, root.title),
    element('TypeCode', {}, root.typeCode),
    element('IssueDateTime', {}, isoSeconds(preparedAt)),
    element('PurposeCode', {}, purposes[purpose]),
    element('VersionID', {}, root.version),
    element('SenderParty', {}, element('PrimaryID', { schemeID: 'C' }, sender)),
    element('RecipientParty', {}, element('PrimaryID', { schemeID: 'C' }, recipient)),
  )
  const namespaces = { xmlns: 'iata:datamodel:3', 'xmlns:m': root.namespace }
  return new TextEncoder().encode(writeXml(element(`m:${root.name}`, namespaces, header, ...children)))
}

export const measure = (name: string, unitCode: string, value: number): XmlNode =>
  element(name, { unitCode }, String(value))
export const location = (name: string, place: Place): XmlNode => element(name, {}, element('ID', {}, place.code))

export const party = (name: string, trader: Trader): XmlNode =>
  element(
    name,
    {},
    element('Name', {}, trader.name),
    element(
      'PostalStructuredAddress',
      {},
      element('PostcodeCode', {}, trader.postcode),
      element('StreetName', {}, trader.street),
      element('CityName', {}, trader.city),
      element('CountryID', {}, trader.country),
    ),
  )
export const notified = (trader: Trader | null): XmlNode | null =>
  trader && element('AssociatedParty', {}, element('RoleCode', {}, 'NI'), ...party('x', trader).children)

/** The tax numbers of consignor and consignee, as notes for customs. */
export const taxNotes = (consignor: Trader, consignee: Trader): XmlNode[] =>
  [['SHP', consignor] as const, ['CNE', consignee] as const].map(([subject, trader]) =>
    element(
      'IncludedCustomsNote',
      {},
      element('ContentCode', {}, 'T'),
      element('Content', {}, trader.taxId),
      element('SubjectCode', {}, subject),
      element('CountryID', {}, trader.country),
    ),
  )

/** The flight of a waybill or a manifest, with its departure and arrival. */
export const flight = (name: string, { reference, carrier }: Movement, ...events: XmlNode[]): XmlNode =>
  element(
    name,
    {},
    element('ModeCode', {}, '4'),
    element('ID', {}, reference),
    element('SequenceNumeric', {}, '1'),
    element('UsedLogisticsTransportMeans', {}, element('Name', {}, carrier.code)),
    ...events,
  )
