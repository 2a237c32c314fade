import { currentLanguage } from '../texts/language.ts'

/** Returns `Tunisia (TN)` for a code of two letters, and any other value unchanged. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  const name = new Intl.DisplayNames(currentLanguage(), { type: 'region', fallback: 'none' }).of(code)
  return name ? `${name} (${code})` : code
}
