import { addCharacter, finishHash, hashText, joinSums, nextPower } from '../lookup/hash-text.ts'

const kind = 21
/** From this length on, two numbers that differ in one place, or by two exchanged neighbours, have a relation (compare-documents.ts). */
const slipsFrom = 8
/** The characters of folded numbers (document-number.ts). */
const characters = [...'0123456789ACDEFHJKMNPQRTUVWXY'].map((letter) => letter.charCodeAt(0))

/** Returns the key under which a document is stored. */
export const documentKey = (folded: string): number => hashText(folded, kind)

/** Returns the keys of a number and, where it is long enough, of every number of the same length that is one slip away. Keys may repeat. */
export function documentKeysToFind(folded: string): Uint32Array {
  const { length } = folded
  const slips = length < slipsFrom ? 0 : length * characters.length + length - 1
  const keys = new Uint32Array(1 + slips)
  keys[0] = documentKey(folded)
  if (slips === 0) return keys
  // The sums of the characters after each place, and the powers by which the sum before a place is multiplied.
  const after = new Int32Array(length + 1)
  const powers = new Int32Array(length + 1).fill(1)
  for (let size = 1; size <= length; size += 1) {
    const power = powers[size - 1] ?? 1
    after[size] = joinSums(folded.charCodeAt(length - size) + 1, after[size - 1] ?? 0, power)
    powers[size] = nextPower(power)
  }
  let count = 1
  let before = 0
  for (let at = 0; at < length; at += 1) {
    const left = length - at - 1
    const code = folded.charCodeAt(at)
    for (const character of characters) {
      keys[count] = finishHash(joinSums(addCharacter(before, character), after[left] ?? 0, powers[left] ?? 1), kind)
      count += 1
    }
    if (left > 0) {
      const exchanged = addCharacter(addCharacter(before, folded.charCodeAt(at + 1)), code)
      keys[count] = finishHash(joinSums(exchanged, after[left - 1] ?? 0, powers[left - 1] ?? 1), kind)
      count += 1
    }
    before = addCharacter(before, code)
  }
  return keys
}
