import type { RecordField } from '@entente/contracts'
import type { z } from 'zod'
import { type FieldClass, type FieldClasses, isMaskedUnder } from '../../../safeguards/access/field-classes.ts'
import { historyFields } from '../classes/reading-classes.ts'
import { travellerClasses } from '../crossing/traveller-classes.ts'
import type { TravellerState } from '../crossing/traveller-state.ts'

type Field = z.infer<typeof RecordField>

const { fields: classes } = travellerClasses
const ofPerson = classes.person as FieldClasses
/** The class of each shown field: a field of the person has the class from the person; the classes of other shown fields are listed here. */
const classByField: Readonly<Record<string, FieldClass | FieldClasses | undefined>> = {
  ...ofPerson,
  ...{ document: classes.documents, email: classes.contacts, phone: classes.contacts, contacts: classes.contacts },
  ...{ address: classes.addresses, card: classes.payments, payment: classes.payments },
  ...{ earlierName: historyFields.names, earlierDocument: historyFields.documents, earlierFlight: 'kept' },
  ...{ earlierContact: historyFields.contacts, earlierAddress: historyFields.addresses },
  ...{ frequentFlyer: classes.frequentFlyer, seat: classes.seat, tickets: classes.tickets, bags: 'kept' },
  ...{ locator: 'kept', uniqueReference: ofPerson.references },
}
/** Returns whether a shown field of a masked record is masked under its regime. A field without a class is masked. */
function isFieldMasked(field: string, regime: string): boolean {
  const fieldClass = classByField[field]
  return isMaskedUnder(typeof fieldClass === 'string' ? fieldClass : 'masked', regime)
}

/**
 * Lists the traveller's fields in reading order, each with its source. Fields without a value are left out; masked
 * fields are marked.
 */
export function recordFields(value: TravellerState, masked: boolean, regime: string): Field[] {
  const fields: Field[] = []
  const add = (field: string, text: string | null, source = field) => {
    const said = value.sources?.[source]
    if (masked && isFieldMasked(field, regime))
      fields.push({ field, value: null, masked: true, messageId: null, at: null })
    else if (text !== null && text !== '') {
      fields.push({ field, value: text, masked: false, messageId: said?.messageId ?? null, at: said?.at ?? null })
    }
  }
  const { person } = value
  for (const field of [
    'surname',
    'given',
    'middle',
    'title',
    'birthDate',
    'birthPlace',
    'sex',
    'nationality',
  ] as const) {
    add(field, person[field])
  }
  add('otherNationalities', (person.otherNationalities ?? []).join(', '))
  add('residence', person.residence)
  add('employment', joined([person.employment?.category ?? null, person.employment?.employeeId ?? null]))
  if (masked) add('document', null)
  for (const contact of value.contacts) {
    add(
      contact.medium === 'email' ? 'email' : contact.medium === 'phone' ? 'phone' : 'contacts',
      contact.value ?? contact.literal,
      'contacts',
    )
  }
  for (const { line, city, state, postal, country } of value.addresses) {
    add('address', joined([line, postal, city, state, country]), 'addresses')
  }
  for (const { type, vendor, account, expiry, holder } of value.payments) {
    add(type === 'CC' ? 'card' : 'payment', joined([vendor ?? type, account, expiry, holder]), 'payments')
  }
  for (const { carrier, number } of value.frequentFlyer)
    add('frequentFlyer', joined([carrier, number]), 'frequentFlyer')
  for (const field of ['embarkation', 'debarkation', 'clearance', 'travellerType'] as const) add(field, person[field])
  add('seat', value.seat)
  for (const { pieces, weight, unit, tags } of value.bags) {
    const labels = tags.map(({ company, number }) => joined([company, number])).join(', ')
    add(
      'bags',
      joined([pieces === null ? null : `${pieces} pieces`, weight === null ? null : `${weight} ${unit ?? ''}`, labels]),
      'bags',
    )
  }
  if (value.tickets.length > 0) add('tickets', value.tickets.join(', '))
  for (const { locator, carrier } of value.reservations) add('locator', joined([carrier, locator]), 'locator')
  if (value.reservations.length === 0) add('locator', person.references?.recordLocator ?? null, 'recordLocator')
  add('uniqueReference', person.references?.uniqueReference ?? null)
  addHistory(value, add)
  return fields
}

/** Adds the data of the history, named as earlier data. */
function addHistory(
  { history }: TravellerState,
  add: (field: string, text: string | null, source: string) => void,
): void {
  if (history === undefined) return
  for (const { surname, givenLiteral } of history.names)
    add('earlierName', [surname, givenLiteral].filter((part) => part !== null).join(', '), 'history')
  for (const { type, number, issuer } of history.documents)
    add('earlierDocument', joined([type, number, issuer]), 'history')
  for (const { value, literal } of history.contacts) add('earlierContact', value ?? literal, 'history')
  for (const { line, postal, city, state, country } of history.addresses)
    add('earlierAddress', joined([line, postal, city, state, country]), 'history')
  for (const { marketingCarrier, number, from, to, departure } of history.legs)
    add('earlierFlight', joined([marketingCarrier, number, from, to, departure?.replace('T', ' ') ?? null]), 'history')
}

const joined = (parts: readonly (string | null)[]): string =>
  parts
    .filter((part) => part !== null && part !== '')
    .join(' ')
    .trim()
