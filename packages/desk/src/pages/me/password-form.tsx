import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { refreshMe } from '../../app/session.ts'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { type FieldFault, faultsOf, fieldProps } from '../../parts/form-faults.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'

const shortest = 12
const empty = { current: '', next: '', again: '' }

/** Changes one's own password; every other session of the account ends with it. */
export function PasswordForm() {
  const [form, setForm] = useState(empty)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [error, setError] = useState<Error | null>(null)
  const [told, setTold] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setTold('')
    setError(null)
    const own: FieldFault[] = []
    if (form.current === '') own.push({ code: 'empty', at: '/current', message: text('me.password.empty') })
    if (form.next.length < shortest) own.push({ code: 'short', at: '/next', message: text('me.password.short') })
    else if (form.again !== form.next)
      own.push({ code: 'different', at: '/again', message: text('me.password.different') })
    setFaults(own)
    if (own.length > 0) return
    setBusy(true)
    try {
      await api.post('/v1/me/password', { current: form.current, next: form.next })
      setForm(empty)
      setTold(text('me.password.done'))
      await refreshMe()
    } catch (problem) {
      const named = faultsOf(problem)
      setFaults(named)
      if (named.length === 0) setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  const field = (name: keyof typeof empty, label: string, complete: string, description?: string) => (
    <PasswordInput
      {...fieldProps(faults, `/${name}`)}
      label={label}
      description={description}
      autoComplete={complete}
      value={form[name]}
      onChange={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
      visibilityToggleButtonProps={{ 'aria-label': text('me.password.show', { field: label }) }}
      maw={360}
    />
  )
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {faults.length > 0 && <FaultSummary title={text('me.password.summary', { n: faults.length })} faults={faults} />}
      {field('current', text('me.password.current'), 'current-password')}
      {field('next', text('me.password.next'), 'new-password', text('me.password.nextHint'))}
      {field('again', text('me.password.again'), 'new-password')}
      {error && <ProblemCard error={error} />}
      <div style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
        <Button type="submit" h={30} loading={busy}>
          {text('me.password.act')}
        </Button>
        <span role="status">{told}</span>
      </div>
    </form>
  )
}
