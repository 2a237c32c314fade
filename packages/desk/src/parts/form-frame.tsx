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
  /** Label of the button that submits. */
  save: string
  /** Label of the second button, for example `Cancel` if it leaves the form. */
  second?: { label?: string; act: () => void; busy?: boolean }
  disabled?: boolean
  /** The effect of submitting, shown under the buttons. */
  under?: ReactNode
  children: ReactNode
  /** The result, shown between the buttons and the effect of submitting. */
  after?: ReactNode
  /** A sentence after the buttons. Assistive technology announces its changes. */
  notice?: string
  /** Formats the number of faults. */
  summary?: (n: number) => string
  /** Width of the form, in place of the width of a page. */
  className?: string | undefined
}

/** Shows a form: faults with links to their fields, the refusal of the node, the fields, and the buttons with their consequence. */
export function FormFrame({
  submission,
  onSubmit,
  save,
  second,
  disabled,
  under,
  children,
  after,
  notice,
  summary = (n) => text('page-parts.form.summary', { n }),
  className,
}: Props) {
  const { faults, error, busy } = submission
  return (
    <form
      className={className ?? classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {faults.length > 0 && <FaultSummary title={summary(faults.length)} faults={faults} />}
      {error && <ProblemCard error={error} kept={text('problems.kept')} />}
      {children}
      <div className={classes.foot}>
        <Button type="submit" h={36} loading={busy} disabled={disabled ?? false}>
          {save}
        </Button>
        {second && (
          <Button variant="default" h={36} loading={second.busy ?? false} onClick={second.act}>
            {second.label ?? text('page-parts.form.cancel')}
          </Button>
        )}
        {notice !== undefined && <span role="status">{notice}</span>}
      </div>
      {after}
      {under && <p className={classes.under}>{under}</p>}
    </form>
  )
}
