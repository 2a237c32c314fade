import type { Contact, Person } from '@entente/contracts'
import { contactOf } from '../pnrgov/read-contact.ts'
import { withOneMore } from '../records/new-person.ts'
import type { PaxlstState } from './paxlst-state.ts'
import { spelledMail } from './read-header.ts'

/** The media of the codes of COM (UN/EDIFACT 3155). */
const MEDIA = new Map<string, Contact['medium']>([
  ['TE', 'phone'],
  ['AL', 'phone'],
  ['FX', 'fax'],
  ['EM', 'email'],
])

/**
 * Reads a COM of a person: a telephone number, a fax number or a mail address in each element. The value decides whether
 * it is a number or an address; a code that contradicts it is reported. Any other text is a contact whose `value` is null.
 */
export function readPersonContacts(state: PaxlstState, person: Person): void {
  const { context } = state
  const { cursor } = context
  for (let element = 1; element <= cursor.elements; element++) {
    // Some senders write all contacts into one element.
    for (let component = 1; component <= cursor.componentCount(element); component += 2) {
      const literal = cursor.text(element, component)
      const kind = cursor.text(element, component + 1)
      if (literal === null) continue
      const at = `${state.personPointer()}/contacts/${person.contacts.length}`
      const contact = personContact(literal, kind)
      person.contacts = withOneMore(person.contacts, contact)
      const stated = kind === null ? undefined : MEDIA.get(kind.toUpperCase())
      if (contact.value === null) {
        context.report('CONTACT_UNREADABLE', 'neither a number nor a mail address', element, component, at)
      } else if (stated !== undefined && (stated === 'email') !== (contact.medium === 'email')) {
        context.report('FIELD_DISPLACED', `the code ${kind} contradicts the value`, element, component, at)
      }
      if (component > 1)
        context.report('SEPARATOR_UNESCAPED', 'a further contact in one element', element, component, at)
    }
  }
}

function personContact(literal: string, kind: string | null): Contact {
  const stated = kind === null ? undefined : MEDIA.get(kind.toUpperCase())
  const read = contactOf(null, spelledMail(literal), literal, null)
  if (read.medium === 'email') return { ...read, kind }
  if (read.medium === 'phone' && stated === 'fax') return { ...read, medium: 'fax', kind }
  return { ...read, medium: read.value === null ? (stated ?? 'other') : read.medium, kind }
}

/**
 * Reads EMP of a person. Its category is the function of a crew member (`CR1` to `CR5`, PAXLST Implementation Guide);
 * every other code or text is kept together as the id of the employee.
 */
export function readEmployment(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  const words: string[] = []
  let category: string | null = null
  for (let element = 2; element <= cursor.elements; element++) {
    for (let component = 1; component <= cursor.componentCount(element); component++) {
      // The second and third component name the code list and its agency.
      const word = component === 2 || component === 3 ? null : cursor.text(element, component)
      if (word === null) continue
      if (category === null && /^CR\d$/i.test(word)) category = word.toUpperCase()
      else words.push(word)
    }
  }
  if (category === null && words.length === 0) return
  const known = person.employment
  const id = [...(known?.employeeId == null ? [] : [known.employeeId]), ...words].join(' ')
  person.employment = { category: known?.category ?? category, employeeId: id === '' ? null : id }
}
