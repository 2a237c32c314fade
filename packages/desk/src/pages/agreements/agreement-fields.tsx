import { type Agreement, type AgreementDraft, type AgreementView, Purpose, SignalKind } from '@entente/contracts'
import { Textarea, TextInput } from '@mantine/core'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import layout from '../../parts/form.module.css'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { type FieldsProps, readForm } from './agreement-form.ts'
import { Checks } from './checks.tsx'
import { PartyFields } from './party-fields.tsx'
import { TermFields } from './term-fields.tsx'

interface Props extends Omit<FieldsProps, 'faults'> {
  /** The version that this one follows. */
  original: Agreement | null
  onKept: (view: AgreementView) => void
  onCancel: () => void
}

/** The form of an agreement: what is missing or refused stands beside its field, all of it linked at the top. */
export function AgreementFields({ form, change, original, onKept, onCancel }: Props) {
  const t = textsOf('agreements').form
  const kinds = textsOf('signals').kind
  const purposes = textsOf('purposeNames')
  const submission = useSubmission(t.plain)
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
          readForm(form, (fault) => t.faults[fault], original),
          store,
        )
      }
      onCancel={onCancel}
      save={t.save}
      under={t.under}
    >
      <Panel title={t.section.what}>
        <div className={layout.grid}>
          <TextInput
            {...fieldProps(faults, '/title')}
            label={t.field.title}
            maxLength={200}
            value={form.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            className={layout.wide}
          />
          <Textarea
            {...fieldProps(faults, '/legalBasis')}
            label={t.field.legalBasis}
            description={t.field.legalBasisHint}
            maxLength={2000}
            value={form.legalBasis}
            onChange={(event) => change({ legalBasis: event.currentTarget.value })}
            className={layout.wide}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <Checks
            at="/kinds"
            faults={faults}
            label={t.field.kinds}
            chosen={form.kinds}
            options={SignalKind.options.map((value) => ({ value, label: kinds[value] }))}
            change={(chosen) => change({ kinds: chosen as SignalKind[] })}
          />
          <Checks
            at="/purposes"
            faults={faults}
            label={t.field.purposes}
            chosen={form.purposes}
            options={Purpose.options.map((value) => ({ value, label: purposes[value] }))}
            change={(chosen) => change({ purposes: chosen as Purpose[] })}
          />
        </div>
      </Panel>
      <PartyFields form={form} change={change} faults={faults} />
      <TermFields form={form} change={change} faults={faults} />
    </FormFrame>
  )
}
