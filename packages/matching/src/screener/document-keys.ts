import { addCharacter, finishHash, hashText, joinSums, nextPower } from '../lookup/hash-text.ts'

const kind = 21
/** From this length on two numbers that differ in one place, or by two neighbours exchanged, say something (compare-documents.ts). */
const slipsFrom = 8
/** What a folded number consists of: the letters that are taken for digits are digits (document-number.ts). */
const characters = [...'0123456789ACDEFHJKMNPQRTUVWXY'].map((letter) => letter.charCodeAt(0))

/** The key a document is kept under. */
export const documentKey = (folded: string): number => hashText(folded, kind)

/** The keys, some of them twice, of a number and, where it is long enough, of every number that is one slip away and has as many characters. */
export function documentKeysToFind(folded: string): Uint32Array {
  const { length } = folded
  const slips = length < slipsFrom ? 0 : length * characters.length + length - 1
  const keys = new Uint32Array(1 + slips)
  keys[0] = documentKey(folded)
  if (slips === 0) return keys
  // The sums of what follows each place, and the powers that lift what stands before.
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
