import type { Language } from '../terms/languages.ts'

/** A part of a parsed ICU message, in the shape of `@formatjs/icu-messageformat-parser`. */
export interface MessagePart {
  type: number
  value?: unknown
  options?: Record<string, { value: readonly MessagePart[] }>
  children?: readonly MessagePart[]
  pluralType?: unknown
}
/** The values of `TYPE` in `@formatjs/icu-messageformat-parser`. */
export const partTypes = { literal: 0, argument: 1, select: 5, plural: 6, pound: 7, tag: 8 } as const

/** `plain`: a word or number. `number`: a number that is formatted or counted. `choice`: selects a branch. `tag`: markup around words. */
export type PlaceKind = 'plain' | 'number' | 'choice' | 'tag'
/** The places of a text by name. */
export type Places = Record<string, { kind: PlaceKind; options?: string[] }>

/** Returns the arguments and tags that a message names, with the options of each `select`. */
export function placesOf(message: readonly MessagePart[]): Places {
  const places: Places = {}
  const visit = (parts: readonly MessagePart[]): void => {
    for (const part of parts) {
      const options = Object.entries(part.options ?? {})
      if (part.type !== partTypes.literal && part.type !== partTypes.pound) {
        const name = String(part.value)
        const kind = kindOf(part.type)
        const known = places[name]
        // A number that also stands alone stays a number, and a choice that is also inserted stays a choice.
        if (known === undefined || known.kind === 'plain') places[name] = { ...known, kind }
        if (kind === 'choice')
          places[name] = {
            kind,
            options: [...new Set([...(known?.options ?? []), ...options.map(([option]) => option)])].sort(),
          }
      }
      for (const [, option] of options) visit(option.value)
      visit(part.children ?? [])
    }
  }
  visit(message)
  return places
}
function kindOf(type: number): PlaceKind {
  if (type === partTypes.argument) return 'plain'
  if (type === partTypes.select) return 'choice'
  return type === partTypes.tag ? 'tag' : 'number'
}

/** The plural forms that a text needs in each language (CLDR). French and Spanish also have `many`, for millions, which may be left out. */
export const pluralForms: Record<Language, readonly string[]> = {
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
  zh: ['other'],
  en: ['one', 'other'],
  fr: ['one', 'other'],
  ru: ['one', 'few', 'many', 'other'],
  es: ['one', 'other'],
}

export interface TextFault {
  code:
    | 'argument-missing'
    | 'argument-unknown'
    | 'tags-differ'
    | 'options-differ'
    | 'plural-form-missing'
    | 'plural-form-number'
  /** The argument, tag, option or plural form. */
  what: string
}

/**
 * Compares a parsed text with the places of the English text: both need the same arguments and tags and the same
 * options of a `select`, and each plural needs every form of the language. A form of several numbers must show its number.
 */
export function textFaults(message: readonly MessagePart[], english: Places, language: Language): TextFault[] {
  const own = placesOf(message)
  const faults: TextFault[] = []
  for (const [name, { kind }] of Object.entries(english))
    if (own[name] === undefined) faults.push({ code: kind === 'tag' ? 'tags-differ' : 'argument-missing', what: name })
  for (const [name, { kind, options = [] }] of Object.entries(own)) {
    const inEnglish = english[name]
    if (inEnglish === undefined || (kind === 'tag') !== (inEnglish.kind === 'tag'))
      faults.push({ code: kind === 'tag' ? 'tags-differ' : 'argument-unknown', what: name })
    else if (kind === 'choice' && options.join() !== (inEnglish.options ?? []).join())
      faults.push({ code: 'options-differ', what: name })
  }
  return [...faults, ...formFaults(message, language)]
}

/** Languages in which the form `one` is also that of other numbers (CLDR): 0 in French, 21 and 31 in Russian. */
const wideOne: readonly Language[] = ['fr', 'ru']

function formFaults(message: readonly MessagePart[], language: Language): TextFault[] {
  return message.flatMap((part) => {
    const options = Object.entries(part.options ?? {})
    const forms = part.pluralType === 'ordinal' ? ['other'] : pluralForms[language]
    const missing =
      part.type === partTypes.plural ? forms.filter((form) => !options.some(([option]) => option === form)) : []
    const one = wideOne.includes(language) ? (part.options?.one?.value ?? []) : []
    const fixed =
      part.type === partTypes.plural && one.some(({ value, type }) => type === partTypes.literal && saysOne(value))
    return [
      ...missing.map((form) => ({ code: 'plural-form-missing' as const, what: `${part.value} ${form}` })),
      ...(fixed ? [{ code: 'plural-form-number' as const, what: `${part.value} one` }] : []),
      ...options.flatMap(([, option]) => formFaults(option.value, language)),
      ...formFaults(part.children ?? [], language),
    ]
  })
}

const saysOne = (literal: unknown): boolean => typeof literal === 'string' && /(?<![\d.,])1(?![\d.,%])/.test(literal)
