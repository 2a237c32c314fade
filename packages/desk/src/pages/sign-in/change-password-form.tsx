import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../app/api.ts'
import { refreshMe } from '../../app/session.ts'
import classes from '../../app/sign-in.module.css'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'

const shortest = 12

/** Requires a new password in place of a one-time password before anything can be read. */
export function ChangePasswordForm() {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const short = next.length < shortest
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (short || next !== again || current === '') return
    setBusy(true)
    setError(null)
    try {
      await api.post('/v1/me/password', { current, next })
      await refreshMe()
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={classes.column}>
      <form className={classes.card} onSubmit={(event) => void submit(event)} noValidate>
        <h1>{text('sign-in.changeTitle')}</h1>
        <p className={classes.note}>{text('sign-in.changeNote')}</p>
        <PasswordInput
          label={text('sign-in.current')}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={tried && current === '' ? text('sign-in.needed') : null}
        />
        <PasswordInput
          label={text('sign-in.next')}
          description={text('sign-in.nextNote')}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={tried && short ? text('sign-in.short', { least: shortest, missing: shortest - next.length }) : null}
        />
        <PasswordInput
          label={text('sign-in.again')}
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={tried && next !== again ? text('sign-in.differs') : null}
        />
        {error && <ProblemCard error={error} />}
        <Button type="submit" fullWidth loading={busy}>
          {text('sign-in.change')}
        </Button>
      </form>
    </div>
  )
}
