import { text } from '../texts/text.ts'
import classes from './cover.module.css'
import { SignInForm } from './sign-in-form.tsx'

/** Replaces the page after a time without use. The content is removed from the document; input is kept for the same person. */
export function Cover({ onOpen }: { onOpen: () => void }) {
  return (
    <main className={classes.cover}>
      <SignInForm title={text('sign-in.coverTitle')} note={text('sign-in.coverNote')} onSignedIn={onOpen} />
    </main>
  )
}
