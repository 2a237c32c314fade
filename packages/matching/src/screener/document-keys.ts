import { addCharacter, finishHash, hashText, joinSums, nextPower } from './hash-text.ts'

const kind = 21
/** From this length on two numbers that differ in one place, or by two neighbours exchanged, say something (compare-documents.ts). */
const slipsFrom = 8
/** What a folded number consists of: the letters that are taken for digits are digits (document-number.ts). */
const characters = [...'0123456789ACDEFHJKMNPQRTUVWXY'].map((letter) => letter.charCodeAt(0))

/** The key a document is kept under. */
export const documentKey = (folded: string): number => hashText(folded, kind)

/** The keys, some of them twice, of a number and, where it is long enough, of every number that is one slip away and has as many characters. */
export function documentKeysToFind(folded: string): number[] {
  const keys = [documentKey(folded)]
  const length = folded.length
  if (length < slipsFrom) return keys
  const code = (at: number): number => folded.charCodeAt(at)
  // The sums of what follows each place, and the powers that lift what stands before.
  const after = [0]
  const powers = [1]
  for (let size = 1; size <= length; size += 1) {
    const power = powers[size - 1] ?? 1
    after.push(joinSums(code(length - size) + 1, after[size - 1] ?? 0, power))
    powers.push(nextPower(power))
  }
  const give = (before: number, size: number): void => {
    keys.push(finishHash(joinSums(before, after[size] ?? 0, powers[size] ?? 1), kind))
  }
  let before = 0
  for (let at = 0; at < length; at += 1) {
    const left = length - at - 1
    for (const character of characters) give(addCharacter(before, character), left)
    if (left > 0) give(addCharacter(addCharacter(before, code(at + 1)), code(at)), left - 1)
    before = addCharacter(before, code(at))
  }
  return keys
}
