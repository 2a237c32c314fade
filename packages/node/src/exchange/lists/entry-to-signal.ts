import type { Entry, ListTerms, OrganisationValue, PersonValue, SignalDraft } from '@entente/contracts'
import { mayBeMinor } from '../signals/check-signal.ts'

/** Converts a list entry to the value of a signal: a person, or an organisation for every other kind of entry. */
function valueOfEntry(
  entry: Entry,
): { kind: 'person'; value: PersonValue } | { kind: 'organisation'; value: OrganisationValue } {
  const names = entry.names.map((name) => {
    const { full, quality } =
      typeof name === 'string'
        ? { full: name, quality: 'primary' as const }
        : { full: name.name, quality: name.quality }
    return { full, family: null, given: null, script: null, quality }
  })
  const identifiers = (entry.documents ?? []).map((document) => ({
    type: document.type ?? 'other',
    number: document.number,
    issuer: document.country ?? null,
  }))
  if (entry.kind === undefined || entry.kind === 'person') {
    const sex = entry.gender === 'male' ? 'M' : entry.gender === 'female' ? 'F' : entry.gender === 'other' ? 'X' : null
    return {
      kind: 'person',
      value: {
        names,
        birthDates: entry.birthDates ?? [],
        sex,
        nationalities: entry.nationalities ?? [],
        birthPlaces: entry.birthPlaces ?? [],
        identifiers,
      },
    }
  }
  return {
    kind: 'organisation',
    value: { names, type: entry.kind, countries: entry.nationalities ?? [], addresses: [], identifiers },
  }
}

/**
 * Makes the draft of a signal from a list entry. The entry gives the value; the terms of the list give everything else.
 */
export function draftOfEntry(
  entry: Entry,
  list: { id: string; title: string; version: number; terms: ListTerms },
  now: Date,
): SignalDraft {
  const { terms } = list
  const { kind, value } = valueOfEntry(entry)
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()
  const name = entry.names[0]
  return {
    kind,
    value,
    labels: [],
    entity: {
      list: list.title,
      listVersion: String(list.version),
      id: entry.reference ?? entry.id,
      name: typeof name === 'string' ? name : (name?.name ?? ''),
    },
    agreements: terms.agreements,
    recipients: null,
    purposes: terms.purposes,
    lawfulBasis: terms.lawfulBasis,
    tlp: terms.tlp,
    pap: terms.pap,
    confidence: terms.confidence,
    source: { type: 'public', reference: terms.reference, reliability: null, lastVerifiedAt: now.toISOString() },
    action: terms.action,
    necessity: terms.necessity,
    minor: kind === 'person' && value.birthDates.length > 0 ? mayBeMinor(value.birthDates, now) : terms.minor,
    validFrom: now.toISOString(),
    validUntil: inDays(terms.validDays),
    retainUntil: inDays(Math.max(terms.retainDays, terms.validDays)),
    reviewDue: inDays(terms.reviewDays),
  }
}
