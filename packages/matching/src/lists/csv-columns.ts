import type { Identity, IdentityKind } from '@entente/contracts'

const columns: Readonly<Record<string, string>> = {
  id: 'id',
  passengerid: 'id',
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
/** Reads a gender in the usual spellings; null for other texts. */
export function readGender(text: string): 'male' | 'female' | 'other' | null {
  const word = text.trim().toLowerCase()
  if (/^(?:m|male|man)$/.test(word)) return 'male'
  if (/^(?:f|female|woman)$/.test(word)) return 'female'
  return /^(?:x|other)$/.test(word) ? 'other' : null
}

/**
 * Returns the field of each column of a header; null for an unknown column. Case, `_`, `-` and spaces do not matter. Returns null where no column has
 * names.
 */
export function readCsvHeader(cells: readonly string[]): (string | null)[] | null {
  const fields = cells.map((cell) => {
    const name = cell.toLowerCase().replace(/[\s_-]/g, '')
    return Object.hasOwn(columns, name) ? (columns[name] ?? null) : null
  })
  return ['name', 'family', 'given'].some((field) => fields.includes(field)) ? fields : null
}

/** One row of a file. `whole` returns the first cell of a field; `several` returns all values of the field, which `;` separates in a cell. */
interface CsvCells {
  whole(field: string): string
  several(field: string): string[]
}
export function readCsvCells(cells: readonly string[], fields: readonly (string | null)[]): CsvCells {
  return {
    whole: (field) => cells.find((_, place) => fields[place] === field)?.trim() ?? '',
    several: (field) =>
      cells
        .filter((_, place) => fields[place] === field)
        .flatMap((cell) => cell.split(';'))
        .map((value) => value.trim())
        .filter((value) => value !== ''),
  }
}

/** Makes an identity of a row, with values as written. `names` has the full names, or the joined parts where the row has no full name. */
export function csvIdentity({ whole, several }: CsvCells): Identity {
  const parts = { given: whole('given'), middle: whole('middle'), family: whole('family') }
  const joined = Object.values(parts).filter((part) => part !== '')
  const names = several('name')
  if (names.length === 0 && joined.length > 0) names.push(joined.join(' '))
  const gender = readGender(whole('gender'))
  const birthPlaces = several('place')
  return {
    kind: kindOf(whole('kind')),
    names,
    ...(joined.length > 0
      ? { parts: Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== '')) }
      : {}),
    birthDates: several('birth'),
    nationalities: several('nationality'),
    ...(gender === null ? {} : { gender }),
    ...(birthPlaces.length > 0 ? { birthPlaces } : {}),
    documents: [
      ...several('passport').map((number) => ({ number, type: 'passport' as const })),
      ...several('number').map((number) => ({ number, type: 'national-id' as const })),
    ],
  }
}
