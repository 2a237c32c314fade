import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../app/api.ts'
import { usePageTitle } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import classes from '../../app/sign-in.module.css'
import { GoLink } from '../../parts/go-link.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'

const shortest = 12
const empty = { account: '', first: '', second: '', code: '', password: '', again: '' }

/**
 * Lets the owner of an account choose a password: with the two halves of a code, which two people gave them, or with one code of the first
 * accounts. A link with the code has it after the `#`, which a browser sends to nobody.
 */
export function EnrolPage() {
  usePageTitle(text('sign-in.enrol.title'))
  const [form, setForm] = useState({ ...empty, code: location.hash.slice(1) })
  const [whole, setWhole] = useState(form.code !== '')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const { again, code, password, ...halves } = form
  const body = whole ? { code, password } : { ...halves, password }
  const short = form.password.length < shortest
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (short || form.password !== again || Object.values(body).includes('')) return
    setBusy(true)
    setError(null)
    try {
      await api.post('/v1/enrol', body)
      setForm(empty)
      setDone(true)
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setBusy(false)
    }
  }
  const field = (name: 'account' | 'first' | 'second' | 'code', label: string, complete: string) => (
    <TextInput
      label={label}
      autoComplete={complete}
      autoCapitalize="none"
      spellCheck={false}
      value={form[name]}
      onChange={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
      error={tried && form[name] === '' ? text('sign-in.needed') : null}
    />
  )
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        {done ? (
          <div className={classes.card} role="status">
            <h1>{text('sign-in.enrol.done')}</h1>
            <p className={classes.note}>{text('sign-in.enrol.doneNote')}</p>
            <GoLink to={paths.signIn()}>{text('sign-in.submit')}</GoLink>
          </div>
        ) : (
          <form className={classes.card} onSubmit={(event) => void submit(event)} noValidate>
            <h1>{text('sign-in.enrol.title')}</h1>
            <p className={classes.note}>{text(whole ? 'sign-in.enrol.codeNote' : 'sign-in.enrol.note')}</p>
            {whole ? (
              field('code', text('sign-in.enrol.code'), 'off')
            ) : (
              <>
                {field('account', text('sign-in.account'), 'username')}
                {field('first', text('sign-in.enrol.first'), 'off')}
                {field('second', text('sign-in.enrol.second'), 'off')}
              </>
            )}
            <PasswordInput
              label={text('sign-in.next')}
              description={text('sign-in.nextNote')}
              autoComplete="new-password"
              value={form.password}
              onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
              error={
                tried && short
                  ? text('sign-in.short', { least: shortest, missing: shortest - form.password.length })
                  : null
              }
            />
            <PasswordInput
              label={text('sign-in.again')}
              autoComplete="new-password"
              value={again}
              onChange={(event) => setForm({ ...form, again: event.currentTarget.value })}
              error={tried && form.password !== again ? text('sign-in.differs') : null}
            />
            {error && <ProblemCard error={error} />}
            <Button type="submit" fullWidth loading={busy}>
              {text('sign-in.enrol.act')}
            </Button>
            <Button variant="subtle" fullWidth onClick={() => setWhole(!whole)}>
              {text(whole ? 'sign-in.enrol.halves' : 'sign-in.enrol.whole')}
            </Button>
          </form>
        )}
      </div>
    </main>
  )
}
