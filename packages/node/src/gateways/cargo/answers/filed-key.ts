import type { CargoAnswer } from '@entente/contracts'

/**
 * Returns the numbers of a consignment as its filer stated them. `key` is the stored key, in which the filer's id takes the
 * place of a number that its message does not name.
 */
export function filedKey(key: string, level: string, senderId: string): CargoAnswer['consignment'] {
  const parts = key.split('/')
  const filed = parts.map((part, place) => (place === 1 && part === senderId ? '?' : part)).join('/')
  if (level === 'declaration') return { key: filed, masterId: null, houseId: null }
  const number = (part: string | undefined) =>
    part === undefined || part === '' || part === '?' || part === senderId ? null : part.replaceAll('%2F', '/')
  // `air/<master>/<house>`, `sea/<carrier>/<bill>/<house>`: the carrier is no number of the consignment.
  const numbers = parts.slice(parts[0] === 'air' ? 1 : 2)
  if (level === 'master') return { key: filed, masterId: number(numbers[0]), houseId: null }
  return { key: filed, masterId: numbers.length > 1 ? number(numbers[0]) : null, houseId: number(numbers.at(-1)) }
}
