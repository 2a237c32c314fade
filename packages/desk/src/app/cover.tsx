import { textsOf } from '../texts/catalogue.ts'
import classes from './cover.module.css'
import { SignInForm } from './sign-in-form.tsx'

/** Stands instead of the page, whose content left the document. What was typed waits for the same person. */
export function Cover({ onOpen }: { onOpen: () => void }) {
  const t = textsOf('signIn')
  return (
    <main className={classes.cover}>
      <SignInForm title={t.coverTitle} note={t.coverNote} onSignedIn={onOpen} />
    </main>
  )
}
