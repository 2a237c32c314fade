import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { refreshMe } from '../../app/session.ts'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'

const shortest = 12
const empty = { current: '', next: '', again: '' }

/** Changes the signed-in person's password, which ends all other sessions of the account. */
export function PasswordForm() {
  const [form, setForm] = useState(empty)
  const submission = useSubmission()
  const [notice, setNotice] = useState('')
  const submit = (): Promise<void> => {
    setNotice('')
    const faults = faultsIn(form)
    return submission.submit(
      faults.length > 0 ? { faults } : { current: form.current, next: form.next },
      async (change) => {
        await api.post('/v1/me/password', change)
        setForm(empty)
        setNotice(text('me.password.done'))
        await refreshMe()
      },
    )
  }
  const field = (name: keyof typeof empty, label: string, complete: string, description?: string) => (
    <PasswordInput
      {...fieldProps(submission.faults, `/${name}`)}
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
    <FormFrame
      submission={submission}
      onSubmit={() => void submit()}
      save={text('me.password.act')}
      notice={notice}
      summary={(n) => text('me.password.summary', { n })}
    >
      {field('current', text('me.password.current'), 'current-password')}
      {field('next', text('me.password.next'), 'new-password', text('me.password.nextHint'))}
      {field('again', text('me.password.again'), 'new-password')}
    </FormFrame>
  )
}

function faultsIn({ current, next, again }: typeof empty): FieldFault[] {
  const fault = (code: 'empty' | 'short' | 'different', at: string) => ({
    code,
    at,
    message: text(`me.password.faults.${code}`),
  })
  return [
    ...(current === '' ? [fault('empty', '/current')] : []),
    ...(next.length < shortest ? [fault('short', '/next')] : again === next ? [] : [fault('different', '/again')]),
  ]
}
