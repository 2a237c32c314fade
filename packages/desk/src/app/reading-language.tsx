import type { Digits, Language } from '@entente/contracts'
import { Fragment, type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { currentReading, directionOf, languageFor, onReading, type Reading, setReading } from '../texts/language.ts'
import { changeTexts, loadTexts } from '../texts/load-texts.ts'
import { markEnglish } from '../texts/mark-english.ts'
import { loadFurtherFonts } from './fonts.ts'
import { refreshMe, useMeQuery } from './session.ts'

/** The language and digits that the page is in. */
export const useReading = (): Reading => useSyncExternalStore(onReading, currentReading)

/**
 * Loads the texts of the first page: in the language of the signed-in person, else of the browser. Both are asked for at
 * once. `/v1/me` answers 401 if nobody is signed in.
 */
export async function prepareLanguage(): Promise<void> {
  const [me] = await Promise.allSettled([refreshMe(), loadTexts(languageFor(null), ['first'])])
  const preferences = me.status === 'fulfilled' ? me.value.preferences : null
  const language = languageFor(preferences?.language)
  await loadTexts(language, ['first'])
  setReading({ language, digits: preferences?.digits ?? 'latn' })
}

/** The last choice whose texts are loading. An earlier one that arrives later is not shown. */
let wanted = ''
async function read(person: Language | null, digits: Digits): Promise<void> {
  const language = languageFor(person)
  wanted = `${language} ${digits}`
  if (language !== currentReading().language) await changeTexts(language)
  if (wanted === `${language} ${digits}`) setReading({ language, digits })
}

/**
 * Shows the pages in the reader's language and direction, and changes both at once if the person chooses another one.
 * Every page is drawn anew then, because texts are no state of a component.
 */
export function InLanguage({ children }: { children: ReactNode }) {
  const { data: me } = useMeQuery()
  const { language, digits } = useReading()
  useEffect(() => {
    // Without the texts of the other language, the page stays in its own.
    read(me?.preferences.language ?? null, me?.preferences.digits ?? 'latn').catch(() => undefined)
  }, [me?.preferences.language, me?.preferences.digits])
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = directionOf(language)
    loadFurtherFonts(['ar', 'zh', 'en-XB'].includes(language) ? 'now' : 'idle')
    return language === 'en' ? undefined : markEnglish(document.body)
  }, [language])
  return <Fragment key={`${language} ${digits}`}>{children}</Fragment>
}
