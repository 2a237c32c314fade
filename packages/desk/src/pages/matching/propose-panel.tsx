import { type ThresholdTrial, thresholdBounds } from '@entente/contracts'
import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { hundredths } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { ThresholdMeaning } from './in-force.tsx'
import classes from './threshold.module.css'
import { readThreshold } from './threshold-words.ts'

/** The smallest number of characters of a reason for a proposal or an answer. */
export const fewestWords = 20
interface Typed {
  threshold: string
  reason: string
}
const nothing: Typed = { threshold: '', reason: '' }
const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** Proposes another threshold with a reason, or only tries it, which changes nothing. */
export function ProposePanel({ current, onDone }: { current: number; onDone: (notice: string) => void }) {
  const [typed, setTyped] = useDraft<Typed>('threshold-propose', nothing)
  const submission = useSubmission()
  const { faults } = submission
  const [sent, setSent] = useState<'propose' | 'try'>('propose')
  const value = readThreshold(typed.threshold)
  const propose = async (threshold: number): Promise<void> => {
    await api.post('/v1/matching/threshold/proposals', { threshold, reason: typed.reason.trim() })
    setTyped(null)
    onDone(text('threshold.propose.proposed'))
  }
  const attempt = async (threshold: number): Promise<void> => {
    await api.post<ThresholdTrial>('/v1/matching/trials', { threshold })
    onDone(text('threshold.propose.tried', { value: hundredths(threshold) }))
  }
  const send = (what: 'propose' | 'try'): Promise<void> => {
    setSent(what)
    const found = [
      ...thresholdFaults(value, what === 'propose' ? current : null),
      ...(what === 'propose' && typed.reason.trim().length < fewestWords
        ? [{ code: 'short', at: '/reason', message: text('threshold.propose.faults.short') }]
        : []),
    ]
    return submission.submit(
      typeof value === 'string' || found.length > 0 ? { faults: found } : { value },
      ({ value }: { value: number }) => (what === 'propose' ? propose(value) : attempt(value)),
    )
  }
  return (
    <Panel title={text('threshold.propose.title')}>
      <FormFrame
        submission={{ ...submission, busy: submission.busy && sent === 'propose' }}
        onSubmit={() => void send('propose')}
        save={text('threshold.propose.act')}
        second={{
          label: text('threshold.propose.tryOnly'),
          act: () => void send('try'),
          busy: submission.busy && sent === 'try',
        }}
        summary={(n) => text('threshold.propose.summary', { n })}
        under={text('threshold.propose.under')}
        className={classes.form}
      >
        <div className={classes.row}>
          <TextInput
            {...fieldProps(faults, '/threshold')}
            label={text('threshold.propose.threshold')}
            description={text('threshold.propose.bounds', { least: bound.least, most: bound.most })}
            inputMode="decimal"
            value={typed.threshold}
            onChange={(event) => setTyped({ ...typed, threshold: event.currentTarget.value })}
            inputWrapperOrder={below}
          />
          {typeof value === 'number' ? (
            <ThresholdMeaning threshold={value} />
          ) : (
            <p className={classes.meaning}>{text('threshold.propose.direction')}</p>
          )}
        </div>
        <Textarea
          {...fieldProps(faults, '/reason')}
          label={text('threshold.propose.reason')}
          description={text('threshold.propose.reasonHint')}
          maxLength={2000}
          value={typed.reason}
          onChange={(event) => setTyped({ ...typed, reason: event.currentTarget.value })}
          inputWrapperOrder={below}
        />
      </FormFrame>
    </Panel>
  )
}
const bound = { least: hundredths(thresholdBounds.least), most: hundredths(thresholdBounds.most) }

/** Returns the faults of the typed threshold. `current` is the threshold in use, which cannot be proposed. */
function thresholdFaults(value: ReturnType<typeof readThreshold>, current: number | null): FieldFault[] {
  const fault = value === current ? 'unchanged' : value
  if (typeof fault === 'number') return []
  return [
    {
      code: fault,
      at: '/threshold',
      message: text(`threshold.propose.faults.${fault}`, { least: bound.least, most: bound.most }),
    },
  ]
}
