import { localeOf, ofLocale } from './language.ts'

const format = (type: 'conjunction' | 'disjunction' | 'unit', items: readonly string[]): string =>
  new Intl.ListFormat(localeOf(), { type })
    .formatToParts(items)
    .map(({ type, value }) => (type === 'literal' ? ofLocale(value) : value))
    .join('')

/** Joins words in the reader's language: `A, B and C`. */
export const list = (items: readonly string[]): string => format('conjunction', items)

/** Joins alternatives in the reader's language: `A, B or C`. */
export const anyOf = (items: readonly string[]): string => format('disjunction', items)

/** Joins names or measures without a word between them: `A, B, C`. */
export const enumerate = (items: readonly string[]): string => format('unit', items)
