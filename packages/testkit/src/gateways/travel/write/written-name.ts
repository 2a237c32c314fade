import type { InventedPerson, WrittenName } from '../../../synthetic/people/invented-person.ts'
import type { Carrier } from '../schedule/carriers.ts'

/** Returns the name as this carrier writes it: ASCII capitals, or with diacritics if the character set has them. */
export function writtenName(person: InventedPerson, carrier: Carrier): WrittenName {
  const { marked, name } = person
  if (carrier.charset === 'UNOY' && marked) return capitals(marked)
  if (carrier.charset === 'UNOC' && marked && fitsLatin1(capitals(marked))) return capitals(marked)
  return capitals(name)
}

const capitals = (name: WrittenName): WrittenName => ({
  surname: name.surname.toUpperCase(),
  given: name.given.toUpperCase(),
})

function fitsLatin1(name: WrittenName): boolean {
  return [...name.surname, ...name.given].every((character) => (character.codePointAt(0) as number) <= 0xff)
}

export const titleOf = (person: InventedPerson, kind: 'A' | 'C' | 'IN'): string => {
  if (kind === 'A') return person.sex === 'M' ? 'MR' : person.id.charCodeAt(1) % 2 === 0 ? 'MRS' : 'MS'
  return person.sex === 'M' ? 'MSTR' : 'MISS'
}
