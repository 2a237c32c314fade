import { type Bank, type NewBank, Pap, Purpose, Tlp } from '@entente/contracts'
import { Checkbox, Radio, Select, TextInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { api } from '../../../../app/api.ts'
import { useDraft } from '../../../../app/drafts.ts'
import { Page } from '../../../../app/page.tsx'
import { paths } from '../../../../app/paths.ts'
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
import { textsOf } from '../../../../texts/catalogue.ts'
import { type BankForm, bankFormOf, emptyBankForm, readBankForm } from './bank-form.ts'
import { LabelsInput } from './labels-input.tsx'

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

export function NewBankPage() {
  return <BankFormPage before={null} />
}

export function EditBankPage() {
  const { name } = useParams({ from: '/shell/content/banks/$name/edit' })
  const read = useRead<Bank>(`/v1/content/banks/${encodeURIComponent(name)}`, {}, { staleTime: 0 })
  if (read.error) return <ProblemCard page error={read.error} onRetry={() => void read.refetch()} />
  return read.data ? <BankFormPage before={read.data} /> : <Loading rows={8} height={34} />
}

/** A bank's settings, new or changed. */
function BankFormPage({ before }: { before: Bank | null }) {
  const all = textsOf('contentBanks')
  const t = all.form
  const words = textsOf('signalForm')
  const purposes = textsOf('purposeNames')
  const marking = textsOf('evidence')
  const go = useGo()
  const [form, setForm] = useDraft<BankForm>(
    before === null ? 'bank-new' : `bank:${before.name}:${before.version}`,
    before === null ? emptyBankForm : bankFormOf(before),
  )
  const submission = useSubmission(words.plain)
  const { faults } = submission
  const change = (part: Partial<BankForm>): void => setForm({ ...form, ...part })
  const back = before === null ? paths.banks() : paths.bank(before.name)
  const store = async ({ bank: said }: { bank: NewBank }): Promise<void> => {
    const bank =
      before === null
        ? await api.post<Bank>('/v1/content/banks', said)
        : await api.patch<Bank>(`/v1/content/banks/${encodeURIComponent(before.name)}`, said)
    setForm(null)
    markStale('/v1/content/banks', '/v1/content/banks/')
    go(paths.bank(bank.name))
  }
  const typed = (name: 'name' | 'radius' | 'ratio' | 'validDays' | 'retainDays', at: string, hint: string) => (
    <TextInput
      {...fieldProps(faults, at)}
      label={t[name]}
      description={hint}
      value={form[name]}
      {...(name !== 'name' && { inputMode: 'decimal' })}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      inputWrapperOrder={below}
    />
  )
  const title = before === null ? t.newTitle : t.editTitle(before.name)
  return (
    <Page
      title={title}
      label={title}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.banks(), label: all.title },
            ...(before ? [{ to: paths.bank(before.name), label: before.name }] : []),
            { label: before ? t.crumbEdit : t.newTitle },
          ]}
          title={title}
        />
      }
    >
      <FormFrame
        submission={submission}
        onSubmit={() =>
          void submission.submit(
            readBankForm(form, (fault) => t.faults[fault]),
            store,
          )
        }
        onCancel={() => {
          setForm(null)
          go(back)
        }}
        save={before === null ? t.save : t.saveEdit}
        under={t.under}
      >
        <Panel title={t.whatFor}>
          <div className={layout.grid}>
            {typed('name', '/name', t.nameHint)}
            <LabelsInput
              {...fieldProps(faults, '/labels')}
              label={t.labels}
              description={t.labelsHint}
              placeholder={form.labels.length === 0 ? t.choose : ''}
              value={form.labels}
              onChange={(labels) => change({ labels })}
              inputWrapperOrder={below}
            />
            <Radio.Group
              {...fieldProps(faults, '/negative')}
              label={t.use}
              description={all.useHint[form.use]}
              value={form.use}
              onChange={(use) => change({ use: use as BankForm['use'] })}
              className={layout.wide}
              inputWrapperOrder={below}
            >
              <div className={layout.choices}>
                {(['matches', 'negative', 'shadow'] as const).map((use) => (
                  <Radio key={use} value={use} label={all.use[use]} />
                ))}
              </div>
            </Radio.Group>
          </div>
        </Panel>
        <Panel title={t.how}>
          <div className={layout.grid}>
            {typed('radius', '/radius/pdq', t.radiusHint)}
            {typed('ratio', '/matchingEnabledRatio', t.ratioHint)}
          </div>
        </Panel>
        <Panel title={t.terms}>
          <div className={layout.grid}>
            <Checkbox.Group
              {...fieldProps(faults, '/purposes')}
              label={words.field.purposes}
              value={form.purposes}
              onChange={(chosen) => change({ purposes: chosen as Purpose[] })}
              className={layout.wide}
            >
              <div className={layout.choices}>
                {Purpose.options.map((purpose) => (
                  <Checkbox key={purpose} value={purpose} label={purposes[purpose]} />
                ))}
              </div>
            </Checkbox.Group>
            <TextInput
              {...fieldProps(faults, '/lawfulBasis/reference')}
              label={words.field.basisReference}
              description={words.field.basisReferenceHint}
              value={form.basisReference}
              onChange={(event) => change({ basisReference: event.currentTarget.value })}
              inputWrapperOrder={below}
            />
            <DayInput
              {...fieldProps(faults, '/lawfulBasis/validUntil')}
              label={words.field.basisValidUntil}
              description={words.field.optional}
              value={form.basisValidUntil}
              onChange={(basisValidUntil) => change({ basisValidUntil })}
              inputWrapperOrder={below}
            />
            <Select
              {...fieldProps(faults, '/tlp')}
              label={words.field.tlp}
              placeholder={words.field.choose}
              value={form.tlp === '' ? null : form.tlp}
              onChange={(tlp) => change({ tlp: (tlp ?? '') as BankForm['tlp'] })}
              data={Tlp.options.map((value) => ({ value, label: marking.tlp(value) }))}
            />
            <Select
              {...fieldProps(faults, '/pap')}
              label={words.field.pap}
              placeholder={words.field.choose}
              value={form.pap === '' ? null : form.pap}
              onChange={(pap) => change({ pap: (pap ?? '') as BankForm['pap'] })}
              data={Pap.options.map((value) => ({ value, label: marking.pap(value) }))}
            />
            {typed('validDays', '/validDays', t.daysHint)}
            {typed('retainDays', '/retainDays', t.retainHint)}
          </div>
        </Panel>
      </FormFrame>
    </Page>
  )
}
