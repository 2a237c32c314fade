import { currentLanguage } from './language.ts'

const format = (type: 'conjunction' | 'disjunction' | 'unit', items: readonly string[]): string =>
  new Intl.ListFormat(currentLanguage() === 'en' ? 'en-GB' : currentLanguage(), { type }).format(items)

/** Joins words in the reader's language: `A, B and C`. */
export const list = (items: readonly string[]): string => format('conjunction', items)

/** Joins alternatives in the reader's language: `A, B or C`. */
export const anyOf = (items: readonly string[]): string => format('disjunction', items)

/** Joins names or measures without a word between them: `A, B, C`. */
export const enumerate = (items: readonly string[]): string => format('unit', items)
