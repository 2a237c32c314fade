import type { Signal, SignalDraft } from '@entente/contracts'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { type FieldFault, faultsOf } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { readForm } from './read-form.ts'
import type { SignalForm } from './signal-form.ts'
import classes from './signals.module.css'
import { TermSections } from './term-sections.tsx'
import { valueFields } from './value-fields.tsx'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  original: Signal | null
  save: string
  under: string
  /** Rejects with the node's refusal. */
  onSave: (draft: SignalDraft) => Promise<void>
  onCancel: () => void
  /** Shown over the fields: a conflict, the choice of kind. */
  children?: ReactNode
}

/** The form of a signal: what is missing or refused stands beside its field, all of it linked at the top. */
export function SignalFields({ form, change, original, save, under, onSave, onCancel, children }: Props) {
  const t = textsOf('signalForm')
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const Value = valueFields[form.kind]
  const submit = async (): Promise<void> => {
    setError(null)
    const read = readForm(form, (fault) => t.faults[fault], original)
    if ('faults' in read) {
      setFaults(read.faults)
      return
    }
    setFaults([])
    setBusy(true)
    try {
      await onSave(read.draft)
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
      {children}
      <Panel title={t.section[form.kind]}>
        <Value form={form} change={change} faults={faults} />
      </Panel>
      <TermSections form={form} change={change} faults={faults} />
      <div className={classes.foot}>
        <Button type="submit" h={36} loading={busy}>
          {save}
        </Button>
        <Button variant="default" h={36} onClick={onCancel}>
          {t.cancel}
        </Button>
      </div>
      <p className={classes.under}>{under}</p>
    </form>
  )
}
