import type { Signal, SignalDraft } from '@entente/contracts'
import type { ReactNode } from 'react'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { findText, text } from '../../texts/text.ts'
import { readForm } from './read-form.ts'
import type { SignalForm } from './signal-form.ts'
import { TermSections } from './term-sections.tsx'
import { valueFields } from './value-fields.tsx'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  original: Signal | null
  save: string
  under: string
  /** Rejects if the node refuses the signal. */
  onSave: (draft: SignalDraft) => Promise<void>
  onCancel: () => void
  /** Content above the fields: a conflict, or the choice of the kind. */
  children?: ReactNode
}

/** Shows the form of a signal. Missing and refused fields are marked, and linked at the top. */
export function SignalFields({ form, change, original, save, under, onSave, onCancel, children }: Props) {
  const submission = useSubmission((at) => findText(`signal-form.plain.${at}`))
  const { faults } = submission
  const Value = valueFields[form.kind]
  return (
    <FormFrame
      submission={submission}
      onSubmit={() =>
        void submission.submit(
          readForm(form, (fault) => text(`signal-form.faults.${fault}`), original),
          ({ draft }: { draft: SignalDraft }) => onSave(draft),
        )
      }
      second={{ act: onCancel }}
      save={save}
      under={under}
    >
      {children}
      <Panel title={text(`signal-form.section.${form.kind}`)}>
        <Value form={form} change={change} faults={faults} />
      </Panel>
      <TermSections form={form} change={change} faults={faults} />
    </FormFrame>
  )
}
