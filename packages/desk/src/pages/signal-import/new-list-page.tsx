import { ListFormat, type NewSignalList, type SignalList } from '@entente/contracts'
import { Radio, Select, TextInput } from '@mantine/core'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import forms from '../../parts/form.module.css'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { useGo } from '../../parts/go.ts'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TermsFields } from '../../parts/terms-fields.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { emptyListForm, type ListForm, readListForm } from './list-form.ts'

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** A new list: its terms are what its files do not say. */
export function NewListPage() {
  const t = textsOf('signalLists')
  const words = textsOf('signalForm')
  const go = useGo()
  const [form, setForm] = useDraft<ListForm>('signal-list-new', emptyListForm)
  const submission = useSubmission(words.plain)
  const { faults } = submission
  const change = (part: Partial<ListForm>): void => setForm({ ...form, ...part })
  const store = async ({ list: said }: { list: z.infer<typeof NewSignalList> }): Promise<void> => {
    const list = await api.post<SignalList>('/v1/lists', said)
    setForm(null)
    markStale('/v1/lists')
    go(paths.signalList(list.id))
  }
  const days = (at: 'validDays' | 'retainDays' | 'reviewDays') => (
    <TextInput
      {...fieldProps(faults, `/terms/${at}`)}
      label={t.form[at]}
      description={t.form.daysHint}
      inputMode="numeric"
      value={form[at]}
      onChange={(event) => change({ [at]: event.currentTarget.value })}
      inputWrapperOrder={below}
    />
  )
  return (
    <Page
      title={t.form.title}
      label={t.form.title}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals(), label: t.crumbs.signals },
            { to: paths.signalLists(), label: t.crumbs.lists },
            { label: t.form.title },
          ]}
          title={t.form.title}
        />
      }
    >
      <FormFrame
        submission={submission}
        onSubmit={() =>
          void submission.submit(
            readListForm(form, (fault) => t.form.faults[fault]),
            store,
          )
        }
        onCancel={() => {
          setForm(null)
          go(paths.signalLists())
        }}
        save={t.form.save}
        under={t.form.under}
      >
        <Panel title={t.column.title}>
          <div className={forms.grid}>
            <TextInput
              {...fieldProps(faults, '/title')}
              label={t.form.name}
              value={form.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
            <Select
              {...fieldProps(faults, '/format')}
              label={t.form.format}
              placeholder={words.field.choose}
              value={form.format === '' ? null : form.format}
              onChange={(format) => change({ format: (format ?? '') as ListForm['format'] })}
              data={ListFormat.options.map((value) => ({ value, label: t.format[value] }))}
            />
            <TextInput
              {...fieldProps(faults, '/terms/reference')}
              label={t.form.reference}
              description={t.form.referenceHint}
              value={form.reference}
              onChange={(event) => change({ reference: event.currentTarget.value })}
              className={forms.wide}
              inputWrapperOrder={below}
            />
          </div>
        </Panel>
        <Panel title={t.one.terms}>
          <div className={forms.grid}>
            <TermsFields form={form} change={change} faults={faults} at="/terms" wide={forms.wide} />
            {days('validDays')}
            {days('retainDays')}
            {days('reviewDays')}
            <Radio.Group
              {...fieldProps(faults, '/terms/minor')}
              label={t.form.minor}
              value={form.minor}
              onChange={(minor) => change({ minor: minor as ListForm['minor'] })}
            >
              <div style={{ display: 'flex', gap: 16, marginBlock: 8 }}>
                <Radio value="no" label={t.form.no} />
                <Radio value="yes" label={t.form.yes} />
              </div>
            </Radio.Group>
          </div>
        </Panel>
      </FormFrame>
    </Page>
  )
}
