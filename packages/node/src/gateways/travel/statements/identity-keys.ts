import type { Person } from '@entente/contracts'
import { countryCodes, normaliseDocumentNumber } from '@entente/matching'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** Hashed keys that match statements about one traveller; values cannot be recovered from them. */
export interface IdentityKeys {
  /** 16 bytes for the number, followed by 16 bytes for number and issuing state if one is stated. */
  document_keys: Buffer[]
  reference_key: Buffer | null
  locator_name_key: Buffer | null
  name_birth_key: Buffer | null
  /**
   * The stated birth date; the same date with day and month swapped if that is a date; and its year, with a byte behind
   * the hash. A date in part gives only its year.
   */
  birth_keys: Buffer[]
}

/** Computes the keys of one person of a message. `locator` is that of the person's reservation. */
export function identityKeys(tx: Pick<Tx, 'blind'>, person: Person, locator: string | null): IdentityKeys {
  const name = nameKeyText(person)
  const reference = person.references.uniqueReference
  return {
    document_keys: person.documents.flatMap(({ number, issuer }) => {
      const bare = number === null ? null : normaliseDocumentNumber(number)
      if (bare === null) return []
      const key = tx.blind('crossing-document', bare)
      const state = sameState(issuer)
      return [state === null ? key : Buffer.concat([key, tx.blind('crossing-document-issuer', `${bare}|${state}`)])]
    }),
    reference_key: reference === null ? null : tx.blind('crossing-reference', tidy(reference)),
    locator_name_key:
      name === null || locator === null ? null : tx.blind('crossing-locator', `${tidy(locator)}|${name}`),
    name_birth_key:
      name === null || person.placeholder || !isWholeDate(person.birthDate)
        ? null
        : tx.blind('crossing-birth', `${name}|${person.birthDate}`),
    birth_keys: birthKeys(tx, person.birthDate),
  }
}

/**
 * Builds the text of a name key: surname and all given names without case and blanks; `given` has no title. Null
 * without a surname. A seat reserved for "TBA" is identified by its reference in the reservation.
 */
function nameKeyText(person: Person): string | null {
  if (person.surname === null) return null
  if (person.placeholder) return `${tidy(person.surname)}|${person.ref ?? ''}`
  return `${tidy(person.surname)}|${tidy(`${person.given ?? ''}${person.middle ?? ''}`)}`
}

const tidy = (text: string): string => text.normalize('NFC').toUpperCase().replaceAll(/\s+/g, '')

/** Tests whether a stated birth date has a day, and not only a year or a month. */
export const isWholeDate = (birthDate: string | null): boolean => birthDate?.length === 10

function birthKeys(tx: Pick<Tx, 'blind'>, birthDate: string | null): Buffer[] {
  if (birthDate === null) return []
  const [year, month, day] = birthDate.split('-')
  const key = (text: string) => tx.blind('crossing-birth-date', text)
  const ofYear = Buffer.concat([key(`year ${year}`), yearMark])
  if (!isWholeDate(birthDate)) return [ofYear]
  const swapped = Number(day) <= 12 && month !== day ? [key(`${year}-${day}-${month}`)] : []
  return [key(birthDate), ...swapped, ofYear]
}
const yearMark = Buffer.of(1)
/** Tests whether a key of a birth date is that of its year. */
export const isYearKey = (key: Buffer): boolean => key.length % 2 === 1

const known = new Map<string, string | null>()

/** Returns one code for a state in any spelling (`NL`, `NLD`, `D`); null if none or no single state is stated. */
function sameState(written: string | null): string | null {
  if (written === null) return null
  const found = known.get(written)
  if (found !== undefined) return found
  const codes = countryCodes(written)
  const state = codes !== null && codes.length === 1 ? (codes[0] ?? null) : null
  // Only codes are cached: there are few of them, and other texts are unlimited.
  if (state !== null) known.set(written, state)
  return state
}
