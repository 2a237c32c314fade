import type { InspectionDetail, InspectionOutcome } from '@entente/contracts'
import { Button, Checkbox, Radio, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { fieldProps } from '../../../../parts/form-faults.ts'
import { FormFrame } from '../../../../parts/form-frame.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { useSubmission } from '../../../../parts/use-submission.ts'
import { text } from '../../texts/index.ts'
import classes from './inspection.module.css'
import { type FoundLine, lackingTexts, newLine, readResult } from './read-result.ts'

const outcomes = ['found', 'nothing-found', 'data-error', 'not-inspected'] as const satisfies InspectionOutcome[]

interface Props {
  order: InspectionDetail
  /** The result that this one corrects; null for the first. */
  corrects: string | null
  onDone?: () => void
}

/** Records the result of an inspection, or the correction of one. Nothing is chosen beforehand. */
export function ResultForm({ order, corrects, onDone }: Props) {
  const [outcome, setOutcome] = useState<InspectionOutcome | null>(null)
  const [lines, setLines] = useState<FoundLine[]>([newLine()])
  const [reason, setReason] = useState('')
  const [wrongParty, setWrongParty] = useState(false)
  const submission = useSubmission((pointer) => formWords(pointer))
  const { faults } = submission
  const needsSecond = outcome === 'not-inspected' || corrects !== null
  const send = (): void => {
    if (outcome === null) return
    const state = { outcome, lines, reason, wrongParty, corrects, photos: order.photos }
    const lacking = lackingTexts(state).map((at) => ({ code: 'body-invalid', at, message: formWords(at) ?? '' }))
    void submission.submit(lacking.length > 0 ? { faults: lacking } : readResult(state), async (given) => {
      await api.post(`/v1/cargo/inspections/${order.id}/result`, given)
      markStale(`/v1/cargo/inspections/${order.id}`, '/v1/cargo/inspections', '/v1/badges')
      onDone?.()
    })
  }
  const change = (place: number, given: Partial<FoundLine>): void =>
    setLines(lines.map((line, at) => (at === place ? { ...line, ...given } : line)))
  return (
    <Panel title={corrects === null ? text('cargo.inspection.form.title') : text('cargo.inspection.form.correct')}>
      <FormFrame
        submission={submission}
        onSubmit={send}
        save={text('cargo.inspection.form.save')}
        disabled={outcome === null}
        under={needsSecond ? text('cargo.inspection.form.second') : text('cargo.inspection.form.final')}
        {...(onDone && { second: { act: onDone } })}
      >
        <Radio.Group
          {...fieldProps(faults, '/outcome')}
          label={text('cargo.inspection.form.outcome')}
          value={outcome}
          onChange={(next) => setOutcome(outcomes.find((each) => each === next) ?? null)}
        >
          <div className={classes.outcomes}>
            {outcomes.map((each) => (
              <Radio key={each} value={each} label={text(`cargo.inspection.form.outcomes.${each}`)} />
            ))}
          </div>
        </Radio.Group>
        {outcome === 'found' && (
          <fieldset className={classes.fields}>
            <legend>{text('cargo.inspection.form.found')}</legend>
            {lines.map((line, place) => (
              <div key={line.key} className={classes.found}>
                <TextInput
                  {...fieldProps(faults, `/found/${place}/description`)}
                  label={text('cargo.inspection.form.description')}
                  value={line.description}
                  maxLength={500}
                  onChange={(event) => change(place, { description: event.currentTarget.value })}
                />
                <TextInput
                  {...fieldProps(faults, `/found/${place}/hs`)}
                  label={text('cargo.inspection.form.hs')}
                  inputMode="numeric"
                  value={line.hs}
                  onChange={(event) => change(place, { hs: event.currentTarget.value })}
                />
                <TextInput
                  {...fieldProps(faults, `/found/${place}/unNumber`)}
                  label={text('cargo.inspection.form.unNumber')}
                  value={line.unNumber}
                  onChange={(event) => change(place, { unNumber: event.currentTarget.value })}
                />
                <TextInput
                  {...fieldProps(faults, `/found/${place}/quantity`)}
                  label={text('cargo.inspection.form.quantity')}
                  value={line.quantity}
                  maxLength={60}
                  onChange={(event) => change(place, { quantity: event.currentTarget.value })}
                />
                <Button
                  variant="default"
                  aria-label={text('cargo.inspection.form.removeLine', { n: place + 1 })}
                  disabled={lines.length === 1}
                  onClick={() => setLines(lines.filter((_, at) => at !== place))}
                >
                  <Icon name="cross" size={14} />
                </Button>
              </div>
            ))}
            <Button
              variant="default"
              style={{ justifySelf: 'start' }}
              onClick={() => setLines([...lines, newLine()])}
              disabled={lines.length >= 100}
            >
              {text('cargo.inspection.form.addLine')}
            </Button>
          </fieldset>
        )}
        {outcome !== null && (
          <Textarea
            {...fieldProps(faults, '/reason')}
            label={needsSecond ? text('cargo.inspection.form.reason') : text('cargo.inspection.form.remark')}
            autosize
            minRows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {outcome !== null && outcome !== 'not-inspected' && (
          <Checkbox
            label={text('cargo.inspection.form.wrongParty')}
            checked={wrongParty}
            onChange={(event) => setWrongParty(event.currentTarget.checked)}
          />
        )}
      </FormFrame>
    </Panel>
  )
}

function formWords(pointer: string): string | undefined {
  if (pointer.endsWith('/hs')) return text('cargo.inspection.form.hsForm')
  if (pointer.endsWith('/unNumber')) return text('cargo.inspection.form.unForm')
  if (pointer.endsWith('/description')) return text('cargo.inspection.form.descriptionForm')
  if (pointer === '/reason') return text('cargo.inspection.form.reasonForm')
  return undefined
}
