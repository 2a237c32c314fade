import type { MemberAnswer } from '@entente/contracts'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { GoLink } from '../parts/go-link.tsx'
import { Icon } from '../parts/icon.tsx'
import { ProblemCard } from '../parts/problem-card.tsx'
import { ProblemError } from '../parts/problem-error.ts'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import { answerWithPasskey, knowsPasskeys } from './passkey.ts'
import { paths } from './paths.ts'
import { ProviderSignIn } from './provider-sign-in.tsx'
import { useRead } from './query.ts'
import { codeIn, signIn } from './session.ts'
import classes from './sign-in.module.css'

interface Props {
  title: string
  note?: string
  /** The page to open after a sign-in by the agency. Without it, this page stays and the agency's opens in another window. */
  next?: { to: string | undefined; refused: string | undefined }
  onSignedIn: () => void
}

export function SignInForm({ title, note, next, onSignedIn }: Props) {
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const { data: member } = useRead<MemberAnswer>('/v1/member')
  const passwordField = useRef<HTMLInputElement>(null)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setError(null)
    if (account === '' || password === '') setRefused(text('sign-in.needed'))
    else void send(async () => ({ account, password, ...codeIn(code) }))
  }
  const send = async (shown: () => Promise<Parameters<typeof signIn>[0]>): Promise<void> => {
    setBusy(true)
    setRefused(null)
    try {
      await signIn(await shown())
      onSignedIn()
    } catch (failure) {
      const refusal = refusalText(failure, member?.people === 'complete')
      if (refusal) setRefused(refusal)
      else setError(failure instanceof Error ? failure : new Error(String(failure)))
      setPassword('')
      setCode('')
      passwordField.current?.focus()
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={classes.column}>
      <form className={classes.card} onSubmit={submit} noValidate aria-labelledby="sign-in-title">
        <p className={classes.brand}>
          <Icon name="brand" size={20} /> {member ? <bdi>{member.name}</bdi> : text('shell.product')}
        </p>
        <h1 id="sign-in-title">{title}</h1>
        {note && <p className={classes.note}>{note}</p>}
        <TextInput
          label={text('sign-in.account')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordField}
          label={text('sign-in.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={refused}
        />
        {member?.people === 'complete' && (
          <TextInput
            label={text('sign-in.code')}
            description={text('sign-in.codeNote')}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <div role="status" className="visually-hidden">
          {refused}
        </div>
        <Button type="submit" fullWidth loading={busy}>
          {text('sign-in.submit')}
        </Button>
        {knowsPasskeys() && (
          <Button
            variant="default"
            fullWidth
            onClick={() =>
              void send(async () => ({
                passkey: (await answerWithPasskey('/v1/session/options')) as Record<string, unknown>,
              }))
            }
          >
            {text('sign-in.passkey')}
          </Button>
        )}
        {member?.provider != null && <ProviderSignIn name={member.provider} next={next} onSignedIn={onSignedIn} />}
      </form>
      {error && <ProblemCard error={error} />}
      <p className={classes.logged}>
        <GoLink to={paths.enrol()}>{text('sign-in.enrol.link')}</GoLink>
      </p>
      <p className={classes.logged}>{text('sign-in.logged')}</p>
      {member?.people === 'single-operator' && <p className={classes.logged}>{text('shell.singleOperator')}</p>}
      {member?.restored && <p className={classes.logged}>{text('shell.restoredShort')}</p>}
    </div>
  )
}

/** Explains why a sign-in was refused. Shows nothing for any other failure. */
function refusalText(failure: unknown, asksCode: boolean): string | null {
  if (!(failure instanceof ProblemError)) return null
  if (failure.code === 'sign-in-failed') {
    const left = /\b(\d+)\b/.exec(failure.problem.detail)?.[1]
    return text(asksCode ? 'sign-in.wrongOrCode' : 'sign-in.wrong', { left: left === undefined ? null : Number(left) })
  }
  if (failure.code === 'account-suspended') return failure.problem.detail
  if (failure.code === 'locked-out') {
    const wait = failure.problem.retryAfterMs
    return text('sign-in.locked', { clock: wait === undefined ? null : clockHere(Date.parse(failure.at) + wait) })
  }
  return null
}
