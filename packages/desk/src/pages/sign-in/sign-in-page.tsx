import type { Me } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { DraftBanner } from '../../app/draft-banner.tsx'
import { useGateways } from '../../app/gateway.ts'
import { homeOf } from '../../app/navigation.ts'
import { usePageTitle } from '../../app/page.tsx'
import { refreshMe, signOut, useMeQuery } from '../../app/session.ts'
import classes from '../../app/sign-in.module.css'
import { SignInForm } from '../../app/sign-in-form.tsx'
import { useGo } from '../../parts/go.ts'
import { text } from '../../texts/text.ts'
import { PurposeForm } from './purpose-form.tsx'

// Few sign-ins need these two steps, and the first load is at its limit.
const ChangePasswordForm = lazy(async () => ({
  default: (await import('./change-password-form.tsx')).ChangePasswordForm,
}))
const AddFactor = lazy(async () => ({ default: (await import('../../app/add-factor.tsx')).AddFactor }))

/** Signs a person in by up to four steps: their credentials, a password after a one-time one, a second factor, the purpose. */
export function SignInPage() {
  usePageTitle(text('sign-in.pageTitle'))
  const { to, provider } = useSearch({ from: '/sign-in' })
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
        <SignInForm
          title={text('sign-in.title')}
          next={{ to, refused: provider }}
          onSignedIn={() => setAsking(false)}
        />
      ) : me.mustChangePassword ? (
        <Suspense>
          <ChangePasswordForm />
        </Suspense>
      ) : me.secondFactorNeeded ? (
        <div className={classes.column}>
          <div className={classes.card}>
            <h1>{text('sign-in.factor.title')}</h1>
            <p className={classes.note}>{text('sign-in.factor.note')}</p>
            <Suspense>
              <AddFactor onAdded={() => void refreshMe()} />
            </Suspense>
            <Button variant="subtle" fullWidth onClick={again}>
              {text('sign-in.otherPerson')}
            </Button>
          </div>
        </div>
      ) : (
        <PurposeForm me={me} onChosen={enter} onOther={again} />
      )}
    </main>
  )
}
