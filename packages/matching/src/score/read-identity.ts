import type { Entry, Identity, Quality } from '@entente/contracts'
import { countryCodes } from '../countries/country-codes.ts'
import { type BirthDate, parseBirthDate } from '../dates/parse-birth-date.ts'
import { type ArgumentCode, ArgumentError } from '../errors/argument-error.ts'
import type { ReadDocument } from '../identifiers/compare-documents.ts'
import { foldDocumentNumber, normaliseDocumentNumber } from '../identifiers/document-number.ts'
import type { Register } from '../names/lexicon.ts'
import { cleanName } from '../names/normalise-name.ts'
import { readAlternatives } from '../names/read-alternatives.ts'
import type { NameRole, ReadName } from '../names/read-name.ts'
import { splitNames } from '../names/split-names.ts'

export interface QualifiedName {
  read: ReadName
  quality: Quality
}
/** An identity whose values are parsed for comparison. */
export interface ReadIdentity {
  kind: 'person' | 'organisation' | 'unknown'
  register: Register
  names: QualifiedName[]
  birthDates: BirthDate[]
  /** One item for each stated nationality; `codes` are the countries it may stand for. */
  nationalities: { written: string; codes: readonly string[] }[]
  gender: 'male' | 'female' | 'other' | null
  birthPlaces: { written: string; folded: string }[]
  documents: ReadDocument[]
}
export interface IdentityFault {
  code: ArgumentCode | 'nationality-unknown' | 'document-unusable'
  message: string
  /** A JSON pointer into the identity. */
  at: string
}
const longest = 500
const mostWords = 60

/** Removes marks, case and punctuation from a place of birth. */
const foldPlace = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function statedRoles(parts: Identity['parts']): Map<string, NameRole> {
  const roles = new Map<string, NameRole>()
  if (!parts) return roles
  for (const role of ['given', 'middle', 'patronymic', 'family'] as const)
    for (const word of (parts[role] ?? '').toLowerCase().split(/[\s\-']+/))
      if (word !== '' && !roles.has(word)) roles.set(word, role)
  return roles
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
type Fault = (code: IdentityFault['code'], message: string, at: string) => void

function readNames(input: Identity | Entry, register: Register, fault: Fault): QualifiedName[] {
  if (!Array.isArray(input.names)) {
    fault('identity-invalid', 'The names are not a list.', '/names')
    return []
  }
  const roles = statedRoles(input.parts)
  const names: QualifiedName[] = []
  input.names.forEach((item: string | { name: string; quality: Quality }, place) => {
    const at = `/names/${place}`
    const written = typeof item === 'string' ? item : item?.name
    if (typeof written !== 'string') {
      fault('identity-invalid', 'A name is not text.', at)
      return
    }
    const text = written.length > longest ? '' : cleanName(written)
    if (written.length > longest || text.split(' ').length > mostWords) {
      fault('name-too-long', `A name has at most ${longest} characters and ${mostWords} words.`, at)
      return
    }
    const before = names.length
    for (const single of splitNames(text))
      for (const read of readAlternatives(single, register, roles))
        if (read.counting > 0) names.push({ read, quality: typeof item === 'string' ? 'primary' : item.quality })
    if (names.length === before) fault('name-empty', 'A name has no word that can be compared.', at)
  })
  return names
}

function readBirthDates(input: Identity | Entry, today: string | undefined, fault: Fault): BirthDate[] {
  return strings(input.birthDates).flatMap((written, place) => {
    const date = parseBirthDate(written, today)
    if (typeof date !== 'string') return date
    const why = date === 'birth-date-invalid' ? 'is not a date of the calendar' : 'is before 1880 or in the future'
    fault(date, `A birth date ${why}.`, `/birthDates/${place}`)
    return []
  })
}

function readNationalities(input: Identity | Entry, fault: Fault): ReadIdentity['nationalities'] {
  return strings(input.nationalities).flatMap((written, place) => {
    const codes = countryCodes(written)
    if (codes === null) fault('nationality-unknown', 'A nationality is no known country.', `/nationalities/${place}`)
    return codes && codes.length > 0 ? [{ written, codes }] : []
  })
}

function readDocuments(input: Identity | Entry, fault: Fault): ReadDocument[] {
  if (!Array.isArray(input.documents)) return []
  return input.documents.flatMap((document, place) => {
    const number = typeof document?.number === 'string' ? normaliseDocumentNumber(document.number) : null
    if (number === null) {
      fault('document-unusable', 'A document number has no digit or fewer than five characters.', `/documents/${place}`)
      return []
    }
    const countries = document.country === undefined ? [] : (countryCodes(document.country) ?? [])
    return [{ written: document.number, number, folded: foldDocumentNumber(number), countries }]
  })
}

/** Reads an identity or an entry. Unusable values are left out and listed as faults. Never throws. */
export function readIdentity(input: Identity | Entry, today?: string): { read: ReadIdentity; faults: IdentityFault[] } {
  const faults: IdentityFault[] = []
  const fault: Fault = (code, message, at) => {
    faults.push({ code, message, at })
  }
  const kind =
    input.kind === 'org' || input.kind === 'vessel' ? 'organisation' : input.kind === 'entity' ? 'unknown' : 'person'
  const register: Register = kind === 'person' ? 'person' : 'organisation'
  const read: ReadIdentity = {
    kind,
    register,
    names: readNames(input, register, fault),
    birthDates: readBirthDates(input, today, fault),
    nationalities: readNationalities(input, fault),
    gender: input.gender ?? null,
    birthPlaces: strings(input.birthPlaces)
      .map((written) => ({ written, folded: foldPlace(written) }))
      .filter((place) => place.folded !== ''),
    documents: readDocuments(input, fault),
  }
  return { read, faults }
}

const fatal = new Set<string>(['identity-invalid', 'name-too-long', 'birth-date-invalid', 'birth-date-implausible'])

/**
 * Reads a subject.
 * @throws ArgumentError for a value that is not an identity, too many names, a name that is too long, an invalid or implausible birth date, and
 * an identity with neither a usable name nor a usable document.
 */
export function readSubject(input: Identity | Entry, today?: string): ReadIdentity {
  if (typeof input !== 'object' || input === null)
    throw new ArgumentError('identity-invalid', 'An identity is an object.', '')
  if (Array.isArray(input.names) && input.names.length > ('id' in input && input.id !== undefined ? 2000 : 200))
    throw new ArgumentError('names-too-many', 'An identity has at most 200 names, an entry 2,000.', '/names')
  const { read, faults } = readIdentity(input, today)
  const fault = faults.find(({ code }) => fatal.has(code))
  if (fault) throw new ArgumentError(fault.code as ArgumentCode, fault.message, fault.at)
  // One usable name is enough. Without any, a usable document is enough.
  if (read.names.length === 0 && read.documents.length === 0)
    throw new ArgumentError('name-empty', 'No name has a word that can be compared.', '/names')
  return read
}

/**
 * Removes from an identity the values that `compare` and `screen` would reject, and lists them as faults. Use it where one bad birth date must not
 * prevent the screening of a traveller. An identity left without a name has the fault `name-empty`. Never throws.
 */
export function checkIdentity(
  identity: Identity,
  options: { today?: string } = {},
): { identity: Identity; faults: IdentityFault[] } {
  const { faults } = readIdentity(identity, options.today)
  const bad = new Set(faults.map((fault) => fault.at))
  const keep = <T>(list: T[] | undefined, field: string): T[] =>
    (list ?? []).filter((_, place) => !bad.has(`/${field}/${place}`))
  return {
    identity: {
      ...identity,
      names: keep(identity.names, 'names').slice(0, 200),
      birthDates: keep(identity.birthDates, 'birthDates'),
      nationalities: keep(identity.nationalities, 'nationalities'),
      documents: keep(identity.documents, 'documents'),
    },
    faults,
  }
}
