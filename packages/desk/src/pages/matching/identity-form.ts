import type { TypedIdentity } from '@entente/contracts'
import { isDay } from '../../parts/day.ts'
import type { FieldFault } from '../../parts/form-faults.ts'

export interface DocumentRow {
  number: string
  country: string
}
/** An identity as typed. */
export interface IdentityForm {
  kind: 'person' | 'org' | 'vessel' | 'entity'
  /** One name per line. */
  names: string
  /** Separated by commas. */
  birthDates: string
  /** Separated by commas. */
  nationalities: string
  gender: '' | 'male' | 'female' | 'other'
  documents: DocumentRow[]
}
export const emptyDocument: DocumentRow = { number: '', country: '' }
export const emptyIdentity: IdentityForm = {
  kind: 'person',
  names: '',
  birthDates: '',
  nationalities: '',
  gender: '',
  documents: [emptyDocument],
}

/** The reason why a field cannot be sent. The catalogue of texts has a sentence for each. */
export type IdentityFault = 'nothing-typed' | 'no-letter' | 'one-letter' | 'too-long' | 'not-a-date' | 'number-missing'
const longestName = 500
/** In these scripts one character can be a whole name. */
const wholeInOne = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u

/**
 * Converts input to an identity that the node accepts, or returns all missing and malformed fields by their pointers, which start with `at`. Only a
 * person has a birth date and a sex; other kinds are sent without them.
 */
export function readIdentity(
  form: IdentityForm,
  say: (fault: IdentityFault) => string,
  at = '',
): { identity: TypedIdentity } | { faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const fault = (place: string, code: IdentityFault) => faults.push({ code, at: at + place, message: say(code) })
  const names = lines(form.names)
  names.forEach((name, place) => {
    const wrong = faultOfName(name)
    if (wrong !== null) fault(`/names/${place}`, wrong)
  })
  const person = form.kind === 'person'
  const birthDates = person ? list(form.birthDates) : []
  birthDates.forEach((date, place) => {
    if (!isBirthDate(date)) fault(`/birthDates/${place}`, 'not-a-date')
  })
  const documents = form.documents.filter(({ number, country }) => number.trim() !== '' || country.trim() !== '')
  form.documents.forEach(({ number, country }, place) => {
    if (number.trim() === '' && country.trim() !== '') fault(`/documents/${place}/number`, 'number-missing')
  })
  if (names.length === 0 && documents.length === 0) fault('/names', 'nothing-typed')
  if (faults.length > 0) return { faults }
  const nationalities = list(form.nationalities)
  return {
    identity: {
      kind: form.kind,
      names,
      ...(birthDates.length > 0 && { birthDates }),
      ...(nationalities.length > 0 && { nationalities }),
      ...(person && form.gender !== '' && { gender: form.gender }),
      ...(documents.length > 0 && { documents: documents.map(documentOf) }),
    },
  }
}

const documentOf = ({ number, country }: DocumentRow) => ({
  number: number.trim(),
  ...(country.trim() !== '' && { country: country.trim() }),
})

function faultOfName(name: string): IdentityFault | null {
  if (name.length > longestName) return 'too-long'
  const letters = name.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  if (letters === 0) return 'no-letter'
  return letters === 1 && !wholeInOne.test(name) ? 'one-letter' : null
}

/**
 * Tests whether a text is a date in a subset of EDTF (ISO 8601-2): a year, month or day, `~` for about, `/` for an interval. A complete date must
 * exist; the ends of an interval may be in either order.
 */
function isBirthDate(text: string): boolean {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDay(text)
  return /^\d{4}(-(0[1-9]|1[0-2])|~|\/\d{4})?$/.test(text)
}

const list = (text: string) =>
  text
    .split(/[,;\n]+/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
