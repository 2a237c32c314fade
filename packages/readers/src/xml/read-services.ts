import type { Person } from '@entente/contracts'
import { isoDate } from '../derive/calendar.ts'
import { hasCentury, resolveBirthDate, statedWithMonthName } from '../derive/stated-date.ts'
import { findByRef } from '../pnrgov/find-person.ts'
import { contactOf } from '../pnrgov/read-contact.ts'
import { SEAT_SERVICES, seatOf } from '../pnrgov/read-seats.ts'
import type { ReservationDraft } from '../pnrgov/reservation-draft.ts'
import { announcedKind } from '../pnrgov/ssr-contact.ts'
import { splitSsrText, withoutNameTail } from '../pnrgov/ssr-text.ts'
import { sensitiveSentences, sensitiveService } from '../sensitive/categorise.ts'
import { attribute, textOf, type XmlElement } from './element.ts'
import type { PushContext } from './push-context.ts'
import { readDocuments, readDocumentText } from './read-documents.ts'

/** Services whose text has a layout of its own: nothing but names, numbers and dates stands there. */
const structured = new Set(['DOCS', 'DOCO', 'DOCA', 'INFT', 'FQTV', 'FOID', 'TKNE', ...SEAT_SERVICES])

/** SSR and DOC_SSR: removed where they say something about religion or health, else counted and read (travel.md 3.6, 3.10). */
export function readService(
  context: PushContext,
  draft: ReservationDraft,
  service: XmlElement,
  holder: Person | null,
): void {
  const code = attribute(service, 'ssr_code')?.toUpperCase() ?? null
  if (code === null) {
    const at = `${draft.pointer}/serviceCounts`
    context.reportAt('FUNCTION_MISSING', 'the service does not say which', context.place(service), null, at)
    return
  }
  const category = sensitiveService(code)
  if (category !== null) {
    remove(context, draft, service, category)
    return
  }
  const { serviceCounts } = draft.reservation
  serviceCounts[code] = (Object.hasOwn(serviceCounts, code) ? (serviceCounts[code] ?? 0) : 0) + 1
  if (service.name === 'doc_ssr') {
    readDocuments(context, draft, service, holder)
    return
  }
  const text = textOf(service, 'text')
  if (text !== null && !structured.has(code) && sensitiveSentences(text) !== null) {
    remove(context, draft, service, 'free-text')
    return
  }
  if (text === null) return
  const ref = attribute(service, 'rph')
  const travellerRef = holder?.ref ?? (ref === null ? null : refIn(draft, ref))
  if (code === 'DOCS' || code === 'DOCO') readDocumentText(context, draft, service, holder)
  else if (code === 'INFT') readInfant(context, draft, service, text)
  else if (SEAT_SERVICES.has(code)) readSeat(draft, service, code, text, travellerRef)
  else if (announcedKind(code) !== null) readContact(context, draft, service, announcedKind(code), text, travellerRef)
}

const refIn = (draft: ReservationDraft, ref: string) => findByRef(draft.reservation.people, ref)?.ref ?? ref

function remove(context: PushContext, draft: ReservationDraft, service: XmlElement, category: string): void {
  context.sensitiveRemoved++
  context.reportAt('SENSITIVE_REMOVED', `removed: ${category}`, context.place(service), null, draft.pointer)
}

function readSeat(
  draft: ReservationDraft,
  service: XmlElement,
  code: string,
  text: string,
  travellerRef: string | null,
): void {
  const seat = /^\d{1,3}[A-Z]$/.test(text) ? seatOf(text) : null
  if (seat === null) return
  const from = attribute(service, 'boardpoint')
  const to = attribute(service, 'offpoint')
  draft.reservation.seats.push({ from, to, seat, cabin: null, travellerRef, source: `SSR ${code}` })
}

function readContact(
  context: PushContext,
  draft: ReservationDraft,
  service: XmlElement,
  kind: string | null,
  literal: string,
  travellerRef: string | null,
): void {
  const { contacts } = draft.reservation
  const contact = contactOf(kind, withoutNameTail(literal).text, literal, travellerRef)
  if (contact.value === null) {
    const at = `${draft.pointer}/contacts/${contacts.length}`
    context.reportAt('CONTACT_UNREADABLE', 'neither a number nor a mail address', context.place(service), literal, at)
  }
  contacts.push(contact)
}

/** SSR INFT with the text of the other syntax: `SURNAME/GIVEN DDMMMYY` of an infant that may have no Passenger element. */
function readInfant(context: PushContext, draft: ReservationDraft, service: XmlElement, literal: string): void {
  const { text } = withoutNameTail(literal)
  const date = /[ /](\d{1,2}[A-Za-z]{3}\d{2}(?:\d{2})?)$/.exec(text)
  const [surname, given] = splitSsrText(date ? text.slice(0, date.index) : text).fields
  if (!surname && !given) return
  const stated = date ? statedWithMonthName(date[1] as string) : Number.NaN
  const choice = resolveBirthDate(stated, context.referenceDate())
  const place = context.place(service)
  if (date && choice.date === 0) {
    context.reportAt('DATE_INVALID', 'birth date of an infant', place, date[1] as string, `${draft.pointer}/people`)
  }
  draft.infants.push({
    surname: surname ?? null,
    given: given ?? null,
    birthDate: choice.date === 0 ? null : isoDate(choice.date),
    birthLiteral: choice.date === 0 || hasCentury(stated) ? null : (date?.[1] ?? null),
    literal,
    place,
  })
}
