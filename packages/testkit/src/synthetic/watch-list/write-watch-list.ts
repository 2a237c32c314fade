import { element, writeXml, type XmlNode } from '../xml-text.ts'
import type { WatchedOrganisation, WatchedPerson, WatchList } from './watched-person.ts'

const columns = [
  'id',
  'schema',
  'name',
  'aliases',
  'weak_alias',
  'date_of_birth',
  'nationality',
  'gender',
  'place_of_birth',
  'passport',
  'id_number',
] as const

/** Writes CSV with the columns of the list loader; `;` separates several values in a cell. */
export function watchListCsv(list: WatchList): string {
  const rows = [...list.people.map(personRow), ...list.organisations.map(organisationRow)]
  return [columns, ...rows]
    .map((row) => row.map(cell).join(','))
    .join('\n')
    .concat('\n')
}

const cell = (value: string) => (/[",;\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
const joined = (values: readonly string[]) => values.join(';')
const namesOf = (person: WatchedPerson, ...qualities: string[]) =>
  person.names.filter((n) => qualities.includes(n.quality)).map((n) => n.full)
const numbersOf = (person: WatchedPerson, type: string) =>
  person.documents.filter((d) => d.type === type).map((d) => d.number)
const primaryOf = (person: WatchedPerson) => namesOf(person, 'primary')[0] as string

function personRow(entry: WatchedPerson): string[] {
  const gender = entry.person.sex === 'F' ? 'female' : 'male'
  return [
    entry.reference,
    'Person',
    primaryOf(entry),
    joined(namesOf(entry, 'original', 'good', 'former')),
    joined(namesOf(entry, 'low')),
    joined(entry.birthDates),
    joined(entry.nationalities),
    gender,
    entry.birthPlace ?? '',
    joined(numbersOf(entry, 'passport')),
    joined(numbersOf(entry, 'national-id')),
  ]
}

function organisationRow(entry: WatchedOrganisation): string[] {
  return [entry.reference, 'Organization', entry.name, joined(entry.aliases), '', '', entry.country, '', '', '', '']
}

/** Writes JSON lines in the FollowTheMoney schema: every property is an array of strings. */
export function watchListJsonLines(list: WatchList): string {
  const entries = [
    ...list.people.map((entry) => ({
      id: entry.reference,
      schema: 'Person',
      caption: primaryOf(entry),
      properties: present({
        name: namesOf(entry, 'primary', 'original'),
        alias: namesOf(entry, 'good', 'former'),
        weakAlias: namesOf(entry, 'low'),
        birthDate: entry.birthDates,
        birthPlace: entry.birthPlace ? [entry.birthPlace] : [],
        nationality: entry.nationalities,
        gender: [entry.person.sex === 'F' ? 'female' : 'male'],
        passportNumber: numbersOf(entry, 'passport'),
        idNumber: numbersOf(entry, 'national-id'),
      }),
    })),
    ...list.organisations.map((entry) => ({
      id: entry.reference,
      schema: 'Organization',
      caption: entry.name,
      properties: present({ name: [entry.name], alias: entry.aliases, country: [entry.country] }),
    })),
  ]
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
}

const present = (properties: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(properties).filter(([, values]) => values.length > 0))

/** Writes XML in the format of the consolidated list of the United Nations Security Council, with invented people. */
export function watchListUnXml(list: WatchList): string {
  return writeXml(
    element(
      'CONSOLIDATED_LIST',
      { dateGenerated: list.generatedAt },
      element('INDIVIDUALS', {}, ...list.people.map(individual)),
      element('ENTITIES', {}, ...list.organisations.map(entity)),
    ),
  )
}

const valued = (name: string, value: string) => element(name, {}, element('VALUE', {}, value))

function individual(entry: WatchedPerson): XmlNode {
  const [first = '', second, third, ...fourth] = primaryOf(entry).split(' ')
  const part = (name: string, value: string | undefined) => (value ? element(name, {}, value) : null)
  const aliases = entry.names.filter((n) => n.quality === 'good' || n.quality === 'low')
  return element(
    'INDIVIDUAL',
    {},
    element('DATAID', {}, entry.dataId),
    element('VERSIONNUM', {}, '1'),
    part('FIRST_NAME', first),
    part('SECOND_NAME', second),
    part('THIRD_NAME', third),
    part('FOURTH_NAME', fourth.join(' ')),
    element('UN_LIST_TYPE', {}, 'Invented'),
    element('REFERENCE_NUMBER', {}, entry.reference),
    element('LISTED_ON', {}, entry.listedOn),
    element('GENDER', {}, entry.person.sex === 'F' ? 'Female' : 'Male'),
    part('NAME_ORIGINAL_SCRIPT', namesOf(entry, 'original')[0]),
    ...entry.nationalities.map((state) => valued('NATIONALITY', state)),
    valued('LIST_TYPE', 'Invented List'),
    ...(aliases.length > 0 ? aliases : [null]).map((alias) =>
      element(
        'INDIVIDUAL_ALIAS',
        {},
        element('QUALITY', {}, alias ? { good: 'Good', low: 'Low' }[alias.quality as 'good' | 'low'] : null),
        element('ALIAS_NAME', {}, alias ? alias.full : null),
      ),
    ),
    ...(entry.birthDates.length > 0
      ? entry.birthDates.map(birthDate)
      : [element('INDIVIDUAL_DATE_OF_BIRTH', {}, element('TYPE_OF_DATE'))]),
    element('INDIVIDUAL_PLACE_OF_BIRTH', {}, part('CITY', entry.birthPlace ?? undefined), element('COUNTRY')),
    ...(entry.documents.length > 0 ? entry.documents : [null]).map((document) =>
      document
        ? element(
            'INDIVIDUAL_DOCUMENT',
            {},
            element(
              'TYPE_OF_DOCUMENT',
              {},
              document.type === 'passport' ? 'Passport' : 'National Identification Number',
            ),
            element('NUMBER', {}, document.number),
            element('ISSUING_COUNTRY', {}, document.country),
          )
        : element('INDIVIDUAL_DOCUMENT'),
    ),
  )
}

function birthDate(value: string): XmlNode {
  const of = (type: string, ...children: XmlNode[]) =>
    element('INDIVIDUAL_DATE_OF_BIRTH', {}, element('TYPE_OF_DATE', {}, type), ...children)
  const [from, to] = value.split('/')
  if (to) return of('BETWEEN', element('FROM_YEAR', {}, from as string), element('TO_YEAR', {}, to))
  if (value.endsWith('~')) return of('APPROXIMATELY', element('YEAR', {}, value.slice(0, 4)))
  if (value.length === 4) return of('EXACT', element('YEAR', {}, value))
  if (value.length === 7) return of('EXACT', element('NOTE', {}, monthAndYear(value)))
  return of('EXACT', element('DATE', {}, value))
}

/** Returns for example `Nov. 1973` as a note, because the format has no element for a month. */
function monthAndYear(value: string): string {
  const [year = '', month = ''] = value.split('-')
  return `${['Jan.', 'Feb.', 'Mar.', 'Apr.', 'May', 'June', 'July', 'Aug.', 'Sept.', 'Oct.', 'Nov.', 'Dec.'][Number(month) - 1]} ${year}`
}

function entity(entry: WatchedOrganisation): XmlNode {
  return element(
    'ENTITY',
    {},
    element('DATAID', {}, entry.dataId),
    element('VERSIONNUM', {}, '1'),
    element('FIRST_NAME', {}, entry.name),
    element('UN_LIST_TYPE', {}, 'Invented'),
    element('REFERENCE_NUMBER', {}, entry.reference),
    element('LISTED_ON', {}, entry.listedOn),
    valued('LIST_TYPE', 'Invented List'),
    ...entry.aliases.map((alias) =>
      element('ENTITY_ALIAS', {}, element('QUALITY', {}, 'a.k.a.'), element('ALIAS_NAME', {}, alias)),
    ),
    element('ENTITY_ADDRESS', {}, element('COUNTRY', {}, entry.country)),
  )
}
