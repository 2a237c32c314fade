import type { Language } from '@entente/contracts'
import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { DraftBanner } from '../../app/draft-banner.tsx'
import { usePageTitle } from '../../app/page.tsx'
import { useReading } from '../../app/reading-language.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { languageNames, setReading } from '../../texts/language.ts'
import { changeTexts } from '../../texts/load-texts.ts'
import { text } from '../../texts/text.ts'
import classes from './ask.module.css'

interface Props {
  title: string
  /** The other page for everybody. */
  other: { to: string; label: string }
  children: ReactNode
}

/** Frames a page for everybody: nobody is signed in, and the reader chooses the language. */
export function AskFrame({ title, other, children }: Props) {
  usePageTitle(title)
  const { language } = useReading()
  const choose = async (next: Language): Promise<void> => {
    await changeTexts(next)
    setReading({ language: next, digits: 'latn' })
  }
  return (
    <main className={classes.page}>
      <DraftBanner />
      <div className={classes.head}>
        <h1>{title}</h1>
        <Select
          aria-label={text('ask.language')}
          className={classes.language}
          value={language}
          onChange={(value) => value !== null && void choose(value as Language).catch(() => undefined)}
          data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
          allowDeselect={false}
        />
      </div>
      {children}
      <p className={classes.other}>
        <GoLink to={other.to}>{other.label}</GoLink>
      </p>
    </main>
  )
}
