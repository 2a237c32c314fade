import type { Person } from '@entente/contracts'
import { normaliseDocumentNumber } from '@entente/matching'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { sameState } from './same-state.ts'

/** The hashed keys by which statements are told to be about one traveller: nothing of them can be read back. */
export interface IdentityKeys {
  /** 16 bytes of the number, then 16 bytes of number and issuing state where it is stated. */
  document_keys: Buffer[]
  reference_key: Buffer | null
  locator_name_key: Buffer | null
  name_birth_key: Buffer | null
  /** The stated birth date, then the same with day and month swapped where that is a date. */
  birth_keys: Buffer[]
}

/** Keys of one person of a message (travel.md 3.9, "One crossing"). `locator` is that of the reservation the person stands in. */
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
      name === null || person.placeholder || person.birthDate === null
        ? null
        : tx.blind('crossing-birth', `${name}|${person.birthDate}`),
    birth_keys: birthTexts(person.birthDate).map((date) => tx.blind('crossing-birth-date', date)),
  }
}

/** Surname and all given names, case and blanks aside; the title is no part of `given`. Null without a surname. A seat kept for "TBA" is told by its reference. */
function nameKeyText(person: Person): string | null {
  if (person.surname === null) return null
  if (person.placeholder) return `${tidy(person.surname)}|${person.ref ?? ''}`
  return `${tidy(person.surname)}|${tidy(`${person.given ?? ''}${person.middle ?? ''}`)}`
}

const tidy = (text: string): string => text.normalize('NFC').toUpperCase().replaceAll(/\s+/g, '')

function birthTexts(birthDate: string | null): string[] {
  if (birthDate === null) return []
  const [year, month, day] = birthDate.split('-')
  const swapped = Number(day) <= 12 && month !== day ? [`${year}-${day}-${month}`] : []
  return [birthDate, ...swapped]
}
