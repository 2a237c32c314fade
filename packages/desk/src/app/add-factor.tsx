import {
  enrolmentContent,
  fromBase64Url,
  keyOfNewPasskey,
  type NewCredential,
  type NewCredentialAnswer,
  type NewCredentialOptions,
} from '@entente/contracts'
import { Button, Checkbox, TextInput } from '@mantine/core'
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
import { useMe } from './session.ts'
import type { ShownAct } from './sign-act.ts'
import { useSigning } from './use-signing.tsx'

interface Props {
  onAdded: () => void
  /** The recovery codes are shown, which cannot be shown again. */
  onCodes?: () => void
}

/** Returns the act by which another passkey of the account enrols a new one; null if this browser does not give its public key. */
async function shownEnrolment(made: Record<string, unknown>, account: string): Promise<ShownAct | null> {
  const data = (made.response as { authenticatorData?: unknown }).authenticatorData
  if (typeof data !== 'string') return null
  const keySha256 = await keyOfNewPasskey(fromBase64Url(data, 'authenticatorData'))
  if (keySha256 === null) return null
  const content = enrolmentContent(account, keySha256)
  return { type: 'people.enrol', about: `account:${account}`, body: { keySha256 }, content }
}

/** Adds a second factor to the own account: a passkey, or an application for codes. The first one comes with recovery codes. */
export function AddFactor({ onAdded, onCodes }: Props) {
  const [options, setOptions] = useState<NewCredentialOptions | null>(null)
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [unsigned, setUnsigned] = useState(false)
  const me = useMe()
  const signing = useSigning()
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
  // Nobody signs with a passkey that was lost, so the person may leave the signature out.
  const hasOthers = ((passkey?.excludeCredentials as unknown[] | undefined) ?? []).length > 0
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
              void add(async () => {
                const made = (await makePasskey(passkey)) as Record<string, unknown>
                const shown = hasOthers && !unsigned ? await shownEnrolment(made, me.account) : null
                const signed = shown === null ? {} : await signing.sign(async () => shown)
                return { kind: 'passkey', label: text('sign-in.factor.passkey'), passkey: made, ...signed }
              })
            }
          >
            {text('sign-in.factor.addPasskey')}
          </Button>
          {hasOthers && me.people !== 'single-operator' && (
            <Checkbox
              mt={8}
              label={text('sign-in.factor.unsigned')}
              checked={unsigned}
              onChange={(event) => setUnsigned(event.currentTarget.checked)}
            />
          )}
          {signing.dialog}
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
