import type { Digits, Language } from '@entente/contracts'
import { Radio } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Choices } from '../../parts/choices.tsx'
import { currentLanguage, directionOf, languageNames } from '../../texts/language.ts'
import { text } from '../../texts/text.ts'
import { languageStates } from '../../texts/text-files.ts'
import classes from './language-choice.module.css'

interface Props {
  digits: Digits
  onLanguage: (language: Language) => void
  onDigits: (digits: Digits) => void
}

/** The page is drawn anew in the chosen language. The focus then returns to the choice. */
let justChosen = false

/** Chooses the language of the desk, and the digits of Arabic. A language in draft says so, and how many of its texts are shown in English. */
export function LanguageChoice({ digits, onLanguage, onDigits }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (justChosen) list.current?.querySelector<HTMLInputElement>('input:checked')?.focus()
    justChosen = false
  }, [])
  return (
    <>
      <Radio.Group
        label={text('me.language.title')}
        description={text('me.language.hint')}
        value={currentLanguage()}
        onChange={(language) => {
          justChosen = true
          onLanguage(language as Language)
        }}
      >
        <div ref={list} className={classes.list}>
          {Object.entries(languageNames).map(([language, name]) => (
            <Radio
              key={language}
              value={language}
              label={
                <span lang={language} dir={directionOf(language as Language)}>
                  {name}
                </span>
              }
              description={factsOf(language as Language)}
            />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group
        label={text('me.digits')}
        description={text('me.digitsHint')}
        value={digits}
        onChange={(chosen) => onDigits(chosen as Digits)}
      >
        <Choices names={{ latn: '123', arab: '١٢٣' }} />
      </Radio.Group>
    </>
  )
}

/** Returns the English name of a language in the reader's language, whether it is a draft, and how much of it is translated. */
function factsOf(language: Language): string {
  const state = languageStates[language]
  const own = text(`me.language.names.${language}`)
  const name = state?.draft ? text('me.language.draft', { name: own }) : own
  const { texts = 1, missing = 0 } = state ?? {}
  const percent = Math.floor((100 * (texts - missing)) / texts)
  return missing > 0
    ? text('me.language.missing', { name, percent, missing })
    : text('me.language.facts', { name, percent, direction: directionOf(language) })
}
