/** Computes the Jaro-Winkler similarity, 0..1, with the usual prefix scale of 0.1 over at most four letters (Winkler 1990). Counts UTF-16 units. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const n = a.length
  const m = b.length
  if (n === 0 || m === 0) return 0
  if (n > mostLetters || m > mostLetters) return ofLongWords(a, b)
  const reach = Math.max(0, Math.floor(Math.max(n, m) / 2) - 1)
  let takenA = 0
  let takenB = 0
  let matches = 0
  for (let i = 0; i < n; i += 1) {
    const code = a.charCodeAt(i)
    const to = Math.min(m - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= to; j += 1) {
      if (((takenB >>> j) & 1) === 1 || code !== b.charCodeAt(j)) continue
      takenA |= 1 << i
      takenB |= 1 << j
      matches += 1
      break
    }
  }
  if (matches === 0) return 0
  let crossed = 0
  let j = 0
  for (let i = 0; i < n; i += 1) {
    if (((takenA >>> i) & 1) === 0) continue
    while (((takenB >>> j) & 1) === 0) j += 1
    if (a.charCodeAt(i) !== b.charCodeAt(j)) crossed += 1
    j += 1
  }
  return likeness(a, b, matches, crossed)
}
/** For words up to this length, the matched letters fit into the bits of one number. */
const mostLetters = 31

function likeness(a: string, b: string, matches: number, crossed: number): number {
  const jaro = (matches / a.length + matches / b.length + (matches - crossed / 2) / matches) / 3
  let prefix = 0
  while (prefix < 4 && prefix < a.length && prefix < b.length && a.charCodeAt(prefix) === b.charCodeAt(prefix))
    prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

function ofLongWords(a: string, b: string): number {
  const [n, m] = [a.length, b.length]
  const reach = Math.max(0, Math.floor(Math.max(n, m) / 2) - 1)
  const takenA = new Uint8Array(n)
  const takenB = new Uint8Array(m)
  let matches = 0
  for (let i = 0; i < n; i += 1)
    for (let j = Math.max(0, i - reach); j <= Math.min(m - 1, i + reach); j += 1) {
      if (takenB[j] === 1 || a.charCodeAt(i) !== b.charCodeAt(j)) continue
      takenA[i] = 1
      takenB[j] = 1
      matches += 1
      break
    }
  if (matches === 0) return 0
  let crossed = 0
  let j = 0
  for (let i = 0; i < n; i += 1) {
    if (takenA[i] !== 1) continue
    while (takenB[j] !== 1) j += 1
    if (a.charCodeAt(i) !== b.charCodeAt(j)) crossed += 1
    j += 1
  }
  return likeness(a, b, matches, crossed)
}
