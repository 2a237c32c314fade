import { type ThresholdTrial, thresholdBounds } from '@entente/contracts'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { type FieldFault, faultsOf, fieldProps } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { hundredths } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { ThresholdMeaning } from './in-force.tsx'
import classes from './threshold.module.css'
import { readThreshold } from './threshold-words.ts'

/** Own words of a proposal or an answer have as many characters at least. */
export const fewestWords = 20
interface Typed {
  threshold: string
  reason: string
}
const nothing: Typed = { threshold: '', reason: '' }
const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** Asks for another threshold, with a reason; or only tries one, which changes nothing. */
export function ProposePanel({ current, onDone }: { current: number; onDone: (said: string) => void }) {
  const [typed, setTyped] = useDraft<Typed>('threshold-propose', nothing)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState<'propose' | 'try' | null>(null)
  const value = readThreshold(typed.threshold)
  const send = async (what: 'propose' | 'try'): Promise<void> => {
    const found: FieldFault[] = []
    if (typeof value === 'string')
      found.push({
        code: value,
        at: '/threshold',
        message: text(`threshold.propose.faults.${value}`, { least: bound.least, most: bound.most }),
      })
    else if (what === 'propose' && value === current)
      found.push({ code: 'unchanged', at: '/threshold', message: text('threshold.propose.faults.unchanged') })
    if (what === 'propose' && typed.reason.trim().length < fewestWords)
      found.push({ code: 'short', at: '/reason', message: text('threshold.propose.faults.short') })
    setFaults(found)
    setError(null)
    if (found.length > 0 || typeof value === 'string') return
    setBusy(what)
    try {
      if (what === 'propose') {
        const proposal = { threshold: value, reason: typed.reason.trim() }
        await api.post('/v1/matching/threshold/proposals', proposal)
        setTyped(null)
        onDone(text('threshold.propose.proposed'))
      } else {
        await api.post<ThresholdTrial>('/v1/matching/trials', { threshold: value })
        onDone(text('threshold.propose.tried', { value: hundredths(value) }))
      }
    } catch (problem) {
      const told = faultsOf(problem)
      setFaults(told)
      if (told.length === 0) setError(problem as Error)
    } finally {
      setBusy(null)
    }
  }
  return (
    <Panel title={text('threshold.propose.title')}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send('propose')
        }}
      >
        {faults.length > 0 && (
          <FaultSummary title={text('threshold.propose.summary', { n: faults.length })} faults={faults} />
        )}
        {error && <ProblemCard error={error} kept={text('threshold.propose.kept')} />}
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
        <div className={classes.acts}>
          <Button type="submit" h={36} loading={busy === 'propose'}>
            {text('threshold.propose.act')}
          </Button>
          <Button variant="default" h={36} loading={busy === 'try'} onClick={() => void send('try')}>
            {text('threshold.propose.tryOnly')}
          </Button>
        </div>
        <p className={classes.under}>{text('threshold.propose.under')}</p>
      </form>
    </Panel>
  )
}
const bound = { least: hundredths(thresholdBounds.least), most: hundredths(thresholdBounds.most) }
