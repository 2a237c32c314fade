import { currentLanguage } from './language.ts'

const format = (type: 'conjunction' | 'disjunction' | 'unit', items: readonly string[]): string =>
  new Intl.ListFormat(currentLanguage() === 'en' ? 'en-GB' : currentLanguage(), { type }).format(items)

/** Words in a row as the reader's language joins them: `A, B and C`. */
export const list = (items: readonly string[]): string => format('conjunction', items)

/** Words to choose from, joined: `A, B or C`. */
export const anyOf = (items: readonly string[]): string => format('disjunction', items)

/** Names or measures in a row, without a word between: `A, B, C`. */
export const enumerate = (items: readonly string[]): string => format('unit', items)
