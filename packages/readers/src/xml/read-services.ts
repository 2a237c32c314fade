import type { Person } from '@entente/contracts'
import { findByRef } from '../pnrgov/find-person.ts'
import { announcedContact, contactOf } from '../pnrgov/read-contact.ts'
import { readInfantText } from '../pnrgov/read-infant.ts'
import { SEAT_SERVICES, seatOf } from '../pnrgov/read-seats.ts'
import type { ReservationDraft } from '../pnrgov/reservation-draft.ts'
import { announcedKind } from '../pnrgov/ssr-contact.ts'
import { withoutNameTail } from '../pnrgov/ssr-text.ts'
import { hasLayout, sensitiveService } from '../sensitive/categorise.ts'
import { MASK } from '../sensitive/mask.ts'
import { attribute, child, childrenOf, textOf, type XmlElement } from './element.ts'
import { containsElementsOnly, endOfTag, isFreeTextElement, sensitiveTextRanges, withoutMarkup } from './free-text.ts'
import type { PushContext } from './push-context.ts'
import { readDocuments, readDocumentText } from './read-documents.ts'
import { serviceCode } from './service-code.ts'

/**
 * Reads SSR and DOC_SSR. Sensitive services (religion, health) are removed and reported; all other services are counted
 * and read.
 */
export function readService(
  context: PushContext,
  draft: ReservationDraft,
  service: XmlElement,
  holder: Person | null,
): void {
  const code = serviceCode(service)
  if (code === null) {
    const at = `${draft.pointer}/serviceCounts`
    context.reportAt('FUNCTION_MISSING', 'the service does not say which', context.place(service), null, at)
    return
  }
  const category = sensitiveService(code)
  if (category !== null) {
    report(context, draft, service, service.from, category)
    return
  }
  const { serviceCounts } = draft.reservation
  serviceCounts[code] = (Object.hasOwn(serviceCounts, code) ? (serviceCounts[code] ?? 0) : 0) + 1
  if (service.name === 'doc_ssr') {
    readDocuments(context, draft, service, holder)
    return
  }
  if (!hasLayout(code)) removeSensitiveTexts(context, draft, service)
  const text = hasLayout(code) ? textOf(service, 'text') : harmlessText(context, service)
  if (text === null) return
  const ref = attribute(service, 'rph')
  const travellerRef = holder?.ref ?? (ref === null ? null : refIn(draft, ref))
  if (code === 'DOCS' || code === 'DOCO') readDocumentText(context, draft, service, holder)
  else if (code === 'INFT') readInfantText(context, draft, context, text, context.place(service))
  else if (SEAT_SERVICES.has(code)) readSeat(draft, service, code, text, travellerRef)
  else if (announcedKind(code) !== null) readContact(context, draft, service, announcedKind(code), text, travellerRef)
}

const refIn = (draft: ReservationDraft, ref: string) => findByRef(draft.reservation.people, ref)?.ref ?? ref

/** Reads OSI: a text that may announce a contact of the travellers to which it refers, or of the traveller that contains it. */
export function readOtherService(
  context: PushContext,
  draft: ReservationDraft,
  osi: XmlElement,
  holder: Person | null,
): void {
  const text =
    isFreeTextElement(osi.name) && !containsElements(context, osi)
      ? maskedText(context, osi)
      : harmlessText(context, osi)
  const announced = text === null ? null : announcedContact(text)
  if (announced === null) return
  const refs = childrenOf(osi, 'travelerrefnumber').flatMap((traveller) => attribute(traveller, 'rph') ?? [])
  const owners = refs.length > 0 ? refs.map((ref) => refIn(draft, ref)) : [holder?.ref ?? null]
  for (const ref of owners) readContact(context, draft, osi, announced.kind, announced.rest, ref, text as string)
}

/** Counts and reports the sensitive services in a part of the reservation that is not read, such as its history. */
export function removeServices(context: PushContext, draft: ReservationDraft, service: XmlElement): void {
  const code = serviceCode(service)
  const category = code === null ? null : sensitiveService(code)
  if (category !== null) report(context, draft, service, service.from, category)
  else if (code === null || !hasLayout(code)) removeSensitiveTexts(context, draft, service)
}

/**
 * Counts and reports the sensitive sentences of the free texts in an element; inside a free text every element is
 * searched.
 */
export function removeSensitiveTexts(
  context: PushContext,
  draft: ReservationDraft,
  element: XmlElement,
  inText = false,
): void {
  const isText = inText || isFreeTextElement(element.name)
  if (isText && !containsElements(context, element)) {
    for (const part of sensitiveIn(context, element)) report(context, draft, element, part.from, 'free-text')
  } else for (const inner of element.children) removeSensitiveTexts(context, draft, inner, isText)
}

/** Tests whether a free text consists of child elements. */
function containsElements(context: PushContext, element: XmlElement): boolean {
  const { from, to } = contentOf(context, element)
  return containsElementsOnly(context.decoded.text, from, to)
}

/** Returns the range of the content of an element; `to` is below `from` if the element is empty. */
function contentOf(context: PushContext, element: XmlElement): { from: number; to: number } {
  const document = context.decoded.text
  return { from: endOfTag(document, element.from), to: document.lastIndexOf('</', element.to - 1) }
}

function sensitiveIn(context: PushContext, element: XmlElement): { from: number; to: number }[] {
  const { from, to } = contentOf(context, element)
  return from < to ? sensitiveTextRanges(context.decoded.text, from, to) : []
}

/** Returns the text of the child element Text as it is in the redacted copy. */
function harmlessText(context: PushContext, element: XmlElement): string | null {
  const text = child(element, 'text')
  return text === undefined || textOf(element, 'text') === null ? null : maskedText(context, text)
}

function maskedText(context: PushContext, element: XmlElement): string {
  const parts = sensitiveIn(context, element)
  if (parts.length === 0) return element.text
  const document = context.decoded.text
  const content = contentOf(context, element)
  let text = ''
  let at = content.from
  for (const { from, to } of parts) {
    text += document.slice(at, from) + String.fromCharCode(MASK).repeat(to - from)
    at = to
  }
  return withoutMarkup(text + document.slice(at, content.to)).trim()
}

function report(context: PushContext, draft: ReservationDraft, element: XmlElement, from: number, what: string): void {
  context.sensitiveRemoved++
  const place = { ...context.place(element), byte: context.decoded.byteAt(from) }
  context.reportAt('SENSITIVE_REMOVED', `removed: ${what}`, place, null, draft.pointer)
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
  text: string,
  travellerRef: string | null,
  literal = text,
): void {
  const { contacts } = draft.reservation
  const contact = contactOf(kind, withoutNameTail(text).text, literal, travellerRef)
  if (contact.value === null) {
    const at = `${draft.pointer}/contacts/${contacts.length}`
    context.reportAt('CONTACT_UNREADABLE', 'neither a number nor a mail address', context.place(service), literal, at)
  }
  contacts.push(contact)
}
