import type { Me } from '@entente/contracts'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { DraftBanner } from '../../app/draft-banner.tsx'
import { useGateways } from '../../app/gateway.ts'
import { homeOf } from '../../app/navigation.ts'
import { usePageTitle } from '../../app/page.tsx'
import { signOut, useMeQuery } from '../../app/session.ts'
import classes from '../../app/sign-in.module.css'
import { SignInForm } from '../../app/sign-in-form.tsx'
import { useGo } from '../../parts/go.ts'
import { text } from '../../texts/text.ts'
import { ChangePasswordForm } from './change-password-form.tsx'
import { PurposeForm } from './purpose-form.tsx'

/** Signs a person in by up to three steps: name and password, a new password after a one-time one, the purpose. */
export function SignInPage() {
  usePageTitle(text('sign-in.pageTitle'))
  const { to } = useSearch({ from: '/sign-in' })
  const { data: me } = useMeQuery()
  const go = useGo()
  const gateways = useGateways()
  const [asking, setAsking] = useState(false)
  const enter = (as: Me): void => go(to ?? homeOf(as, gateways), { replace: true })
  const again = (): void => {
    void signOut().catch(() => undefined)
    setAsking(true)
  }
  return (
    <main className={classes.page}>
      <DraftBanner />
      {!me || asking ? (
        <SignInForm title={text('sign-in.title')} onSignedIn={() => setAsking(false)} />
      ) : me.mustChangePassword ? (
        <ChangePasswordForm />
      ) : (
        <PurposeForm me={me} onChosen={enter} onOther={again} />
      )}
    </main>
  )
}
