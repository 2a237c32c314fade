import type { Person } from '@entente/contracts'
import { findByRef } from '../pnrgov/find-person.ts'
import { contactOf } from '../pnrgov/read-contact.ts'
import { readInfantText } from '../pnrgov/read-infant.ts'
import { SEAT_SERVICES, seatOf } from '../pnrgov/read-seats.ts'
import type { ReservationDraft } from '../pnrgov/reservation-draft.ts'
import { announcedKind } from '../pnrgov/ssr-contact.ts'
import { withoutNameTail } from '../pnrgov/ssr-text.ts'
import { hasLayout, sensitiveService } from '../sensitive/categorise.ts'
import { endOfTag, isFreeTextElement, sensitiveTextRanges } from '../sensitive/xml-text.ts'
import { attribute, textOf, type XmlElement } from './element.ts'
import type { PushContext } from './push-context.ts'
import { readDocuments, readDocumentText } from './read-documents.ts'

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
    report(context, draft, service, service.from, category)
    return
  }
  const { serviceCounts } = draft.reservation
  serviceCounts[code] = (Object.hasOwn(serviceCounts, code) ? (serviceCounts[code] ?? 0) : 0) + 1
  if (service.name === 'doc_ssr') {
    readDocuments(context, draft, service, holder)
    return
  }
  const text = textOf(service, 'text')
  // Nothing of a text with a sensitive sentence is used: the rest would say what was taken out.
  if (!hasLayout(code) && removeSensitiveTexts(context, draft, service)) return
  if (text === null) return
  const ref = attribute(service, 'rph')
  const travellerRef = holder?.ref ?? (ref === null ? null : refIn(draft, ref))
  if (code === 'DOCS' || code === 'DOCO') readDocumentText(context, draft, service, holder)
  else if (code === 'INFT') readInfantText(context, draft, context.referenceDate(), text, context.place(service))
  else if (SEAT_SERVICES.has(code)) readSeat(draft, service, code, text, travellerRef)
  else if (announcedKind(code) !== null) readContact(context, draft, service, announcedKind(code), text, travellerRef)
}

const refIn = (draft: ReservationDraft, ref: string) => findByRef(draft.reservation.people, ref)?.ref ?? ref

/** Counts and reports the sensitive sentences of the free texts in an element. True: there are some. */
export function removeSensitiveTexts(context: PushContext, draft: ReservationDraft, element: XmlElement): boolean {
  let found = false
  if (isFreeTextElement(element.name)) {
    const document = context.decoded.text
    const from = endOfTag(document, element.from)
    const to = document.lastIndexOf('</', element.to - 1)
    for (const part of from < to ? sensitiveTextRanges(document, from, to) : []) {
      report(context, draft, element, part.from, 'free-text')
      found = true
    }
    return found
  }
  for (const inner of element.children) if (removeSensitiveTexts(context, draft, inner)) found = true
  return found
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
