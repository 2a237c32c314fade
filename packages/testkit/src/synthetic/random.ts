/** Pseudo-random numbers from a seed (mulberry32). The sequence is the same on every machine. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Integer in [low, high], inclusive. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Picks a value; each entry is [value, weight]. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T
  /** Returns a new shuffled array. */
  shuffled<T>(items: readonly T[]): T[]
  digits(count: number): string
  letters(count: number): string
  /** Returns an independent sequence named `label`; drawing from it does not advance this one. */
  fork(label: string): Random
}

export function createRandom(seed: number | string): Random {
  const key = String(seed)
  let state = hash(key)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('nothing to pick from')
    return items[between(0, items.length - 1)] as T
  }
  const string = (alphabet: string, count: number) => Array.from({ length: count }, () => pick([...alphabet])).join('')
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick,
    weighted(entries) {
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of entries) {
        left -= weight
        if (left < 0) return value
      }
      return (entries.at(-1) as (typeof entries)[number])[0]
    },
    shuffled(items) {
      const copy = [...items]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = between(0, i)
        ;[copy[i], copy[j]] = [copy[j] as (typeof copy)[number], copy[i] as (typeof copy)[number]]
      }
      return copy
    },
    digits: (count) => string('0123456789', count),
    letters: (count) => string('ABCDEFGHJKLMNPQRSTUVWXYZ', count),
    fork: (label) => createRandom(`${key}/${label}`),
  }
}

/** FNV-1a over UTF-16 units with a final mix, so that similar seeds give different sequences. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) | 0
}
