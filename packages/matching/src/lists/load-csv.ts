import type { IdentityKind } from '@entente/contracts'
import { decodeText } from './decode-text.ts'
import { type DraftEntry, finishEntry } from './finish-entry.ts'
import { ListReport, type LoadedList } from './list-report.ts'
import { csvSeparator, parseCsv } from './parse-csv.ts'

const columns: Readonly<Record<string, string>> = {
  id: 'id',
  name: 'name',
  fullname: 'name',
  alias: 'alias',
  aliases: 'alias',
  weakalias: 'weak',
  weakaliases: 'weak',
  firstname: 'given',
  middlename: 'middle',
  lastname: 'family',
  dateofbirth: 'birth',
  birthdate: 'birth',
  dob: 'birth',
  nationality: 'nationality',
  nationalities: 'nationality',
  country: 'nationality',
  countries: 'nationality',
  gender: 'gender',
  sex: 'gender',
  placeofbirth: 'place',
  birthplace: 'place',
  passport: 'passport',
  passports: 'passport',
  passportnumber: 'passport',
  idnumber: 'number',
  idnumbers: 'number',
  type: 'kind',
  schema: 'kind',
  reference: 'reference',
  program: 'program',
  comments: 'comments',
}
const kindOf = (text: string): IdentityKind => {
  if (/^(?:org|company|public ?body|business)/i.test(text)) return 'org'
  if (/^(?:vessel|ship|airplane|aircraft)/i.test(text)) return 'vessel'
  return /^(?:entity|legal ?entity|thing)/i.test(text) ? 'entity' : 'person'
}
/** Gender as lists write it; null where it says nothing. */
export function readGender(text: string): 'male' | 'female' | 'other' | null {
  const word = text.trim().toLowerCase()
  if (/^(?:m|male|man)$/.test(word)) return 'male'
  if (/^(?:f|female|woman)$/.test(word)) return 'female'
  return /^(?:x|other)$/.test(word) ? 'other' : null
}

/**
 * Loads separated values with a header row: `,` `;` or tab; columns by name, any case, `_` or space (matching.md 3.11); several values
 * in a cell by `;`. A row with another number of cells is skipped (`CSV_COLUMNS`); a quote that never closes ends the list (`CSV_QUOTE`).
 */
export function loadCsv(bytes: Uint8Array): LoadedList {
  const report = new ListReport()
  const text = decodeText(bytes, report).replace(/^\ufeff/, '')
  const separator = csvSeparator(text.slice(0, Math.max(0, text.indexOf('\n'))) || text)
  const parsed = parseCsv(text, separator)
  if ('unclosedQuoteAt' in parsed) {
    report.find('CSV_QUOTE', 'error', 'A quote is opened and never closed.', parsed.unclosedQuoteAt)
    return report.result('csv', null)
  }
  const [header, ...rows] = parsed.rows
  const fields = (header?.cells ?? []).map((cell) => columns[cell.toLowerCase().replace(/[\s_-]/g, '')] ?? null)
  if (!header || !(fields.includes('name') || fields.includes('family') || fields.includes('given'))) {
    report.find(
      'CSV_HEADER',
      'error',
      'The first row names no column of names.',
      1,
      header?.cells.join(separator) ?? null,
    )
    return report.result('csv', null)
  }
  for (const row of rows) {
    report.count('rows')
    if (row.cells.length !== header.cells.length) {
      report.find(
        'CSV_COLUMNS',
        'error',
        `The row has ${row.cells.length} cells, the header ${header.cells.length}; it is skipped.`,
        row.line,
        row.cells.join(separator),
      )
      continue
    }
    const whole = (field: string): string => row.cells.find((_, place) => fields[place] === field)?.trim() ?? ''
    const several = (field: string): string[] =>
      row.cells
        .filter((_, place) => fields[place] === field)
        .flatMap((cell) => cell.split(';'))
        .map((value) => value.trim())
        .filter((value) => value !== '')
    const parts = { given: whole('given'), middle: whole('middle'), family: whole('family') }
    const joined = [parts.given, parts.middle, parts.family].filter((part) => part !== '')
    const names = several('name')
    if (names.length === 0 && joined.length > 0) names.push(joined.join(' '))
    const draft: DraftEntry = {
      id: whole('id') || null,
      kind: kindOf(whole('kind')),
      names: [
        ...names.map((name, place) => ({ name, quality: place === 0 ? ('primary' as const) : ('good' as const) })),
        ...several('alias').map((name) => ({ name, quality: 'good' as const })),
        ...several('weak').map((name) => ({ name, quality: 'low' as const })),
      ],
      birthDates: several('birth'),
      nationalities: several('nationality'),
      documents: [
        ...several('passport').map((number) => ({ number, type: 'passport' as const })),
        ...several('number').map((number) => ({ number, type: 'national-id' as const })),
      ],
    }
    if (joined.length > 0) draft.parts = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== ''))
    const gender = readGender(whole('gender'))
    if (gender) draft.gender = gender
    const places = several('place')
    if (places.length > 0) draft.birthPlaces = places
    for (const field of ['reference', 'program', 'comments'] as const) {
      const content = whole(field)
      if (content !== '') draft[field] = content
    }
    finishEntry(draft, report, row.line)
  }
  return report.result('csv', null)
}
