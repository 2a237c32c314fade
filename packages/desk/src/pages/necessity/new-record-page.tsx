import type { NecessityList, NecessityRecord, NecessitySubject, NewNecessityRecord } from '@entente/contracts'
import { Button, NumberInput, Select, Textarea } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useGateways } from '../../app/gateway.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { useGo } from '../../parts/go.ts'
import { ObjectHead } from '../../parts/object-head.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import { subjectName } from './necessity-words.tsx'

const route = getRouteApi('/shell/necessity/new')

/** Writes a record of necessity. The words of the record in force are filled in. */
export function NewNecessityRecordPage() {
  const { type, id } = route.useSearch()
  const read = useRead<NecessityList>('/v1/necessity', {}, { staleTime: 0 })
  const title = text('necessity.form.title')
  const asked = type !== undefined && id !== undefined ? keyOf({ type, id }) : null
  return (
    <Page
      title={title}
      label={title}
      head={<ObjectHead crumbs={[{ to: paths.necessity(), label: text('shell.pages.necessity') }]} title={title} />}
    >
      <ReadState read={read} rows={8} />
      {read.data && <Form list={read.data} asked={asked} />}
    </Page>
  )
}

const keyOf = ({ type, id }: { type: string; id: string }): string => `${type} ${id}`
const today = (): string => new Date().toISOString().slice(0, 'YYYY-MM-DD'.length)
/** The day in almost 12 months: the node takes 12 months at most, and its day may have ended. */
function inAYear(): string {
  const at = new Date()
  at.setUTCFullYear(at.getUTCFullYear() + 1)
  at.setUTCDate(at.getUTCDate() - 1)
  return at.toISOString().slice(0, 'YYYY-MM-DD'.length)
}
const lines = (words: string): string[] =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function valuesOf(record: NecessityRecord | undefined) {
  const { impactAssessment: impact, errorBudget: budget } = record ?? {}
  return {
    ...{ aim: record?.aim ?? '', legalBasis: record?.legalBasis ?? '', necessity: record?.necessity ?? '' },
    alternatives: record?.alternatives ?? [{ what: '', whyNot: '' }],
    ...{ proportionality: record?.proportionality ?? '', groups: record?.affectedGroups.join('\n') ?? '' },
    ...{ reference: impact?.reference ?? '', date: impact?.date ?? today(), impactUntil: impact?.validUntil ?? '' },
    falseMatch: budget == null ? '' : budget.falseMatchRate * 100,
    falseNonMatch: budget == null ? '' : budget.falseNonMatchRate * 100,
    validUntil: inAYear(),
  } as {
    [name in 'aim' | 'legalBasis' | 'necessity' | 'proportionality' | 'groups']: string
  } & { [name in 'reference' | 'date' | 'impactUntil' | 'validUntil']: string } & {
    alternatives: { what: string; whyNot: string }[]
    falseMatch: number | string
    falseNonMatch: number | string
  }
}

function Form({ list: { standings, items }, asked }: { list: NecessityList; asked: string | null }) {
  const go = useGo()
  const gateways = useGateways()
  const submission = useSubmission()
  const { faults } = submission
  const recordOf = (key: string | null) =>
    items.find(({ subject, state }) => keyOf(subject) === key && state === 'current')
  const [chosen, setChosen] = useState(asked)
  const [values, setValues] = useState(() => valuesOf(recordOf(asked)))
  const set = (more: Partial<typeof values>): void => setValues((before) => ({ ...before, ...more }))
  const subject = standings.find((one) => keyOf(one.subject) === chosen)?.subject
  const isMatched = subject !== undefined && ['gateway', 'list', 'source'].includes(subject.type)
  const body = (): NewNecessityRecord | { faults: FieldFault[] } => {
    const missing = (at: string) => ({ code: 'body-invalid', at, message: text('problems.shape.missing') })
    if (subject === undefined) return { faults: [missing('/subject/id')] }
    if (isMatched && (values.falseMatch === '' || values.falseNonMatch === ''))
      return { faults: [missing('/errorBudget')] }
    const { aim, legalBasis, necessity, alternatives, proportionality } = values
    return {
      ...{ subject: subject as NecessitySubject, aim, legalBasis, necessity, alternatives, proportionality },
      affectedGroups: lines(values.groups),
      impactAssessment: { reference: values.reference, date: values.date, validUntil: values.impactUntil },
      errorBudget: isMatched
        ? { falseMatchRate: Number(values.falseMatch) / 100, falseNonMatchRate: Number(values.falseNonMatch) / 100 }
        : null,
      validUntil: `${values.validUntil}T00:00:00.000Z`,
    }
  }
  const store = async (record: NewNecessityRecord): Promise<void> => {
    const made = await api.post<NecessityRecord>('/v1/necessity', record)
    markStale('/v1/necessity')
    go(paths.necessityRecord(made.id))
  }
  const area = (name: 'aim' | 'necessity' | 'proportionality') => (
    <Textarea
      {...fieldProps(faults, `/${name}`)}
      label={text(`necessity.field.${name}`)}
      description={text(`necessity.hint.${name}`)}
      autosize
      minRows={2}
      maxLength={2000}
      value={values[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  )
  const rate = (name: 'falseMatch' | 'falseNonMatch') => (
    <NumberInput
      {...fieldProps(faults, name === 'falseMatch' ? '/errorBudget' : '/errorBudget/falseNonMatchRate')}
      label={text(`necessity.field.${name}`)}
      description={text(`necessity.hint.${name}`)}
      min={0}
      max={100}
      decimalScale={4}
      hideControls
      maw={260}
      value={values[name]}
      onChange={(value) => set({ [name]: value })}
    />
  )
  return (
    <FormFrame
      submission={submission}
      onSubmit={() => void submission.submit(body(), store)}
      save={text('necessity.form.save')}
      second={{ act: () => go(paths.necessity()) }}
      under={text('necessity.form.under')}
    >
      <Select
        {...fieldProps(faults, '/subject/id')}
        label={text('necessity.column.subject')}
        placeholder={text('necessity.form.choose')}
        searchable
        allowDeselect={false}
        value={chosen}
        onChange={(key) => {
          setChosen(key)
          setValues(valuesOf(recordOf(key)))
        }}
        data={standings.map((one) => ({
          value: keyOf(one.subject),
          label: subjectName(gateways, one.subject, one.name),
        }))}
      />
      {area('aim')}
      <TextField
        at="/legalBasis"
        faults={faults}
        label={text('necessity.field.legalBasis')}
        value={values.legalBasis}
        onValue={(legalBasis) => set({ legalBasis })}
      />
      {area('necessity')}
      <Alternatives
        alternatives={values.alternatives}
        faults={faults}
        onChange={(alternatives) => set({ alternatives })}
      />
      {area('proportionality')}
      <Textarea
        {...fieldProps(faults, '/affectedGroups')}
        label={text('necessity.field.affectedGroups')}
        description={text('necessity.hint.affectedGroups')}
        autosize
        minRows={2}
        value={values.groups}
        onChange={(event) => set({ groups: event.currentTarget.value })}
      />
      <TextField
        at="/impactAssessment/reference"
        faults={faults}
        label={text('necessity.field.reference')}
        value={values.reference}
        onValue={(reference) => set({ reference })}
      />
      <DayInput
        {...fieldProps(faults, '/impactAssessment/date')}
        label={text('necessity.field.date')}
        value={values.date}
        onChange={(date) => set({ date })}
        maw={260}
      />
      <DayInput
        {...fieldProps(faults, '/impactAssessment/validUntil')}
        label={text('necessity.field.impactUntil')}
        value={values.impactUntil}
        onChange={(impactUntil) => set({ impactUntil })}
        maw={260}
      />
      {isMatched && (
        <>
          {rate('falseMatch')}
          {rate('falseNonMatch')}
        </>
      )}
      <DayInput
        {...fieldProps(faults, '/validUntil')}
        label={text('necessity.field.validUntil')}
        description={text('necessity.hint.validUntil')}
        value={values.validUntil}
        onChange={(validUntil) => set({ validUntil })}
        maw={260}
      />
    </FormFrame>
  )
}

interface AlternativesProps {
  alternatives: { what: string; whyNot: string }[]
  faults: readonly FieldFault[]
  onChange: (alternatives: { what: string; whyNot: string }[]) => void
}

/** Edits the less intrusive ways, at least one, each with the reason why it is not enough. */
function Alternatives({ alternatives, faults, onChange }: AlternativesProps) {
  const change = (place: number, more: Partial<{ what: string; whyNot: string }>) =>
    onChange(alternatives.map((one, other) => (other === place ? { ...one, ...more } : one)))
  return (
    <fieldset style={{ display: 'grid', gap: 12, border: 0, padding: 0, margin: 0 }}>
      <legend style={{ marginBlockEnd: 8 }}>{text('necessity.field.alternatives')}</legend>
      {alternatives.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an alternative has no id, and is named by its place
        <div key={place} style={{ display: 'grid', gap: 8 }}>
          <TextField
            at={`/alternatives/${place}/what`}
            faults={faults}
            label={text('necessity.alternative.what', { n: place + 1 })}
            value={one.what}
            onValue={(what) => change(place, { what })}
          />
          <Textarea
            {...fieldProps(faults, `/alternatives/${place}/whyNot`)}
            label={text('necessity.alternative.whyNot', { n: place + 1 })}
            autosize
            minRows={2}
            maxLength={1000}
            value={one.whyNot}
            onChange={(event) => change(place, { whyNot: event.currentTarget.value })}
          />
          {alternatives.length > 1 && (
            <div>
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => onChange(alternatives.filter((_, other) => other !== place))}
              >
                {text('necessity.alternative.remove', { n: place + 1 })}
              </Button>
            </div>
          )}
        </div>
      ))}
      {alternatives.length < mostAlternatives && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => onChange([...alternatives, { what: '', whyNot: '' }])}
          >
            {text('necessity.alternative.add')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
/** As the node takes it. */
const mostAlternatives = 10
