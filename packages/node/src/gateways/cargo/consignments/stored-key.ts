import { createHash } from 'node:crypto'
import type { CargoConsignment } from '@entente/contracts'

const longestKey = 300
const kept = 230

/**
 * Returns the key under which a consignment is stored, and that of its master. Where the message names no carrier, master
 * or sender (`?`), the filer stands for it, so that strangers are never merged. A slash inside a number is written `%2F`.
 */
export function storedKey(
  { key, id, masterId, level }: Pick<CargoConsignment, 'key' | 'id' | 'masterId' | 'level'>,
  senderId: string,
): { key: string; parentKey: string | null } {
  const own = ownKey(key, senderId)
  if (level === 'declaration') return { key: shortened(own), parentKey: null }
  if (level === 'master') return { key: shortened(escaped(own, id)), parentKey: null }
  const end = own.endsWith(`/${id}`) ? own.length - id.length - 1 : own.lastIndexOf('/')
  const above = escaped(own.slice(0, end), masterId)
  const isKnown = above.includes('/') && !key.startsWith('air/?/')
  return {
    key: shortened(`${above}/${slashless(own.slice(end + 1))}`),
    parentKey: isKnown ? shortened(above) : null,
  }
}

/** Returns a key with the filer in place of a number that its message does not name. */
export const ownKey = (key: string, senderId: string): string => key.replace(/^(air|sea|ens)\/\?\//, `$1/${senderId}/`)

const slashless = (number: string): string => number.replaceAll('/', '%2F')
const escaped = (key: string, number: string | null): string =>
  number !== null && key.endsWith(`/${number}`) ? key.slice(0, key.length - number.length) + slashless(number) : key

/** Cuts a long key between characters, with a digest of the whole: two long keys stay two. */
export function shortened(key: string): string {
  const whole = key.toWellFormed()
  if (whole.length <= longestKey) return whole
  return `${whole.slice(0, kept).toWellFormed()}#${createHash('sha256').update(whole).digest('hex').slice(0, 32)}`
}
