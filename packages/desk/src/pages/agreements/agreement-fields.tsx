import { type Agreement, type AgreementDraft, type AgreementView, Purpose, SignalKind } from '@entente/contracts'
import { Textarea, TextInput } from '@mantine/core'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import layout from '../../parts/form.module.css'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { findText, text } from '../../texts/text.ts'
import { type FieldsProps, readForm } from './agreement-form.ts'
import { Checks } from './checks.tsx'
import { PartyFields } from './party-fields.tsx'
import { TermFields } from './term-fields.tsx'

interface Props extends Omit<FieldsProps, 'faults'> {
  /** The version that this version replaces. */
  original: Agreement | null
  onKept: (view: AgreementView) => void
  onCancel: () => void
}

/** The form of an agreement. Missing and refused fields are marked and linked at the top. */
export function AgreementFields({ form, change, original, onKept, onCancel }: Props) {
  const submission = useSubmission((at) => findText(`agreements.form.plain.${at}`))
  const { faults } = submission
  const store = async ({ draft }: { draft: AgreementDraft }): Promise<void> => {
    const view = await api.post<AgreementView>('/v1/agreements', draft)
    markStale('/v1/agreements', `/v1/agreements/${view.agreement.id}`, `/v1/agreements/${view.agreement.id}/`)
    onKept(view)
  }
  return (
    <FormFrame
      submission={submission}
      onSubmit={() =>
        void submission.submit(
          readForm(form, (fault) => text(`agreements.form.faults.${fault}`), original),
          store,
        )
      }
      second={{ act: onCancel }}
      save={text('agreements.form.save')}
      under={text('agreements.form.under')}
    >
      <Panel title={text('agreements.form.section.what')}>
        <div className={layout.grid}>
          <TextInput
            {...fieldProps(faults, '/title')}
            label={text('agreements.form.field.title')}
            maxLength={200}
            value={form.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            className={layout.wide}
          />
          <Textarea
            {...fieldProps(faults, '/legalBasis')}
            label={text('agreements.form.field.legalBasis')}
            description={text('agreements.form.field.legalBasisHint')}
            maxLength={2000}
            value={form.legalBasis}
            onChange={(event) => change({ legalBasis: event.currentTarget.value })}
            className={layout.wide}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <Checks
            at="/kinds"
            faults={faults}
            label={text('agreements.form.field.kinds')}
            chosen={form.kinds}
            options={SignalKind.options.map((value) => ({ value, label: text(`signals.kind.${value}`) }))}
            change={(chosen) => change({ kinds: chosen as SignalKind[] })}
          />
          <Checks
            at="/purposes"
            faults={faults}
            label={text('agreements.form.field.purposes')}
            chosen={form.purposes}
            options={Purpose.options.map((value) => ({ value, label: text(`purpose.${value}`) }))}
            change={(chosen) => change({ purposes: chosen as Purpose[] })}
          />
        </div>
      </Panel>
      <PartyFields form={form} change={change} faults={faults} />
      <TermFields form={form} change={change} faults={faults} />
    </FormFrame>
  )
}
