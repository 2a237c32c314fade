import { classesOf } from '../../../safeguards/access/field-classes.ts'
import { bagFields, historyFields, legFields, personFields } from '../classes/reading-classes.ts'
import type { TravellerState } from './traveller-state.ts'

const {
  ref: _ref,
  type: _type,
  seat: _seat,
  tickets: _tickets,
  bags: _bags,
  documents: _,
  derived: _derived,
  contacts: _contacts,
  addresses: _addresses,
  ...facts
} = personFields

export const travellerClasses = classesOf<TravellerState>()('traveller', {
  ...{ label: 'names', documents: 'api', contacts: 'contact', addresses: 'address', payments: 'payment' },
  frequentFlyer: 'frequent-flyer',
  ...{ role: 'kept', seat: 'kept', tickets: 'kept' },
  person: facts,
  bags: bagFields,
  legs: legFields,
  history: historyFields,
  reservations: {
    groupName: 'names',
    ...{ versionId: 'kept', locator: 'kept', carrier: 'kept', created: 'kept', cancelled: 'kept' },
    ...{ peopleCount: 'kept', namesakes: 'kept' },
  },
  // The source of a masked field would reveal that the field had a value.
  sources: 'masked',
  said: { messageId: 'kept', at: 'kept', source: 'kept' },
})

export const travellerVersionClasses = classesOf<{ changes: unknown[] }>()('traveller_version', { changes: 'masked' })
