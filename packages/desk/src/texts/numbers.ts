import { localeOf } from './language.ts'

/** Formats a whole or decimal number in the reader's language: 1,204. */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(localeOf(), { maximumFractionDigits: digits }).format(value)
}

/** Formats a threshold in hundredths: 0.50. */
export function hundredths(value: number): string {
  return new Intl.NumberFormat(localeOf(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)
}
