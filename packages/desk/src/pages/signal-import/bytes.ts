import { number } from '../../texts/numbers.ts'

/** Formats a size in units of 1,000: `812 B`, `48 kB`, `3.1 MB`. */
export function bytes(size: number): string {
  if (size < 1_000) return `${number(size)} B`
  if (size < 1_000_000) return `${number(size / 1_000)} kB`
  return `${number(size / 1_000_000, 1)} MB`
}
