import type { RecordField } from '@entente/contracts'
import type { z } from 'zod'
import { type FieldClass, type FieldClasses, isMaskedUnder } from '../../../safeguards/access/field-classes.ts'
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
    'residence',
  ] as const) {
    add(field, person[field])
  }
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
  return fields
}

const joined = (parts: readonly (string | null)[]): string =>
  parts
    .filter((part) => part !== null && part !== '')
    .join(' ')
    .trim()
