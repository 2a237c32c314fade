import type { IdentityKind, Quality } from '@entente/contracts'
import { readGender } from './csv-columns.ts'
import { decodePieces } from './decode-text.ts'
import { type DraftEntry, finishEntry } from './finish-entry.ts'
import { ListReport, type LoadedList } from './list-report.ts'
import { readLines } from './read-lines.ts'

const kinds: Readonly<Record<string, IdentityKind>> = {
  Person: 'person',
  Organization: 'org',
  Company: 'org',
  PublicBody: 'org',
  LegalEntity: 'entity',
  Vessel: 'vessel',
  Airplane: 'vessel',
}
const nameProperties: readonly (readonly [string, Quality])[] = [
  ['name', 'primary'],
  ['alias', 'good'],
  ['previousName', 'former'],
  ['weakAlias', 'low'],
]
const numberProperties: readonly (readonly [string, 'passport' | 'national-id' | 'other'])[] = [
  ['passportNumber', 'passport'],
  ['idNumber', 'national-id'],
  ['registrationNumber', 'other'],
  ['taxNumber', 'other'],
  ['imoNumber', 'other'],
]
type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function reader(properties: Json, report: ListReport, line: number): (name: string) => string[] {
  return (name) => {
    const value = properties[name]
    if (value === undefined || value === null) return []
    if (typeof value === 'string' || typeof value === 'number') {
      report.find(
        'FTM_SHAPE',
        'info',
        'A property is a single value where a list is usual; it is accepted.',
        line,
        name,
      )
      return [String(value)]
    }
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
  }
}

// Reads Identification and Passport objects nested under a property.
function nestedDocuments(properties: Json): NonNullable<DraftEntry['documents']> {
  const documents: NonNullable<DraftEntry['documents']> = []
  for (const value of Object.values(properties)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (!isObject(item)) continue
      const inner = isObject(item.properties) ? item.properties : item
      const first = (name: string): string => {
        const found = inner[name]
        const one = Array.isArray(found) ? found[0] : found
        return typeof one === 'string' ? one : ''
      }
      const number = first('number') || first('passportNumber')
      if (number === '') continue
      const passport = item.schema === 'Passport' || /passport/i.test(first('type'))
      const country = first('country')
      documents.push({ number, type: passport ? 'passport' : 'national-id', ...(country === '' ? {} : { country }) })
    }
  }
  return documents
}

function readLine(record: Json, kind: IdentityKind, report: ListReport, line: number): void {
  const properties = isObject(record.properties) ? record.properties : {}
  const get = reader(properties, report, line)
  const names: DraftEntry['names'] = nameProperties.flatMap(([property, quality]) =>
    get(property).map((name, place) => ({
      name,
      quality: quality === 'primary' && place > 0 ? ('good' as const) : quality,
    })),
  )
  const given = get('firstName')
  const middle = [...get('middleName'), ...get('secondName')]
  const father = [...get('fatherName'), ...get('patronymic')]
  const family = get('lastName')
  if (!names.some((name) => name.quality === 'primary')) {
    const whole = [given[0], middle[0], father[0], family[0]].filter((part) => part !== undefined).join(' ')
    const caption = typeof record.caption === 'string' ? record.caption : ''
    names.unshift({ name: caption || whole, quality: 'primary' })
  }
  const nationalities = [...get('nationality'), ...get('citizenship')]
  const draft: DraftEntry = {
    id: typeof record.id === 'string' ? record.id : null,
    kind,
    names,
    birthDates: get('birthDate').map((date) => date.slice(0, 10)),
    nationalities: nationalities.length > 0 ? nationalities : [...get('country'), ...get('jurisdiction')],
    documents: [
      ...numberProperties.flatMap(([property, type]) => get(property).map((number) => ({ number, type }))),
      ...nestedDocuments(properties),
    ],
  }
  const parts = {
    given: given.join(' '),
    middle: middle.join(' '),
    patronymic: father.join(' '),
    family: family.join(' '),
  }
  if (Object.values(parts).some((part) => part !== ''))
    draft.parts = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== ''))
  const gender = readGender(get('gender')[0] ?? '')
  if (gender) draft.gender = gender
  const list = (field: 'birthPlaces' | 'titles' | 'designations' | 'notes', values: string[]): void => {
    if (values.length > 0) draft[field] = values
  }
  list('birthPlaces', get('birthPlace'))
  list('titles', get('title'))
  list('designations', get('position'))
  list('notes', get('notes'))
  const program = get('program')[0] ?? get('programId')[0]
  if (program !== undefined) draft.program = program
  const addresses = get('address').map((street) => ({ street }))
  if (addresses.length > 0) draft.addresses = addresses
  finishEntry(draft, report, line)
}

/** Loads JSON lines in the FollowTheMoney shape (followthemoney.tech). A broken line is skipped (`JSON_MALFORMED`). Never throws on input. */
export function loadFtm(bytes: Uint8Array): LoadedList {
  const report = new ListReport()
  for (const { line, text } of readLines(decodePieces(bytes, report))) {
    report.count('lines')
    let record: unknown
    try {
      record = text === null ? null : JSON.parse(text)
    } catch {
      report.find('JSON_MALFORMED', 'error', 'The line is no JSON and is skipped.', line, text)
      continue
    }
    if (!isObject(record)) {
      report.find('JSON_MALFORMED', 'error', 'The line is no JSON object and is skipped.', line, text)
      continue
    }
    const schema = typeof record.schema === 'string' ? record.schema : ''
    const kind = Object.hasOwn(kinds, schema) ? kinds[schema] : undefined
    if (kind === undefined)
      report.find('SCHEMA_SKIPPED', 'info', 'Records of this kind are not screened and are skipped.', line, schema)
    else readLine(record, kind, report, line)
  }
  return report.result('ftm', null)
}
