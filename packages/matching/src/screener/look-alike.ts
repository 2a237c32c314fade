import { soundLimit } from '../names/name-weights.ts'
import { popCount } from '../names/relate-words.ts'

/**
 * False where the lengths of two words and the letters that occur in them (`lettersOf`) show that they look less alike than `relateWords` asks of
 * words that sound alike: what occurs in one of them only finds no like in the other (Winkler 1990).
 */
export function mayLookAlike(
  length: number,
  letters: number,
  otherLength: number,
  otherLetters: number,
  sameFirst: boolean,
): boolean {
  const matches = Math.min(length - popCount(letters & ~otherLetters), otherLength - popCount(otherLetters & ~letters))
  const jaro = (matches / length + matches / otherLength + 1) / 3
  return (sameFirst ? jaro + 0.4 * (1 - jaro) : jaro) >= soundLimit.alike - 1e-9
}
