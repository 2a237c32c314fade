import type { EntryAddress, Quality } from '@entente/contracts'
import { type DraftEntry, finishEntry } from './finish-entry.ts'
import { ListReport, type LoadedList } from './list-report.ts'
import { readXmlRecords, type XmlElement } from './read-xml-records.ts'
import { namesInNote, splitAlias } from './split-alias.ts'

const all = (record: XmlElement, name: string): XmlElement[] => record.children.filter((child) => child.name === name)
const value = (record: XmlElement, name: string): string => all(record, name)[0]?.text ?? ''
const values = (record: XmlElement, name: string): string[] =>
  all(record, name)
    .flatMap((element) => [element.text, ...all(element, 'VALUE').map((child) => child.text)])
    .filter((text) => text !== '')
const qualities: Readonly<Record<string, Quality>> = { good: 'good', low: 'low', 'a.k.a.': 'good', 'f.k.a.': 'former' }
const joinParts = (place: string[]): string => place.filter((part) => part !== '').join(', ')

type Names = DraftEntry['names']
function readAlias(alias: XmlElement, draft: DraftEntry, report: ListReport): void {
  const name = value(alias, 'ALIAS_NAME')
  const note = value(alias, 'NOTE')
  const statedQuality = value(alias, 'QUALITY').toLowerCase()
  if (name === '') {
    report.count(`${alias.name === 'ENTITY_ALIAS' ? 'entity' : 'individual'} aliases empty`)
    return
  }
  report.count(
    `${alias.name === 'ENTITY_ALIAS' ? 'entity' : 'individual'} aliases ${statedQuality || 'without quality'}`,
  )
  const quality = qualities[statedQuality] ?? 'good'
  if (name.split(';').filter((part) => part.trim() !== '').length > 1) report.count('aliases with several names')
  for (const one of splitAlias(name))
    draft.names.push(note === '' ? { name: one, quality } : { name: one, quality, note })
  for (const one of namesInNote(note, name)) draft.names.push({ name: one, quality })
  const birth = [
    value(alias, 'DATE_OF_BIRTH'),
    joinParts([value(alias, 'CITY_OF_BIRTH'), value(alias, 'COUNTRY_OF_BIRTH')]),
  ]
  const stated = [...birth, note].filter((text) => text !== '')
  if (stated.length > 0) draft.notes?.push(`${name}: ${stated.join('; ')}`)
}

function readBirthDate(element: XmlElement, draft: DraftEntry, report: ListReport): void {
  report.count('birth date elements')
  const date = value(element, 'DATE')
  const year = value(element, 'YEAR')
  const from = value(element, 'FROM_YEAR')
  const to = value(element, 'TO_YEAR')
  const note = value(element, 'NOTE')
  const approximate = value(element, 'TYPE_OF_DATE').toUpperCase() === 'APPROXIMATELY'
  if (date !== '') {
    report.count('birth dates with a day')
    draft.birthDates?.push(date.slice(0, 10))
  } else if (year !== '') {
    report.count(approximate ? 'birth dates with an approximate year' : 'birth dates with a year')
    draft.birthDates?.push(approximate ? `${year}~` : year)
  } else if (from !== '' && to !== '') {
    report.count('birth dates between two years')
    draft.birthDates?.push(`${from}/${to}`)
  } else if (from !== '' || to !== '') {
    // An interval with only one end is read as an approximate year.
    report.count('birth dates with one end of an interval')
    draft.birthDates?.push(`${from}${to}~`)
  } else {
    report.count('birth dates without a date')
    if (note === '') return
    report.count('birth dates with a note only')
    const read = readDateNote(note)
    if (read) draft.birthDates?.push(read)
  }
  if (note !== '') draft.notes?.push(`Birth date: ${note}`)
}

function documentType(text: string): 'passport' | 'national-id' | 'other' {
  if (/passe?port|pasaporte|reisepass/i.test(text)) return 'passport'
  return /\bna[ct]ional(?!it|id)|identi|tazkira|social security|fiscal code|cédula|\bdni\b/i.test(text)
    ? 'national-id'
    : 'other'
}
function readDocument(element: XmlElement, draft: DraftEntry, report: ListReport): void {
  const number = value(element, 'NUMBER')
  const types = [value(element, 'TYPE_OF_DOCUMENT'), value(element, 'TYPE_OF_DOCUMENT2')].filter((text) => text !== '')
  const issuer = value(element, 'ISSUING_COUNTRY')
  const [city, state] = [value(element, 'CITY_OF_ISSUE'), value(element, 'COUNTRY_OF_ISSUE')]
  // The note has the country of issue where it differs from the issuing country.
  const issuedIn = joinParts([city, city !== '' || (issuer !== '' && issuer !== state) ? state : ''])
  const note = [...types.slice(1), issuedIn === '' ? '' : `issued in ${issuedIn}`, value(element, 'NOTE')]
    .filter((text) => text !== '')
    .join('; ')
  if (number === '') {
    if (types.length > 0 || note !== '')
      draft.notes?.push(`Document: ${[types[0] ?? '', note].filter((text) => text !== '').join('; ')}`)
    return
  }
  report.count('documents with a number')
  const country = issuer || state
  const issuedOn = value(element, 'DATE_OF_ISSUE')
  draft.documents?.push({
    number,
    type: documentType(types[0] ?? ''),
    ...(country === '' ? {} : { country }),
    ...(issuedOn === '' ? {} : { issuedOn }),
    ...(note === '' ? {} : { note }),
  })
}

function readAddress(element: XmlElement): EntryAddress | null {
  const address: EntryAddress = {}
  const fields = [
    ['street', 'STREET'],
    ['city', 'CITY'],
    ['region', 'STATE_PROVINCE'],
    ['postcode', 'ZIP_CODE'],
    ['country', 'COUNTRY'],
    ['note', 'NOTE'],
  ] as const
  for (const [field, name] of fields) {
    const text = value(element, name)
    if (text !== '') address[field] = text
  }
  return Object.keys(address).length > 0 ? address : null
}

function readRecord(record: XmlElement, report: ListReport): void {
  const person = record.name === 'INDIVIDUAL'
  report.count(person ? 'individuals' : 'entities')
  const names: Names = []
  const parts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].map((name) => value(record, name))
  names.push({ name: parts.filter((part) => part !== '').join(' '), quality: 'primary' })
  const original = value(record, 'NAME_ORIGINAL_SCRIPT')
  if (original !== '') {
    report.count(person ? 'individuals with a name in original script' : 'entities with a name in original script')
    names.push({ name: original, quality: 'original' })
  }
  const id = value(record, 'DATAID')
  const draft: DraftEntry = {
    id: id === '' ? null : id,
    kind: person ? 'person' : 'org',
    names,
    birthDates: [],
    nationalities: [],
    documents: [],
    notes: [],
  }
  for (const alias of all(record, person ? 'INDIVIDUAL_ALIAS' : 'ENTITY_ALIAS')) readAlias(alias, draft, report)
  for (const birth of all(record, 'INDIVIDUAL_DATE_OF_BIRTH')) readBirthDate(birth, draft, report)
  for (const document of all(record, 'INDIVIDUAL_DOCUMENT')) readDocument(document, draft, report)
  const text = (
    field: 'reference' | 'program' | 'version' | 'listType' | 'listedOn' | 'comments',
    content: string,
  ): void => {
    if (content !== '') draft[field] = content
  }
  text('reference', value(record, 'REFERENCE_NUMBER'))
  text('version', value(record, 'VERSIONNUM'))
  text('program', value(record, 'UN_LIST_TYPE'))
  text('listType', values(record, 'LIST_TYPE')[0] ?? '')
  text('listedOn', value(record, 'LISTED_ON'))
  text('comments', value(record, 'COMMENTS1'))
  const list = (field: 'updatedOn' | 'titles' | 'designations' | 'birthPlaces', items: string[]): void => {
    if (items.length > 0) draft[field] = items
  }
  list('updatedOn', values(record, 'LAST_DAY_UPDATED'))
  list('titles', values(record, 'TITLE'))
  list('designations', values(record, 'DESIGNATION'))
  const nationalities = values(record, 'NATIONALITY')
  if (nationalities.length > 0) report.count('individuals with a nationality')
  report.count('nationalities', nationalities.length)
  draft.nationalities = nationalities
  const gender = value(record, 'GENDER').toLowerCase()
  if (gender === 'male' || gender === 'female') draft.gender = gender
  const places: string[] = []
  for (const place of all(record, 'INDIVIDUAL_PLACE_OF_BIRTH')) {
    const city = value(place, 'CITY')
    const address = ['STREET', 'CITY', 'STATE_PROVINCE', 'COUNTRY', 'NOTE'].map((name) => value(place, name))
    const whole = joinParts(address.filter((part, at) => address.indexOf(part) === at))
    if (city !== '') places.push(city)
    if (whole !== '' && whole !== city) draft.notes?.push(`Place of birth: ${whole}`)
  }
  list('birthPlaces', places)
  const addresses = all(record, person ? 'INDIVIDUAL_ADDRESS' : 'ENTITY_ADDRESS').flatMap(
    (address) => readAddress(address) ?? [],
  )
  if (addresses.length > 0) draft.addresses = addresses
  if (draft.notes?.length === 0) delete draft.notes
  finishEntry(draft, report, record.line)
}

/** Loads every field of the United Nations Security Council consolidated list (sc-sanctions.xsd). Never throws on input. */
export function loadUnXml(bytes: Uint8Array): LoadedList {
  const report = new ListReport()
  const { root, attributes, safe } = readXmlRecords(bytes, new Set(['INDIVIDUAL', 'ENTITY']), report, (record) =>
    readRecord(record, report),
  )
  if (!safe) report.drop()
  else if (root !== null && root !== 'CONSOLIDATED_LIST')
    report.find('XML_ROOT', 'error', 'The file is XML, but not the consolidated list.', 1, root)
  return report.result('un-xml', attributes.dateGenerated ?? null)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthOf = (word: string): number => months.indexOf(word.slice(0, 3).toLowerCase()) + 1
const pad = (value: number): string => String(value).padStart(2, '0')

/**
 * Reads a birth date written in words and returns it as EDTF. `Nov. 1973` gives `1973-11`, `12 May 1970` gives the full date, and `Between Mar. and
 * Apr. 1969` gives the year. A Hijri date gives an interval of the Gregorian year and the years before and after it. Returns null where the words are
 * no date.
 */
export function readDateNote(note: string): string | null {
  const text = note.trim()
  const hijri = /\b(1[34]\d\d)\b.*hijri|hijri.*\b(1[34]\d\d)\b/i.exec(text)
  if (hijri) {
    const year = Math.floor(Number(hijri[1] ?? hijri[2]) * 0.970224 + 621.5774)
    return `${year - 1}/${year + 1}`
  }
  const day = /^(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})$/.exec(text)
  if (day && monthOf(day[2] ?? '') > 0) return `${day[3]}-${pad(monthOf(day[2] ?? ''))}-${pad(Number(day[1]))}`
  const month = /^([A-Za-z]{3,9})\.?\s+(\d{4})$/.exec(text)
  if (month && monthOf(month[1] ?? '') > 0) return `${month[2]}-${pad(monthOf(month[1] ?? ''))}`
  const between = /^between\s+[A-Za-z]{3,9}\.?\s+and\s+[A-Za-z]{3,9}\.?\s+(\d{4})$/i.exec(text)
  return between?.[1] ?? null
}
