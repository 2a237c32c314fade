import type { IntlMessageFormat } from 'intl-messageformat'
import { createElement, Fragment, type ReactNode } from 'react'
import { currentReading, directionOf, isolated, isPseudo } from './language.ts'
import { englishBeside, messageOf } from './loaded-texts.ts'
import { rememberEnglish } from './mark-english.ts'

/** A value for a text: `{name}`. Null chooses the branch `none` of a `select`, a boolean the branch `true` or `false`. */
export type Value = string | number | boolean | null | undefined
export type Values = Readonly<Record<string, Value>>
/** A value that the page renders: a node for `{name}`, or a function for the content of `<name>…</name>`. */
type RichValue = Value | ReactNode | ((inside: ReactNode) => ReactNode)

/** The arguments of every text that a key can stand for. */
type Arguments<All, Key extends keyof All> = (Key extends unknown ? (each: All[Key]) => void : never) extends (
  each: infer Every,
) => void
  ? Every
  : never
type Given<All, Key extends keyof All> =
  Record<never, never> extends Arguments<All, Key> ? [values?: Arguments<All, Key>] : [values: Arguments<All, Key>]

/** The functions that format texts. `All` is the type of their arguments by key, which `npm run texts` writes. */
export interface Texts<All> {
  /** Returns the text in the reader's language, with `values` inserted (ICU MessageFormat). */
  text<Key extends keyof All & string>(key: Key, ...values: Given<All, Key>): string
  /** Returns the text with nodes for values and tags: `<strong>{count}</strong>`. */
  richText<Key extends keyof All & string>(
    key: Key,
    values: { readonly [Place in keyof Arguments<All, Key>]: RichValue },
  ): ReactNode
  /** Returns the text of a key that is not known at build time, such as a code of the node; undefined if no text exists. */
  findText(key: string, values?: Values): string | undefined
  /** Returns the English text of a letter; undefined if its text in the reader's language can stand alone. */
  englishBeside<Key extends keyof All & string>(key: Key, ...values: Given<All, Key>): string | undefined
}

/**
 * Defines functions that format texts. `builtIn` has the English texts of a desk that was not built, as in tests. A key
 * that the reader's language lacks is shown in English.
 */
export function defineTexts<All>(...builtIn: readonly Readonly<Record<string, string>>[]): Texts<All> {
  const english: Record<string, string> = Object.assign({}, ...builtIn)

  function findText(key: string, values: Values = {}): string | undefined {
    const found = messageOf(key, english)
    if (found === undefined) return undefined
    const words = String(found.message.format(plainValues(values, found.message)))
    if (!found.isEnglish) return words
    const marked = isolated(words, 'ltr')
    rememberEnglish(marked)
    return marked
  }

  return {
    findText,
    text: (key, ...[values]) => findText(key, values as Values | undefined) ?? key,
    englishBeside(key, ...[values = {}]) {
      const message = englishBeside(key)
      return message && String(message.format(plainValues(values as Values, message)))
    },
    richText(key, values) {
      const found = messageOf(key, english)
      const formatted: unknown = found?.message.format<ReactNode>(richValues(values))
      const parts = (Array.isArray(formatted) ? formatted : [formatted]) as ReactNode[]
      return found?.isEnglish
        ? createElement('span', { lang: 'en' }, ...parts)
        : createElement(Fragment, null, ...parts)
    },
  }
}

/** Names that stand alone in a message: their words keep their own direction. */
const standing = new WeakMap<IntlMessageFormat, ReadonlySet<string>>()
interface Part {
  type: number
  value?: unknown
  options?: Record<string, { value: readonly Part[] }>
  children?: readonly Part[]
}
function standingIn(message: IntlMessageFormat): ReadonlySet<string> {
  const known = standing.get(message)
  if (known !== undefined) return known
  const alone = new Set<string>()
  const others = new Set<string>()
  const visit = (parts: readonly Part[]): void => {
    for (const part of parts) {
      // In the TYPE of icu-messageformat-parser, 0 is plain text, 1 is an argument that stands alone, and 7 is the count inside a plural.
      if (part.type === 1) alone.add(String(part.value))
      else if (part.type !== 0 && part.type !== 7) others.add(String(part.value))
      for (const option of Object.values(part.options ?? {})) visit(option.value)
      visit(part.children ?? [])
    }
  }
  visit(message.getAst() as readonly Part[])
  const names = new Set([...alone].filter((name) => !others.has(name)))
  standing.set(message, names)
  return names
}

function plainValues(values: Values, message: IntlMessageFormat): Record<string, string | number> {
  const { language } = currentReading()
  const names = directionOf(language) === 'rtl' || isPseudo(language) ? standingIn(message) : null
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const plain = plainValue(value)
      return [name, names?.has(name) ? inDirection(plain) : plain]
    }),
  )
}

/** Writes a count in the reader's digits, and keeps the direction of inserted words apart from that of the sentence. */
function inDirection(value: string | number): string {
  if (typeof value === 'string') return isolated(value)
  const { language, digits } = currentReading()
  if (language !== 'ar' || digits === 'latn') return String(value)
  return new Intl.NumberFormat('ar-u-nu-arab', { useGrouping: false, maximumFractionDigits: 20 }).format(value)
}

function plainValue(value: Value): string | number {
  if (value === null || value === undefined) return 'none'
  return typeof value === 'boolean' ? String(value) : value
}

function richValues(values: Readonly<Record<string, RichValue>>): Record<string, never> {
  const entries = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'function')
      return [name, (inside: ReactNode[]) => value(createElement(Fragment, null, ...inside))]
    const isPlain = value === null || ['undefined', 'boolean'].includes(typeof value)
    return [name, isPlain ? plainValue(value as Value) : value]
  })
  return Object.fromEntries(entries) as Record<string, never>
}
