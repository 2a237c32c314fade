import type { PatchSender, Sender } from '@entente/contracts'
import { useState } from 'react'
import type { z } from 'zod'
import type { FieldFault, PlainWords } from '../parts/form-faults.ts'
import { useSubmission } from '../parts/use-submission.ts'
import { text } from '../texts/text.ts'
import { api } from './api.ts'
import { markStale } from './query.ts'

/** The change that a form states, or the faults of its fields. */
export type ReadSender = { patch: z.infer<typeof PatchSender> } | { faults: FieldFault[] }

interface Given<Form> {
  sender: Sender
  formOf: (sender: Sender) => Form
  read: (form: Form) => ReadSender
  words?: PlainWords
}

/**
 * Edits the settings of a sender, which are stored together. `words` describes what a field accepts, as for `useSubmission`.
 * `frame` has the properties of the form's frame.
 */
export function useSenderForm<Form extends object>({ sender, formOf, read, words }: Given<Form>) {
  const [form, setForm] = useState(() => formOf(sender))
  const [notice, setNotice] = useState('')
  const submission = useSubmission(words)
  const change = (part: Partial<Form>): void => {
    setNotice('')
    setForm({ ...form, ...part })
  }
  const submit = (): void => {
    setNotice('')
    void submission.submit(read(form), async ({ patch }: { patch: z.infer<typeof PatchSender> }) => {
      await api.patch(`/v1/senders/${sender.id}`, patch)
      setNotice(text('admin.saved'))
      markStale('/v1/senders')
    })
  }
  const frame = { submission, onSubmit: submit, save: text('admin.save'), notice }
  return { form, change, faults: submission.faults, frame }
}
