import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/**
 * argon2id with 19 MiB, 2 passes and 1 lane. This is the weakest setting that OWASP recommends, chosen so that signing
 * in is fast on a small machine.
 */
const settings = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), settings)

/**
 * Returns whether a password is right. For an unknown account it does the same work and returns false, so that the time
 * does not reveal which names exist.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const known = stored ?? (await decoy)
  const fits = await verify(known, password.normalize('NFKC'))
  return stored !== null && fits
}
const decoy = hash(randomBytes(16).toString('hex'), settings)

/**
 * Returns a one-time password that can be read aloud: five groups of four letters. It has about 98 bits.
 */
export const oneTimePassword = (): string => lettersOf(20)

/** Returns random letters in groups of four, from an alphabet of 31 without look-alike letters. */
export function lettersOf(length: number): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const letters = Array.from({ length }, () => {
    // Reject bytes from 248 (8 * 31) on, so that every letter is equally likely.
    let byte = 255
    while (byte >= 248) byte = randomBytes(1)[0] as number
    return alphabet[byte % 31]
  })
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
}
