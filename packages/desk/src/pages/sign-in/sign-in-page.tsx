import type { Me } from '@entente/contracts'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useGo } from '../../app/go.ts'
import { homeOf } from '../../app/navigation.ts'
import { usePageTitle } from '../../app/page.tsx'
import { signOut, useMeQuery } from '../../app/session.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { ChangePasswordForm } from './change-password-form.tsx'
import { PurposeForm } from './purpose-form.tsx'
import classes from './sign-in.module.css'
import { SignInForm } from './sign-in-form.tsx'

/** Three steps, each only if needed: name and password, a password of one's own, the purpose. */
export function SignInPage() {
  const t = textsOf('signIn')
  usePageTitle(t.pageTitle)
  const { to } = useSearch({ from: '/sign-in' })
  const { data: me } = useMeQuery()
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const enter = (as: Me): void => go(to ?? homeOf(as), { replace: true })
  const again = (): void => {
    void signOut().catch(() => undefined)
    setAsking(true)
  }
  return (
    <main className={classes.page}>
      {!me || asking ? (
        <SignInForm title={t.title} onSignedIn={() => setAsking(false)} />
      ) : me.mustChangePassword ? (
        <ChangePasswordForm />
      ) : (
        <PurposeForm me={me} onChosen={enter} onOther={again} />
      )}
    </main>
  )
}
