import type { Digits, Language } from '@entente/contracts'

/** A language of the desk, or a made-up one with which the tests find texts that are not in the files (`pseudo-text.ts`). */
export type ShownLanguage = Language | 'en-XA' | 'en-XB'

/** The languages in the order of their English names, with their own names. */
export const languageNames: Record<Language, string> = {
  ar: 'العربية',
  zh: '中文',
  en: 'English',
  fr: 'Français',
  ru: 'Русский',
  es: 'Español',
}

export interface Reading {
  language: ShownLanguage
  digits: Digits
}
let reading: Reading = { language: 'en', digits: 'latn' }
const listeners = new Set<() => void>()

/** Returns the language that the page is in. */
export const currentLanguage = (): ShownLanguage => reading.language
/** Returns the language and the digits that the page is in. The same object is returned until they change. */
export const currentReading = (): Reading => reading

/** Sets the language of the page. Its texts must be loaded already. */
export function setReading(next: Reading): void {
  if (next.language === reading.language && next.digits === reading.digits) return
  reading = next
  for (const listener of listeners) listener()
}
export function onReading(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const directionOf = (language: ShownLanguage): 'ltr' | 'rtl' =>
  language === 'ar' || language === 'en-XB' ? 'rtl' : 'ltr'

/** Tests whether a language is made up for tests. */
export const isPseudo = (language: ShownLanguage): language is 'en-XA' | 'en-XB' =>
  language === 'en-XA' || language === 'en-XB'

/** Returns the locale for dates, numbers and lists in the language of the page. English is written as in Britain. */
export function localeOf({ language, digits } = reading): string {
  if (isPseudo(language) || language === 'en') return 'en-GB'
  return language === 'ar' ? `ar-u-nu-${digits}` : language
}

/** The language of the browser if the desk has it, else English. The tests set a made-up language as that of the browser. */
function browserLanguage(wanted: readonly string[] = navigator.languages): ShownLanguage {
  for (const tag of wanted) {
    if (tag === 'en-XA' || tag === 'en-XB') return tag
    const known = Object.keys(languageNames).find((language) => language === tag.toLowerCase().split('-')[0])
    if (known !== undefined) return known as Language
  }
  return 'en'
}

/**
 * Returns the language to show: that of the person, else that of the browser. A made-up language of the browser always
 * wins, because no person can choose one.
 */
export function languageFor(person: Language | null | undefined): ShownLanguage {
  const ofBrowser = browserLanguage()
  return isPseudo(ofBrowser) ? ofBrowser : (person ?? ofBrowser)
}

/**
 * Marks words that have a direction of their own, such as a time or a name, in a text that runs from right to left. In a
 * made-up language it also marks them as no text of the files.
 */
export function isolated(words: string, direction: 'ltr' | 'auto' = 'auto'): string {
  if (directionOf(reading.language) === 'ltr' && !isPseudo(reading.language)) return words
  return `${direction === 'ltr' ? '\u2066' : '\u2068'}${words}\u2069`
}

let pseudo: (words: string) => string = (words) => words
/** Sets the function that writes the browser's own words, such as names of months, in a made-up language. */
export function setPseudo(write: (words: string) => string): void {
  pseudo = write
}
/** Returns words that the browser made for the locale: names of months, countries and languages, and lists of words. */
export const ofLocale = (words: string): string => (isPseudo(reading.language) ? pseudo(words) : words)
