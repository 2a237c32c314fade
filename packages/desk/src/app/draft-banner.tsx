import { Icon } from '../parts/icon.tsx'
import { currentLanguage, isPseudo, languageNames } from '../texts/language.ts'
import { text } from '../texts/text.ts'
import { languageStates } from '../texts/text-files.ts'
import classes from './draft-banner.module.css'

/** Says on each page that the texts in the reader's language were not confirmed by a person yet. */
export function DraftBanner() {
  const language = currentLanguage()
  if (isPseudo(language) || languageStates[language]?.draft !== true) return null
  return (
    <p className={classes.banner}>
      <Icon name="circledI" /> <span>{text('shell.draft', { language: languageNames[language] })}</span>
    </p>
  )
}

/** Says on each page that one person uses every account of this node, so nothing in it may be real. */
export function SingleOperatorBanner() {
  return (
    <p className={classes.banner}>
      <Icon name="circledI" /> <span>{text('shell.singleOperator')}</span>
    </p>
  )
}
