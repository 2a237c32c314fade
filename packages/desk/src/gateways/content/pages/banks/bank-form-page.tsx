import { type Bank, type NewBank, Pap, Purpose, Tlp } from '@entente/contracts'
import { Checkbox, Radio, Select, TextInput } from '@mantine/core'
import { api } from '../../../../app/api.ts'
import { useDraft } from '../../../../app/drafts.ts'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { DayInput } from '../../../../parts/day-input.tsx'
import layout from '../../../../parts/form.module.css'
import { fieldProps } from '../../../../parts/form-faults.ts'
import { FormFrame } from '../../../../parts/form-frame.tsx'
import { useGo } from '../../../../parts/go.ts'
import { Loading } from '../../../../parts/loading.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { useSubmission } from '../../../../parts/use-submission.ts'
import { paths } from '../../addresses/paths.ts'
import { findText, text } from '../../texts/index.ts'
import { type BankForm, bankFormOf, emptyBankForm, readBankForm } from './bank-form.ts'
import { LabelsInput } from './labels-input.tsx'

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

export function NewBankPage() {
  return <BankFormPage before={null} />
}

export function EditBankPage() {
  const name = usePathPart('name')
  const read = useRead<Bank>(`/v1/content/banks/${encodeURIComponent(name)}`, {}, { staleTime: 0 })
  if (read.error) return <ProblemCard page error={read.error} onRetry={() => void read.refetch()} />
  return read.data ? <BankFormPage before={read.data} /> : <Loading rows={8} height={34} />
}

/** Shows the form of a new bank, or of a bank that is edited. */
function BankFormPage({ before }: { before: Bank | null }) {
  const go = useGo()
  const [form, setForm] = useDraft<BankForm>(
    before === null ? 'bank-new' : `bank:${before.name}:${before.version}`,
    before === null ? emptyBankForm : bankFormOf(before),
  )
  const submission = useSubmission((at) => findText(`signal-form.plain.${at}`))
  const { faults } = submission
  const change = (part: Partial<BankForm>): void => setForm({ ...form, ...part })
  const back = before === null ? paths.banks() : paths.bank(before.name)
  const store = async ({ bank }: { bank: NewBank }): Promise<void> => {
    const stored =
      before === null
        ? await api.post<Bank>('/v1/content/banks', bank)
        : await api.patch<Bank>(`/v1/content/banks/${encodeURIComponent(before.name)}`, bank)
    setForm(null)
    markStale('/v1/content/banks', '/v1/content/banks/')
    go(paths.bank(stored.name))
  }
  const typed = (name: 'name' | 'radius' | 'ratio' | 'validDays' | 'retainDays', at: string, hint: string) => (
    <TextInput
      {...fieldProps(faults, at)}
      label={text(`content.banks.form.${name}`)}
      description={hint}
      value={form[name]}
      {...(name !== 'name' && { inputMode: 'decimal' })}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      inputWrapperOrder={below}
    />
  )
  const title =
    before === null ? text('content.banks.newTitle') : text('content.banks.editTitle', { name: before.name })
  return (
    <Page
      title={title}
      label={title}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.banks(), label: text('content.banks.title') },
            ...(before ? [{ to: paths.bank(before.name), label: before.name }] : []),
            { label: before ? text('content.banks.form.crumbEdit') : text('content.banks.newTitle') },
          ]}
          title={title}
        />
      }
    >
      <FormFrame
        submission={submission}
        onSubmit={() =>
          void submission.submit(
            readBankForm(form, (fault) => text(`content.banks.form.faults.${fault}`)),
            store,
          )
        }
        second={{
          act: () => {
            setForm(null)
            go(back)
          },
        }}
        save={before === null ? text('content.banks.form.save') : text('content.banks.form.saveEdit')}
        under={text('content.banks.form.under')}
      >
        <Panel title={text('content.banks.form.whatFor')}>
          <div className={layout.grid}>
            {typed('name', '/name', text('content.banks.form.nameHint'))}
            <LabelsInput
              {...fieldProps(faults, '/labels')}
              label={text('content.banks.form.labels')}
              description={text('content.banks.form.labelsHint')}
              placeholder={form.labels.length === 0 ? text('content.banks.form.choose') : ''}
              value={form.labels}
              onChange={(labels) => change({ labels })}
              inputWrapperOrder={below}
            />
            <Radio.Group
              {...fieldProps(faults, '/negative')}
              label={text('content.banks.form.use')}
              description={text(`content.banks.useHint.${form.use}`)}
              value={form.use}
              onChange={(use) => change({ use: use as BankForm['use'] })}
              className={layout.wide}
              inputWrapperOrder={below}
            >
              <div className={layout.choices}>
                {(['matches', 'negative', 'shadow'] as const).map((use) => (
                  <Radio key={use} value={use} label={text(`content.banks.use.${use}`)} />
                ))}
              </div>
            </Radio.Group>
          </div>
        </Panel>
        <Panel title={text('content.banks.form.how')}>
          <div className={layout.grid}>
            {typed('radius', '/radius/pdq', text('content.banks.form.radiusHint'))}
            {typed('ratio', '/matchingEnabledRatio', text('content.banks.form.ratioHint'))}
          </div>
        </Panel>
        <Panel title={text('content.banks.form.terms')}>
          <div className={layout.grid}>
            <Checkbox.Group
              {...fieldProps(faults, '/purposes')}
              label={text('signal-form.field.purposes')}
              value={form.purposes}
              onChange={(chosen) => change({ purposes: chosen as Purpose[] })}
              className={layout.wide}
            >
              <div className={layout.choices}>
                {Purpose.options.map((purpose) => (
                  <Checkbox key={purpose} value={purpose} label={text(`purpose.${purpose}`)} />
                ))}
              </div>
            </Checkbox.Group>
            <TextInput
              {...fieldProps(faults, '/lawfulBasis/reference')}
              label={text('signal-form.field.basisReference')}
              description={text('signal-form.field.basisReferenceHint')}
              value={form.basisReference}
              onChange={(event) => change({ basisReference: event.currentTarget.value })}
              inputWrapperOrder={below}
            />
            <DayInput
              {...fieldProps(faults, '/lawfulBasis/validUntil')}
              label={text('signal-form.field.basisValidUntil')}
              description={text('signal-form.field.optional')}
              value={form.basisValidUntil}
              onChange={(basisValidUntil) => change({ basisValidUntil })}
              inputWrapperOrder={below}
            />
            <Select
              {...fieldProps(faults, '/tlp')}
              label={text('signal-form.field.tlp')}
              placeholder={text('signal-form.field.choose')}
              value={form.tlp === '' ? null : form.tlp}
              onChange={(tlp) => change({ tlp: (tlp ?? '') as BankForm['tlp'] })}
              data={Tlp.options.map((value) => ({
                value,
                label: text('evidence.tlp', { level: value.toUpperCase() }),
              }))}
            />
            <Select
              {...fieldProps(faults, '/pap')}
              label={text('signal-form.field.pap')}
              placeholder={text('signal-form.field.choose')}
              value={form.pap === '' ? null : form.pap}
              onChange={(pap) => change({ pap: (pap ?? '') as BankForm['pap'] })}
              data={Pap.options.map((value) => ({
                value,
                label: text('evidence.pap', { level: value.toUpperCase() }),
              }))}
            />
            {typed('validDays', '/validDays', text('content.banks.form.daysHint'))}
            {typed('retainDays', '/retainDays', text('content.banks.form.retainHint'))}
          </div>
        </Panel>
      </FormFrame>
    </Page>
  )
}
