import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ProblemCard } from '../parts/problem-card.tsx'
import { text } from '../texts/text.ts'
import { api } from './api.ts'
import { answerWithPasskey, knowsPasskeys } from './passkey.ts'
import { codeIn, refreshMe, useMeQuery } from './session.ts'

/** Asks the signed-in person to show once more who uses the session: by password and code, or by passkey. */
export function ProveAgain({ onProven }: { onProven: () => void }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const byProvider = useMeQuery().data?.method === 'oidc'
  const shown = codeIn(code)
  const recovers = byProvider && shown.recoveryCode !== undefined
  const prove = async (body: () => Promise<object>): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await api.post('/v1/session/verify', await body())
      // After a recovery code the session only adds a passkey, and the page for that replaces this one.
      if (recovers) await refreshMe()
      else onProven()
    } catch (failure) {
      setError(failure as Error)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void prove(async () => (recovers ? shown : { password, ...(code === '' ? {} : { totp: code }) }))
  }
  return (
    <form onSubmit={submit} noValidate style={{ display: 'grid', gap: 12, maxInlineSize: 360 }}>
      <p>{text('sign-in.again.note')}</p>
      {byProvider && <p>{text('sign-in.again.providerNote')}</p>}
      <PasswordInput
        label={text('sign-in.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <TextInput
        label={text('sign-in.code')}
        description={text('sign-in.again.codeNote')}
        autoComplete="one-time-code"
        inputMode={byProvider ? 'text' : 'numeric'}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {error && <ProblemCard error={error} />}
      <div style={{ display: 'flex', gap: 10 }}>
        <Button type="submit" h={30} loading={busy} disabled={password === '' && !recovers}>
          {text('sign-in.again.act')}
        </Button>
        {knowsPasskeys() && (
          <Button
            variant="default"
            h={30}
            onClick={() => void prove(async () => ({ passkey: await answerWithPasskey('/v1/session/verify/options') }))}
          >
            {text('sign-in.passkey')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Asks for the proof that an act needs. The person then does the act again. */
export function ProofDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={text('sign-in.again.title')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': text('shell.close') }}
      zIndex={300}
    >
      <ProveAgain onProven={onClose} />
    </Modal>
  )
}
