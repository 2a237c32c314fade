import { isolated, localeOf, ofLocale } from '../texts/language.ts'

/** Returns `Tunisia (TN)` for a code of two letters, and any other value unchanged. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  const name = new Intl.DisplayNames(localeOf(), { type: 'region', fallback: 'none' }).of(code)
  return name ? `${ofLocale(name)} (${isolated(code, 'ltr')})` : code
}
