import type { NewCredential, NewCredentialAnswer, NewCredentialOptions } from '@entente/contracts'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import type { z } from 'zod'
import { Loading } from '../parts/loading.tsx'
import { ProblemCard } from '../parts/problem-card.tsx'
import { ProblemError } from '../parts/problem-error.ts'
import { text } from '../texts/text.ts'
import { api } from './api.ts'
import { knowsPasskeys, makePasskey } from './passkey.ts'
import { ProveAgain } from './prove-again.tsx'
import { RecoveryCodeList } from './recovery-code-list.tsx'

interface Props {
  onAdded: () => void
  /** The recovery codes are shown, which cannot be shown again. */
  onCodes?: () => void
}

/** Adds a second factor to the own account: a passkey, or an application for codes. The first one comes with recovery codes. */
export function AddFactor({ onAdded, onCodes }: Props) {
  const [options, setOptions] = useState<NewCredentialOptions | null>(null)
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const begin = useCallback(async (): Promise<void> => {
    setError(null)
    try {
      setOptions(await api.post<NewCredentialOptions>('/v1/me/credentials/options'))
    } catch (failure) {
      setError(failure as Error)
    }
  }, [])
  useEffect(() => void begin(), [begin])
  const add = async (body: () => Promise<z.input<typeof NewCredential>>): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const added = await api.post<z.infer<typeof NewCredentialAnswer>>('/v1/me/credentials', await body())
      if (added.recoveryCodes === null) onAdded()
      else {
        setCodes(added.recoveryCodes)
        onCodes?.()
      }
    } catch (failure) {
      setError(failure as Error)
    } finally {
      setBusy(false)
    }
  }
  if (codes !== null) return <RecoveryCodeList codes={codes} onKept={onAdded} />
  if (error instanceof ProblemError && error.code === 'fresh-sign-in-needed')
    return <ProveAgain onProven={() => void begin()} />
  if (options === null)
    return error ? <ProblemCard error={error} onRetry={() => void begin()} /> : <Loading rows={3} height={36} />
  const { totp, passkey } = options
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void add(async () => ({ kind: 'totp', label: text('sign-in.factor.app'), sealed: totp.sealed, code }))
  }
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {passkey !== null && knowsPasskeys() && (
        <div>
          <p style={{ marginBlockEnd: 8 }}>{text('sign-in.factor.passkeyNote')}</p>
          <Button
            h={36}
            loading={busy}
            onClick={() =>
              void add(async () => ({
                ...{ kind: 'passkey', label: text('sign-in.factor.passkey') },
                passkey: (await makePasskey(passkey)) as Record<string, unknown>,
              }))
            }
          >
            {text('sign-in.factor.addPasskey')}
          </Button>
        </div>
      )}
      <form onSubmit={submit} noValidate style={{ display: 'grid', gap: 10 }}>
        <p>{text('sign-in.factor.appNote')}</p>
        <TextInput
          label={text('sign-in.factor.secret')}
          readOnly
          value={totp.secret}
          onFocus={(event) => event.currentTarget.select()}
          styles={{ input: { fontFamily: 'var(--mono)' } }}
        />
        <p>
          <a href={totp.address}>{text('sign-in.factor.open')}</a>
        </p>
        <TextInput
          label={text('sign-in.factor.firstCode')}
          autoComplete="one-time-code"
          inputMode="numeric"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" h={36} loading={busy} disabled={code === ''}>
          {text('sign-in.factor.addApp')}
        </Button>
      </form>
      {error && <ProblemCard error={error} />}
    </div>
  )
}
