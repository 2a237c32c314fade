/**
 * Returns the rate of a stratum such as `air/import/known`, from 0 to 1: that of the last row that fits it, else 0. `*` in a row
 * fits any part.
 */
export const rateOfStratum = (rows: readonly { stratum: string; rate: number }[], stratum: string): number =>
  rows.findLast((row) => fits(row.stratum, stratum))?.rate ?? 0

function fits(pattern: string, stratum: string): boolean {
  const parts = stratum.split('/')
  return pattern.split('/').every((part, at) => part === '*' || part === parts[at])
}
