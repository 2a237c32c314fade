import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { text } from '../texts/text.ts'
import { addressOf } from './api.ts'
import { useRead } from './query.ts'
import { takeSession } from './session.ts'
import classes from './sign-in.module.css'

interface Props {
  /** The name of the agency's OpenID provider. */
  name: string
  /** The page to open afterwards, and why the last sign-in there opened no session. Without it, the provider opens in another window. */
  next: { to: string | undefined; refused: string | undefined } | undefined
  onSignedIn: () => void
}

const reasons = ['refused', 'unavailable', 'cancelled', 'locked', 'suspended', 'busy'] as const

/** Leads to the agency's OpenID provider, and says why a sign-in there opened no session. */
export function ProviderSignIn({ name, next, onSignedIn }: Props) {
  const [isAway, setIsAway] = useState(false)
  const because = reasons.find((reason) => reason === next?.refused)
  // A covered page keeps its input only while it stays open: it looks for the session when the person comes back to it.
  useEffect(() => {
    if (!isAway) return
    const look = (): void => void takeSession().then(onSignedIn, () => undefined)
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [isAway, onSignedIn])
  return (
    <>
      {because !== undefined && (
        <p role="alert" className={classes.note}>
          {text(`sign-in.provider.${because}`, { name })}
        </p>
      )}
      {because === 'refused' && <Subject />}
      <Button
        component="a"
        href={addressOf('/v1/session/oidc', { to: next?.to })}
        variant="default"
        fullWidth
        {...(next === undefined && { target: '_blank', rel: 'noreferrer', onClick: () => setIsAway(true) })}
      >
        {text('sign-in.provider.act', { name })}
      </Button>
      {isAway && <p role="status">{text('sign-in.provider.window')}</p>}
    </>
  )
}

/** Shows which subject the provider named, so that the person can give it to an administrator. */
function Subject() {
  const { data } = useRead<{ subject: string }>('/v1/session/oidc/subject')
  if (data === undefined) return null
  return (
    <p className={classes.note}>
      {text('sign-in.provider.subject')} <code>{data.subject}</code>
    </p>
  )
}
