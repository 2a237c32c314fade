import type { MessageSegments } from '@entente/contracts'

const windowSize = 2_000

/**
 * The segment that names a person as sent: the first one, apart from the envelope, in which both names stand as written. A reading
 * does not keep the place of each value, so it is looked for. Null where no segment has both.
 */
export async function findPerson(
  read: (from: number, limit: number) => Promise<MessageSegments>,
  surname: string | null,
  given: string | null,
): Promise<number | null> {
  const words = [surname, given].flatMap((name) => (name ? [escaped(name)] : []))
  if (words.length === 0) return null
  for (let from = 0; ; from += windowSize) {
    const { items, total } = await read(from, windowSize)
    const found = items.find((item) => words.every((word) => item.text.toUpperCase().includes(word)))
    if (found) return found.number
    if (from + windowSize >= total || items.length === 0) return null
  }
}
/** A value as EDIFACT writes it: separators released (ISO 9735). */
const escaped = (name: string): string => name.toUpperCase().replace(/[+:'?]/g, '?$&')
