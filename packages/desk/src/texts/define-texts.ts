import { IntlMessageFormat } from 'intl-messageformat'
import { createElement, Fragment, type ReactNode } from 'react'
import { currentLanguage, type Language } from './language.ts'

/** A value for a text: `{name}`. Null chooses the branch `none` of a `select`, a boolean the branch `true` or `false`. */
export type Value = string | number | boolean | null | undefined
export type Values = Readonly<Record<string, Value>>
/** A value that the page renders: a node for `{name}`, or a function for the content of `<name>…</name>`. */
type RichValue = Value | ReactNode | ((inside: ReactNode) => ReactNode)

type Catalogue = Readonly<Record<string, string>>

export interface Texts<Key extends string> {
  /** Returns the text in the reader's language, with `values` inserted (ICU MessageFormat). */
  text(key: Key, values?: Values): string
  /** Returns the text with nodes for values and tags: `<strong>{count}</strong>`. */
  richText(key: Key, values: Readonly<Record<string, RichValue>>): ReactNode
  /** Returns the text of a key that is not known at build time, such as a code of the node; undefined if no text exists. */
  findText(key: string, values?: Values): string | undefined
}

/** Defines texts by key for each language. English has every key. A key that another language lacks is shown in English. */
export function defineTexts<Key extends string>(
  languages: Record<Language, Readonly<Record<Key, string>>> & Partial<Record<string, Catalogue>>,
): Texts<Key> {
  const english: Catalogue = languages.en
  const parsed = new Map<string, IntlMessageFormat>()

  function messageOf(key: string): IntlMessageFormat | undefined {
    const language = currentLanguage()
    const known = parsed.get(`${language} ${key}`)
    if (known !== undefined) return known
    const own = languages[language]?.[key as Key]
    const source = own ?? english[key]
    if (source === undefined) return undefined
    const message = new IntlMessageFormat(source, own === undefined ? 'en' : language)
    parsed.set(`${language} ${key}`, message)
    return message
  }

  function findText(key: string, values: Values = {}): string | undefined {
    const message = messageOf(key)
    return message === undefined ? undefined : String(message.format(plainValues(values)))
  }

  return {
    findText,
    text: (key, values) => findText(key, values) ?? key,
    richText(key, values) {
      const formatted: unknown = messageOf(key)?.format<ReactNode>(richValues(values))
      const parts = (Array.isArray(formatted) ? formatted : [formatted]) as ReactNode[]
      return createElement(Fragment, null, ...parts)
    },
  }
}

function plainValues(values: Values): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainValue(value)]))
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
