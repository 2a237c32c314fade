import type { Entry, Identity } from '@entente/matching'

/** Returns the Jaro-Winkler similarity of two texts, 0 to 1 (Winkler 1990): prefix of four, weight 0.1. */
function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const [n, m] = [a.length, b.length]
  if (n === 0 || m === 0) return 0
  const reach = Math.max(0, (Math.max(n, m) >> 1) - 1)
  const taken = new Uint8Array(m)
  const met: number[] = []
  for (let i = 0; i < n; i += 1)
    for (let j = Math.max(0, i - reach); j <= Math.min(m - 1, i + reach); j += 1)
      if (taken[j] === 0 && a.charCodeAt(i) === b.charCodeAt(j)) {
        taken[j] = 1
        met.push(a.charCodeAt(i))
        break
      }
  if (met.length === 0) return 0
  let [other, moved] = [0, 0]
  for (let j = 0; j < m; j += 1)
    if (taken[j] === 1) {
      if (b.charCodeAt(j) !== met[other]) moved += 1
      other += 1
    }
  const share = met.length
  const jaro = (share / n + share / m + (share - moved / 2) / share) / 3
  let prefix = 0
  while (prefix < 4 && prefix < n && a[prefix] === b[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

const wordsOf = (name: string): string[] => name.toLowerCase().split(/[\s-]+/)
/** Returns, for the words of the shorter name, the mean of the best similarity with a word of the longer name. */
function similarity(a: readonly string[], b: readonly string[]): number {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  let sum = 0
  for (const word of few) {
    let best = 0
    for (const other of many) best = Math.max(best, jaroWinkler(word, other))
    sum += best
  }
  return sum / few.length
}

/** Compares as a plain system does: returns the best similarity of any two names, with words in any order. */
export function bestPairJaroWinkler(a: Identity, b: Entry): number {
  let best = 0
  for (const left of a.names)
    for (const right of b.names)
      best = Math.max(best, similarity(wordsOf(left), wordsOf(typeof right === 'string' ? right : right.name)))
  return best
}

/** Splits the names of a list once, and returns a scan. The scan returns the ids of entries with a similarity of at least 0.85. */
export function makeScan(entries: readonly Entry[]): (subject: Identity) => string[] {
  const list = entries.map((entry) => ({
    id: entry.id,
    names: entry.names.map((name) => wordsOf(typeof name === 'string' ? name : name.name)),
  }))
  return (subject) => {
    const names = subject.names.map(wordsOf)
    const found: string[] = []
    for (const { id, names: others } of list)
      if (others.some((other) => names.some((name) => similarity(name, other) >= 0.85))) found.push(id)
    return found
  }
}
