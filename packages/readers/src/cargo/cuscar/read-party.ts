import type { CargoConsignment, CargoItem, CargoParty } from '@entente/contracts'
import type { Segment } from '../edifact/segment.ts'
import { openParty } from '../message/message-writer.ts'
import { blankParty } from '../model/blank.ts'
import type { Scope } from '../model/scope.ts'
import { roles } from './codes.ts'

/** Reads NAD into a party of a consignment or an item. */
export function readParty(scope: Scope<CargoConsignment> | Scope<CargoItem>, segment: Segment): Scope<CargoParty> {
  const code = segment.text(1)
  const party = openParty(scope, blankParty(roles[code ?? ''] ?? 'other', code))
  party.text('id', segment.sent(2))
  readNameAndStreet(party, segment)
  party.text('city', segment.sent(6))
  party.text('subdivision', segment.sent(7) ?? segment.sent(7, 4))
  party.text('postcode', segment.sent(8))
  party.text('country', segment.sent(9))
  return party
}

/**
 * The name stands in C080 (element 4). Many writers put name and address as one text into C058 (element 3) instead, and
 * others the street, beside a name in C080.
 */
function readNameAndStreet(party: Scope<CargoParty>, segment: Segment): void {
  const structured = segment.joined(4, 5)
  const unstructured = segment.joined(3)
  const street = segment.joined(5)
  party.text('street', street)
  if (structured !== undefined) {
    party.text('name', structured)
    if (street === undefined) party.text('street', unstructured)
  } else if (unstructured !== undefined) {
    party.text('name', unstructured)
    const message = 'name and address may stand in one text'
    party.report('PARTY_NAME_UNSTRUCTURED', 'name', { message, sent: unstructured })
  }
}

/** Reads CTA (the person or department) or COM (number and its kind) below NAD. */
export function readContact(party: Scope<CargoParty>, segment: Segment, isPerson: boolean): void {
  const sent = isPerson ? (segment.sent(2, 2) ?? segment.sent(2)) : segment.sent(1)
  if (sent === undefined) return
  const { contacts } = party.owner
  party.note(`contacts/${contacts.length}/value`, sent)
  contacts.push({ type: isPerson ? 'CP' : (segment.text(1, 2) ?? 'TE'), value: sent.text.trim() })
}
