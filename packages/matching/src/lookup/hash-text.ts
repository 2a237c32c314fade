const base = 0x01000193

/** Adds one UTF-16 unit to a 32-bit polynomial hash. With `joinSums`, the parts of a text before and after a change need not be hashed again. */
export const addCharacter = (sum: number, code: number): number => (Math.imul(sum, base) + code + 1) | 0
export const joinSums = (before: number, after: number, powerOfAfter: number): number =>
  (Math.imul(before, powerOfAfter) + after) | 0
export const nextPower = (power: number): number => Math.imul(power, base)

/** Makes a key from the sum of a text (`addCharacter`). Keys of different `kind` are equal only by chance. */
export function finishHash(sum: number, kind: number): number {
  let hash = sum ^ Math.imul(kind, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Adds the part of a text from `from` to before `to` to the sum `before`. */
export function addText(before: number, text: string, from = 0, to = text.length): number {
  let sum = before
  for (let at = from; at < to; at += 1) sum = addCharacter(sum, text.charCodeAt(at))
  return sum
}
/** Returns a 32-bit hash of a text. */
export const hashText = (text: string, kind: number): number => finishHash(addText(0, text), kind)
