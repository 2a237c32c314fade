import { type DecideRedress, type RedressDetail, type RedressOutcome, redressOutcomes } from '@entente/contracts'
import { Radio, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'

interface Props {
  path: string
  request: RedressDetail
  onDone: () => void
}

/** Decides a request: its outcome, and the words for the person or the law of an answer that says neither. */
export function DecidePanel({ path, request, onDone }: Props) {
  const submission = useSubmission()
  const [outcome, setOutcome] = useState<RedressOutcome | ''>('')
  const [reasons, setReasons] = useState('')
  const [basis, setBasis] = useState('')
  const [until, setUntil] = useState('')
  const [acts, setActs] = useState<Record<string, string>>({})
  const hits = request.cases.flatMap((each) => each.hits).filter(({ isWithdrawn }) => !isWithdrawn)
  const isUpheld = outcome === 'upheld' || outcome === 'partly'
  const corrections = Object.entries(acts).flatMap(([hitId, act]) =>
    act === 'withdraw' || act === 'clear' ? [{ hitId, act } as const] : [],
  )
  const { faults } = submission
  const saysNeither = outcome === 'neither-confirm-nor-deny'
  // A refusal of access would say that something is held.
  const outcomes = redressOutcomes.filter((each) => each !== 'rejected' || request.kind !== 'access')
  const decision = (): DecideRedress => ({
    outcome: outcome as RedressOutcome,
    ...(saysNeither ? { basis: basis.trim(), basisUntil: `${until}T00:00:00.000Z` } : { reasons: reasons.trim() }),
    ...(isUpheld && { corrections }),
  })
  const store = async (body: DecideRedress): Promise<void> => {
    await api.post(`${path}/decide`, body)
    onDone()
  }
  return (
    <Panel title={text('redress.decide.title')}>
      <FormFrame
        submission={submission}
        save={text('redress.decide.act')}
        under={text('redress.decide.under')}
        onSubmit={() => void submission.submit(decision(), store)}
      >
        <Radio.Group
          {...fieldProps(faults, '/outcome')}
          label={text('redress.decide.outcome')}
          value={outcome}
          onChange={(value) => setOutcome(value as RedressOutcome)}
        >
          <div style={{ display: 'grid', gap: 8, marginBlockStart: 8 }}>
            {outcomes.map((each) => (
              <Radio key={each} value={each} label={text(`redress.outcome.${each}`)} />
            ))}
          </div>
        </Radio.Group>
        {isUpheld &&
          hits.map(({ id, source, mayWithdraw }) => (
            <Select
              key={id}
              label={text('redress.correct.label', { source })}
              value={acts[id] ?? ''}
              onChange={(act) => setActs({ ...acts, [id]: act ?? '' })}
              data={[
                { value: '', label: text('redress.correct.nothing') },
                { value: 'clear', label: text('redress.correct.clear') },
                ...(mayWithdraw ? [{ value: 'withdraw', label: text('redress.correct.withdraw') }] : []),
              ]}
              allowDeselect={false}
            />
          ))}
        {saysNeither ? (
          <>
            <p>{text('redress.decide.neither')}</p>
            <TextField
              at="/basis"
              faults={faults}
              label={text('redress.decide.basis')}
              value={basis}
              onValue={setBasis}
            />
            <DayInput
              {...fieldProps(faults, '/basisUntil')}
              label={text('redress.decide.until')}
              value={until}
              onChange={setUntil}
            />
          </>
        ) : (
          <Textarea
            {...fieldProps(faults, '/reasons')}
            label={text('redress.fact.reasons')}
            description={text('redress.readByPerson')}
            maxLength={4000}
            autosize
            minRows={3}
            value={reasons}
            onChange={(event) => setReasons(event.currentTarget.value)}
          />
        )}
      </FormFrame>
    </Panel>
  )
}

/** Extends the time for the answer once. */
export function ExtendPanel({ path, onDone }: { path: string; onDone: () => void }) {
  const submission = useSubmission()
  const [reasons, setReasons] = useState('')
  return (
    <Panel title={text('redress.extend.title')}>
      <FormFrame
        submission={submission}
        save={text('redress.extend.act')}
        onSubmit={() =>
          void submission.submit({ reasons: reasons.trim() }, async (body) => {
            await api.post(`${path}/extend`, body)
            onDone()
          })
        }
      >
        <Textarea
          {...fieldProps(submission.faults, '/reasons')}
          label={text('redress.extend.reasons')}
          description={text('redress.readByPerson')}
          maxLength={2000}
          value={reasons}
          onChange={(event) => setReasons(event.currentTarget.value)}
        />
      </FormFrame>
    </Panel>
  )
}
