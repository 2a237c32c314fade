import { type Agreement, type AgreementView, Purpose, SignalKind } from '@entente/contracts'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { type FieldFault, faultsOf, fieldProps } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { type FieldsProps, readForm } from './agreement-form.ts'
import classes from './agreements.module.css'
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
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setError(null)
    const read = readForm(form, (fault) => t.faults[fault], original)
    setFaults('faults' in read ? read.faults : [])
    if ('faults' in read) return
    setBusy(true)
    try {
      const view = await api.post<AgreementView>('/v1/agreements', read.draft)
      markStale('/v1/agreements', `/v1/agreements/${view.agreement.id}`, `/v1/agreements/${view.agreement.id}/`)
      onKept(view)
    } catch (problem) {
      const told = faultsOf(problem, t.plain)
      setFaults(told)
      if (told.length === 0) setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {faults.length > 0 && <FaultSummary title={t.summary(faults.length)} faults={faults} />}
      {error && <ProblemCard error={error} kept={t.kept} />}
      <Panel title={t.section.what}>
        <div className={classes.grid}>
          <TextInput
            {...fieldProps(faults, '/title')}
            label={t.field.title}
            maxLength={200}
            value={form.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            className={classes.wide}
          />
          <Textarea
            {...fieldProps(faults, '/legalBasis')}
            label={t.field.legalBasis}
            description={t.field.legalBasisHint}
            maxLength={2000}
            value={form.legalBasis}
            onChange={(event) => change({ legalBasis: event.currentTarget.value })}
            className={classes.wide}
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
      <div className={classes.foot}>
        <Button type="submit" h={36} loading={busy}>
          {t.save}
        </Button>
        <Button variant="default" h={36} onClick={onCancel}>
          {t.cancel}
        </Button>
      </div>
      <p className={classes.under}>{t.under}</p>
    </form>
  )
}
