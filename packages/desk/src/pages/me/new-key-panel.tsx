import type { NewPersonKeyAnswer } from '@entente/contracts'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { ProveAgain } from '../../app/prove-again.tsx'
import { markStale } from '../../app/query.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { ProblemError } from '../../parts/problem-error.ts'
import { SecretDialog } from '../../parts/secret-dialog.tsx'
import { text } from '../../texts/text.ts'

/** Makes a key of the own account that reads, and shows it once. It needs a fresh proof of who it is. */
export function NewKeyPanel() {
  const [label, setLabel] = useState('')
  const [key, setKey] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const make = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      setKey((await api.post<z.infer<typeof NewPersonKeyAnswer>>('/v1/me/keys', { label })).key)
      setLabel('')
      markStale('/v1/me/keys')
    } catch (failure) {
      setError(failure as Error)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void make()
  }
  return (
    <Panel title={text('me.key.title')}>
      {error instanceof ProblemError && error.code === 'fresh-sign-in-needed' ? (
        <ProveAgain onProven={() => void make()} />
      ) : (
        <form onSubmit={submit} style={{ display: 'grid', gap: 10, maxInlineSize: 360 }}>
          <p>{text('me.key.what')}</p>
          <TextInput
            label={text('me.key.label')}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          {error && <ProblemCard error={error} />}
          <div>
            <Button type="submit" variant="default" h={30} loading={busy} disabled={label.trim() === ''}>
              {text('me.key.act')}
            </Button>
          </div>
        </form>
      )}
      <SecretDialog
        secret={key}
        title={text('me.key.made')}
        what={text('me.key.madeWhat')}
        label={text('me.key.secret')}
        onClose={() => setKey(null)}
      />
    </Panel>
  )
}
