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
import { findText, text } from '../../texts/text.ts'
import { emptyListForm, type ListForm, readListForm } from './list-form.ts'

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** Creates a list, with the terms that its files lack. */
export function NewListPage() {
  const go = useGo()
  const [form, setForm] = useDraft<ListForm>('signal-list-new', emptyListForm)
  const submission = useSubmission((at) => findText(`signal-form.plain.${at}`))
  const { faults } = submission
  const change = (part: Partial<ListForm>): void => setForm({ ...form, ...part })
  const store = async ({ list: terms }: { list: z.infer<typeof NewSignalList> }): Promise<void> => {
    const list = await api.post<SignalList>('/v1/lists', terms)
    setForm(null)
    markStale('/v1/lists')
    go(paths.signalList(list.id))
  }
  const days = (at: 'validDays' | 'retainDays' | 'reviewDays') => (
    <TextInput
      {...fieldProps(faults, `/terms/${at}`)}
      label={text(`signal-lists.form.${at}`)}
      description={text('signal-lists.form.daysHint')}
      inputMode="numeric"
      value={form[at]}
      onChange={(event) => change({ [at]: event.currentTarget.value })}
      inputWrapperOrder={below}
    />
  )
  return (
    <Page
      title={text('signal-lists.form.title')}
      label={text('signal-lists.form.title')}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals(), label: text('signal-lists.crumbs.signals') },
            { to: paths.signalLists(), label: text('signal-lists.crumbs.lists') },
            { label: text('signal-lists.form.title') },
          ]}
          title={text('signal-lists.form.title')}
        />
      }
    >
      <FormFrame
        submission={submission}
        onSubmit={() =>
          void submission.submit(
            readListForm(form, (fault) => text(`signal-lists.form.faults.${fault}`)),
            store,
          )
        }
        second={{
          act: () => {
            setForm(null)
            go(paths.signalLists())
          },
        }}
        save={text('signal-lists.form.save')}
        under={text('signal-lists.form.under')}
      >
        <Panel title={text('signal-lists.column.title')}>
          <div className={forms.grid}>
            <TextInput
              {...fieldProps(faults, '/title')}
              label={text('signal-lists.form.name')}
              value={form.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
            <Select
              {...fieldProps(faults, '/format')}
              label={text('signal-lists.form.format')}
              placeholder={text('signal-form.field.choose')}
              value={form.format === '' ? null : form.format}
              onChange={(format) => change({ format: (format ?? '') as ListForm['format'] })}
              data={ListFormat.options.map((value) => ({ value, label: text(`signal-lists.format.${value}`) }))}
            />
            <TextInput
              {...fieldProps(faults, '/terms/reference')}
              label={text('signal-lists.form.reference')}
              description={text('signal-lists.form.referenceHint')}
              value={form.reference}
              onChange={(event) => change({ reference: event.currentTarget.value })}
              className={forms.wide}
              inputWrapperOrder={below}
            />
          </div>
        </Panel>
        <Panel title={text('signal-lists.one.terms')}>
          <div className={forms.grid}>
            <TermsFields form={form} change={change} faults={faults} at="/terms" wide={forms.wide} />
            {days('validDays')}
            {days('retainDays')}
            {days('reviewDays')}
            <Radio.Group
              {...fieldProps(faults, '/terms/minor')}
              label={text('signal-lists.form.minor')}
              value={form.minor}
              onChange={(minor) => change({ minor: minor as ListForm['minor'] })}
            >
              <div style={{ display: 'flex', gap: 16, marginBlock: 8 }}>
                <Radio value="no" label={text('signal-lists.form.no')} />
                <Radio value="yes" label={text('signal-lists.form.yes')} />
              </div>
            </Radio.Group>
          </div>
        </Panel>
      </FormFrame>
    </Page>
  )
}
