import * as en from './en/index.ts'

/** Languages the desk speaks. Every one has the shape of English: what it lacks does not compile. */
export type Language = 'en'
export type Catalogue = typeof en
export const directionOf: Record<Language, 'ltr' | 'rtl'> = { en: 'ltr' }

const catalogues: Record<Language, Catalogue> = { en }
const language: Language = 'en'

/** The language the person reads. */
export const currentLanguage = (): Language => language

/** All texts of one page: `const t = textsOf('queue')`. Texts with values in them are functions. */
export function textsOf<P extends keyof Catalogue>(page: P): Catalogue[P] {
  return catalogues[language][page]
}
