import { type Catalogue, readTranslation, type Translation, translations } from './read-catalogues.ts'

/** The texts of a group in one language, as the desk loads them. */
interface Bundle {
  texts: Record<string, string>
  /** The keys whose text is English, because the language has none or only one of an earlier English text. */
  english: string[]
  /** The keys of a language in draft that a named person confirmed. */
  confirmed: string[]
  /** The English texts of the letters whose text is not confirmed. The desk shows the English letter beside the draft. */
  beside: Record<string, string>
}
export type LanguageState = { draft: boolean; texts: number; missing: number }

const isOfLetter = (key: string): boolean => /^[\w-]+\.letter\.words\./.test(key)

/** Puts together the texts of some catalogues in one language. A text that the language lacks is English. */
export function bundleTexts(catalogues: readonly Catalogue[], language: 'en' | Translation): Bundle {
  const bundle: Bundle = { texts: {}, english: [], confirmed: [], beside: {} }
  for (const catalogue of catalogues) {
    const translated = language === 'en' ? null : readTranslation(catalogue, language)
    for (const [key, english] of Object.entries(catalogue.english)) {
      const own = translated?.texts[key]
      // An empty English text is the same in every language.
      const holds = own !== undefined && own.text !== '' && own.english === english
      bundle.texts[key] = holds ? own.text : english
      if (language === 'en' || english === '') continue
      if (!holds) bundle.english.push(key)
      else if (own.confirmed) bundle.confirmed.push(key)
      else if (isOfLetter(key)) bundle.beside[key] = english
    }
  }
  return bundle
}

/** Counts the texts of each language, and those that are shown in English. A language is in draft until every file is confirmed. */
export function languageStates(catalogues: readonly Catalogue[]): Record<Translation, LanguageState> {
  return Object.fromEntries(
    translations.map((language) => {
      const { texts, english } = bundleTexts(catalogues, language)
      const draft = catalogues.some((catalogue) => readTranslation(catalogue, language)?.draft !== false)
      return [language, { draft, texts: Object.keys(texts).length, missing: english.length }]
    }),
  ) as Record<Translation, LanguageState>
}
