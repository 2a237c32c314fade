import type { CaseRecord, Section, Text, TravellerRecord } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { loadRecord } from './load-record.ts'

/**
 * Builds the record of a traveller for a case: sections for every reader, and the whole record for the travel page of
 * the desk.
 */
export async function caseRecord(tx: Tx, travellerId: string): Promise<CaseRecord> {
  const details = await loadRecord(tx, travellerId)
  const { masked, maskAt, deleteAt } = details
  return { masked, maskAt, deleteAt, sections: sectionsOf(details), details }
}

const label = (name: string, text: string): Text => ({ key: `travel.record.${name}`, values: {}, text })
const column = (name: string, text: string) => ({ id: name, label: label(name, text) })

/** English names of the fields that differ from their identifiers. */
const names: Record<string, string> = {
  given: 'given names',
  middle: 'middle names',
  birthDate: 'date of birth',
  birthPlace: 'place of birth',
  frequentFlyer: 'frequent flyer',
  travellerType: 'type of traveller',
  uniqueReference: 'passenger reference',
  locator: 'record locator',
  otherNationalities: 'other nationalities',
  earlierName: 'earlier name',
  earlierDocument: 'earlier document',
  earlierContact: 'earlier contact',
  earlierAddress: 'earlier address',
  earlierFlight: 'earlier flight',
}

function sectionsOf(record: TravellerRecord): Section[] {
  const fields = record.fields.map((field) => ({
    ...field,
    label: label(`field.${field.field}`, names[field.field] ?? field.field),
  }))
  return [
    { id: 'person', title: label('person', 'Person'), kind: 'fields', fields },
    {
      id: 'documents',
      title: label('documents', 'Documents'),
      kind: 'list',
      columns: [
        column('type', 'Type'),
        column('number', 'Number'),
        column('issuer', 'Issuer'),
        column('expires', 'Expires'),
      ],
      rows: record.documents.map(({ type, number, issuer, expires }) => row(null, [type, number, issuer, expires])),
    },
    {
      id: 'journey',
      title: label('journey', 'Journey'),
      kind: 'list',
      columns: [
        column('flight', 'Flight'),
        column('from', 'From'),
        column('to', 'To'),
        column('departure', 'Departure'),
        column('arrival', 'Arrival'),
      ],
      rows: record.journey.map((leg) =>
        row(null, [
          [leg.carrier, leg.number].filter((part) => part !== null).join(' ') || null,
          leg.from,
          leg.to,
          leg.departure,
          leg.arrival,
        ]),
      ),
    },
    {
      id: 'same-booking',
      title: label('sameBooking', 'People in the same booking'),
      kind: 'list',
      columns: [column('name', 'Name'), column('case', 'Case')],
      rows: record.sameBooking.map((one) =>
        row(one.travellerId, [one.label, one.caseReference], `/records/${one.travellerId}`),
      ),
    },
    {
      id: 'versions',
      title: label('versions', 'Changes'),
      kind: 'timeline',
      entries: record.versions.map(({ at, messageId, text }) => ({
        at,
        text: label('version', text),
        href: `/messages/${messageId}`,
      })),
    },
  ]
}

const row = (id: string | null, cells: (string | null)[], href: string | null = null) => ({ id, href, cells })
