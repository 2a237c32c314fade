import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { text } from '../texts/text.ts'
import { FaultSummary } from './fault-summary.tsx'
import classes from './form.module.css'
import { ProblemCard } from './problem-card.tsx'
import type { Submission } from './use-submission.ts'

interface Props {
  submission: Submission
  onSubmit: () => void
  onCancel: () => void
  /** On the button that stores. */
  save: string
  disabled?: boolean
  /** What storing does, under the buttons. */
  under: ReactNode
  children: ReactNode
  /** Beside what storing does: what came of it. */
  after?: ReactNode
}

/** A form: what is missing or refused is linked at the top, the fields follow, and what storing does stands under its button. */
export function FormFrame({ submission, onSubmit, onCancel, save, disabled, under, children, after }: Props) {
  const { faults, error, busy } = submission
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {faults.length > 0 && <FaultSummary title={text('signal-form.summary', { n: faults.length })} faults={faults} />}
      {error && <ProblemCard error={error} kept={text('signal-form.kept')} />}
      {children}
      <div className={classes.foot}>
        <Button type="submit" h={36} loading={busy} disabled={disabled ?? false}>
          {save}
        </Button>
        <Button variant="default" h={36} onClick={onCancel}>
          {text('signal-form.cancel')}
        </Button>
      </div>
      {after}
      <p className={classes.under}>{under}</p>
    </form>
  )
}
