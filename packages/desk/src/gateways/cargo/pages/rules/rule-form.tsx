import type { CargoRuleBody, CargoRuleWritten } from '@entente/contracts'
import { Radio, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { DayInput } from '../../../../parts/day-input.tsx'
import form from '../../../../parts/form.module.css'
import { fieldProps } from '../../../../parts/form-faults.ts'
import { FormFrame } from '../../../../parts/form-frame.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { useSubmission } from '../../../../parts/use-submission.ts'
import { text } from '../../texts/index.ts'
import { ExpressionField } from './expression-field.tsx'
import { type RuleForm as Form, formOf, readRuleForm } from './read-rule-form.ts'

interface Props {
  /** The version that the new one is made from; null for a new rule. */
  from: { id: string; body: CargoRuleBody } | null
  onStored: (written: CargoRuleWritten) => void
  onCancel: () => void
}
const effects = ['case', 'lane', 'tag'] as const
const lanes = ['red', 'yellow', 'blue'] as const

/** Writes a rule, or a further version of one. It is stored as a draft, which changes nothing. */
export function RuleForm({ from, onStored, onCancel }: Props) {
  const [entered, setEntered] = useState<Form>(() => formOf(from?.body ?? null))
  const submission = useSubmission()
  const set = (change: Partial<Form>): void => setEntered((before) => ({ ...before, ...change }))
  const field = (at: string) => fieldProps(submission.faults, at)
  const store = async (body: CargoRuleBody): Promise<void> => {
    const written = await (from === null
      ? api.post<CargoRuleWritten>('/v1/cargo/rules', body)
      : api.put<CargoRuleWritten>(`/v1/cargo/rules/${from.id}`, body))
    markStale('/v1/cargo/rules', `/v1/cargo/rules/${written.id}`)
    onStored(written)
  }
  return (
    <FormFrame
      submission={submission}
      save={text('cargo.rules.save')}
      second={{ act: onCancel }}
      under={text('cargo.rules.saveUnder')}
      onSubmit={() => void submission.submit(readRuleForm(entered), store)}
    >
      <Panel title={text('cargo.rules.one')}>
        <TextInput
          {...field('/title')}
          label={text('cargo.rules.term.title')}
          maxLength={200}
          value={entered.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          mb={12}
        />
        <ExpressionField
          {...field('/expression')}
          value={entered.expression}
          onChange={(expression) => set({ expression })}
        />
      </Panel>
      <Panel title={text('cargo.rules.does')}>
        <Radio.Group
          {...field('/effect')}
          label={text('cargo.rules.term.effect')}
          value={entered.effect}
          onChange={(next) => set({ effect: effects.find((each) => each === next) ?? '' })}
        >
          <div className={form.choices}>
            {effects.map((each) => (
              <Radio
                key={each}
                value={each}
                label={text(`cargo.rules.effects.${each}`)}
                description={text(`cargo.rules.effectsWhat.${each}`)}
              />
            ))}
          </div>
        </Radio.Group>
        <div className={form.grid}>
          {entered.effect === 'lane' && (
            <>
              <Select
                {...field('/lane')}
                label={text('cargo.rules.term.lane')}
                data={lanes.map((value) => ({ value, label: text(`cargo.inspection.lanes.${value}`) }))}
                value={entered.lane || null}
                onChange={(next) => set({ lane: next ?? '' })}
              />
              <span />
              <TextInput
                {...field('/selectShare')}
                label={text('cargo.rules.term.share')}
                description={text('cargo.rules.shareHint')}
                inputMode="decimal"
                maxLength={6}
                value={entered.share}
                onChange={(event) => set({ share: event.currentTarget.value.trim() })}
              />
              <TextInput
                {...field('/maxHitsWithoutSelection')}
                label={text('cargo.rules.term.most')}
                description={text('cargo.rules.mostHint')}
                inputMode="numeric"
                maxLength={5}
                value={entered.most}
                onChange={(event) => set({ most: event.currentTarget.value.trim() })}
              />
            </>
          )}
          {entered.effect === 'tag' && (
            <TextInput
              {...field('/tag')}
              label={text('cargo.rules.term.tag')}
              description={text('cargo.rules.tagHint')}
              dir="ltr"
              maxLength={40}
              value={entered.tag}
              onChange={(event) => set({ tag: event.currentTarget.value.trim() })}
            />
          )}
        </div>
      </Panel>
      <Panel title={text('cargo.rules.basisAndDays')}>
        <div className={form.grid}>
          <Textarea
            {...field('/basis')}
            className={form.wide ?? ''}
            label={text('cargo.rules.term.basis')}
            maxLength={500}
            value={entered.basis}
            onChange={(event) => set({ basis: event.currentTarget.value })}
          />
          <DayInput
            {...field('/validFrom')}
            label={text('cargo.rules.term.validFrom')}
            description={text('cargo.rules.fromHint')}
            value={entered.validFrom}
            onChange={(validFrom) => set({ validFrom })}
          />
          <DayInput
            {...field('/validUntil')}
            label={text('cargo.rules.term.validUntil')}
            description={text('cargo.rules.untilHint')}
            value={entered.validUntil}
            onChange={(validUntil) => set({ validUntil })}
          />
        </div>
      </Panel>
    </FormFrame>
  )
}
