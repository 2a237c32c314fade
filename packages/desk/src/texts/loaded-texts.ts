import type { Language } from '@entente/contracts'
import { IntlMessageFormat } from 'intl-messageformat'
import { currentReading, isPseudo, localeOf, type ShownLanguage } from './language.ts'
import { languageStates } from './text-files.ts'

/** A file of texts, as the build writes it (scripts/texts/bundle-texts.ts). */
export interface LoadedTexts {
  texts: Readonly<Record<string, string>>
  /** The keys whose text is English. */
  english: readonly string[]
  /** The keys of a language in draft that a named person confirmed. */
  confirmed: readonly string[]
  /** The English texts of letters that are not confirmed. */
  beside: Readonly<Record<string, string>>
  /** Makes the message of a made-up language from an English text. */
  pseudo?: (text: string) => IntlMessageFormat
}

interface Texts {
  texts: Map<string, string>
  english: Set<string>
  confirmed: Set<string>
  beside: Map<string, string>
  overrides: Map<string, string>
  pseudo: LoadedTexts['pseudo']
  parsed: Map<string, IntlMessageFormat>
}
const languages = new Map<ShownLanguage, Texts>()
const of = (language: ShownLanguage): Texts => {
  const known = languages.get(language)
  if (known !== undefined) return known
  const texts: Texts = {
    texts: new Map(),
    english: new Set(),
    confirmed: new Set(),
    beside: new Map(),
    overrides: new Map(),
    pseudo: undefined,
    parsed: new Map(),
  }
  languages.set(language, texts)
  return texts
}

/** Keeps a loaded file of texts. */
export function keepTexts(language: ShownLanguage, loaded: LoadedTexts): void {
  const kept = of(language)
  for (const [key, text] of Object.entries(loaded.texts)) kept.texts.set(key, text)
  for (const key of loaded.english) kept.english.add(key)
  for (const key of loaded.confirmed) kept.confirmed.add(key)
  for (const [key, text] of Object.entries(loaded.beside)) kept.beside.set(key, text)
  kept.pseudo = loaded.pseudo
}
/** Keeps the texts that the member of the node replaces. */
export function keepOverrides(language: Language, texts: Readonly<Record<string, string>>): void {
  const kept = of(language)
  kept.overrides = new Map(Object.entries(texts))
  kept.parsed.clear()
}
/** Forgets the texts of every language except one. */
export function forgetTexts(except: ShownLanguage): void {
  for (const language of languages.keys()) if (language !== except) languages.delete(language)
}

/** A message in the language of the page. `isEnglish`: the language lacks it, so its text is English. */
interface Message {
  message: IntlMessageFormat
  isEnglish: boolean
}

/** Returns the message of a key; undefined if neither the loaded texts nor `builtIn` have it. */
export function messageOf(key: string, builtIn: Readonly<Record<string, string>>): Message | undefined {
  const reading = currentReading()
  const kept = of(reading.language)
  const override = kept.overrides.get(key)
  const own = override ?? kept.texts.get(key)
  const source = own ?? builtIn[key]
  if (source === undefined) return undefined
  const isEnglish =
    !isPseudo(reading.language) &&
    reading.language !== 'en' &&
    (own === undefined || (override === undefined && kept.english.has(key)))
  const name = `${reading.digits} ${key}`
  const known = kept.parsed.get(name)
  if (known !== undefined) return { message: known, isEnglish }
  const message = kept.pseudo?.(source) ?? new IntlMessageFormat(source, isEnglish ? 'en' : localeOf(reading))
  kept.parsed.set(name, message)
  return { message, isEnglish }
}

/**
 * Returns the state of a text in the language of the page. `draft`: no named person confirmed it yet. `english`: the
 * language lacks it. `own`: it can stand alone.
 */
export function textState(key: string): 'own' | 'draft' | 'english' {
  const { language } = currentReading()
  if (language === 'en' || isPseudo(language)) return 'own'
  const kept = of(language)
  if (kept.english.has(key) || !kept.texts.has(key)) return 'english'
  return languageStates[language]?.draft !== true || kept.confirmed.has(key) ? 'own' : 'draft'
}

/** Returns the message of the English text of a letter, if its text in the language of the page is not confirmed. */
export function englishBeside(key: string): IntlMessageFormat | undefined {
  const english = of(currentReading().language).beside.get(key)
  return english === undefined ? undefined : new IntlMessageFormat(english, 'en')
}
