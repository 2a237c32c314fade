import {
  type Entry,
  type IdentityDocument,
  OrganisationValue,
  PersonValue,
  type Signal,
  TravelDocumentValue,
} from '@entente/contracts'
import type { MatchTerms } from './may-match.ts'

/** The kinds of signals that describe a person, an organisation or a vessel. The match index contains these. */
export const identityKinds = ['person', 'organisation', 'travel-document'] as const
export type IdentityKind = (typeof identityKinds)[number]

/** A signal in the match index: its compared value, and the terms that decide whether it may be compared. */
export interface IndexedSignal {
  id: string
  version: number
  kind: IdentityKind
  entry: Entry
  /** The source as the desk names it: the list of the signal, else its owner. */
  source: string
  /** The version of its list; null if it is in none. */
  listVersion: string | null
  tlp: Signal['tlp']
  /** The terms that decide whether the signal may match, and for which purposes. */
  terms: MatchTerms
  /** Identifies the write of its row that was read; another write means it must be read again. Null outside an index. */
  writing: string | null
}

const genders = { F: 'female', M: 'male', X: 'other' } as const
const quality = (name: { full: string; quality: string }) =>
  ({ name: name.full, quality: name.quality }) as Exclude<Entry['names'][number], string>

/** Returns null for a signal that no party can be compared with: another kind, withdrawn, or a value that does not fit its kind. */
export function indexedSignal(signal: Signal, terms: MatchTerms, writing: string | null = null): IndexedSignal | null {
  if (signal.status !== 'active' || signal.value === null) return null
  const entry = entryOf(signal)
  if (entry === null) return null
  return {
    id: signal.id,
    version: signal.version,
    kind: signal.kind as IndexedSignal['kind'],
    entry,
    source: signal.entity?.list || signal.owner,
    listVersion: signal.entity?.listVersion ?? null,
    tlp: signal.tlp,
    terms,
    writing,
  }
}

function entryOf(signal: Signal): Entry | null {
  if (signal.kind === 'person') return personEntry(signal)
  if (signal.kind === 'organisation') return organisationEntry(signal)
  return signal.kind === 'travel-document' ? documentEntry(signal) : null
}

function personEntry(signal: Signal): Entry | null {
  const parsed = PersonValue.safeParse(signal.value)
  if (!parsed.success) return null
  const { names, birthDates, sex, nationalities, birthPlaces, identifiers } = parsed.data
  const first = names.find((name) => name.family !== null || name.given !== null)
  return {
    id: signal.id,
    kind: 'person',
    names: names.map(quality),
    ...(first === undefined
      ? {}
      : {
          parts: {
            ...(first.family === null ? {} : { family: first.family }),
            ...(first.given === null ? {} : { given: first.given }),
          },
        }),
    birthDates,
    nationalities,
    gender: sex === null ? null : genders[sex],
    birthPlaces,
    documents: identifiers.map(documentOf),
  }
}

function organisationEntry(signal: Signal): Entry | null {
  const parsed = OrganisationValue.safeParse(signal.value)
  if (!parsed.success) return null
  const { names, type, countries, identifiers } = parsed.data
  return {
    id: signal.id,
    kind: type,
    names: names.map(quality),
    nationalities: countries,
    documents: identifiers.map(documentOf),
  }
}

function documentEntry(signal: Signal): Entry | null {
  const parsed = TravelDocumentValue.safeParse(signal.value)
  if (!parsed.success) return null
  const { documentType, number, issuingState } = parsed.data
  const type = documentType === 'P' ? 'passport' : documentType === 'V' ? 'other' : 'national-id'
  return { id: signal.id, kind: 'person', names: [], documents: [{ number, type, country: issuingState }] }
}

function documentOf(identifier: { type: string; number: string; issuer: string | null }): IdentityDocument {
  const type = /passport/i.test(identifier.type)
    ? 'passport'
    : /\bid\b|identity|national/i.test(identifier.type)
      ? 'national-id'
      : 'other'
  return { number: identifier.number, type, ...(identifier.issuer === null ? {} : { country: identifier.issuer }) }
}
