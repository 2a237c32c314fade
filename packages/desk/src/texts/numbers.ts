import { currentLanguage } from './language.ts'

/** A whole number or a decimal as the reader's language writes it: 1,204. */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: digits }).format(value)
}

/** A threshold in hundredths, as it is set: 0.50. */
export function hundredths(value: number): string {
  return new Intl.NumberFormat(currentLanguage(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)
}
