/** Jaro-Winkler similarity, 0..1, with the usual prefix scale of 0.1 over at most four letters (Winkler 1990). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const n = a.length
  const m = b.length
  if (n === 0 || m === 0) return 0
  const reach = Math.max(0, Math.floor(Math.max(n, m) / 2) - 1)
  const takenA = new Uint8Array(n)
  const takenB = new Uint8Array(m)
  let matches = 0
  for (let i = 0; i < n; i += 1) {
    const from = Math.max(0, i - reach)
    const to = Math.min(m - 1, i + reach)
    for (let j = from; j <= to; j += 1) {
      if (takenB[j] === 1 || a.charCodeAt(i) !== b.charCodeAt(j)) continue
      takenA[i] = 1
      takenB[j] = 1
      matches += 1
      break
    }
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
  const jaro = (matches / n + matches / m + (matches - crossed / 2) / matches) / 3
  let prefix = 0
  while (prefix < 4 && prefix < n && prefix < m && a[prefix] === b[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}
