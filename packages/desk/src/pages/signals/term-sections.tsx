import { Radio, Select, TextInput } from '@mantine/core'
import { DayInput } from '../../parts/day-input.tsx'
import layout from '../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { TermsFields } from '../../parts/terms-fields.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { SharingFields } from './sharing-fields.tsx'
import type { SignalForm } from './signal-form.ts'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  faults: readonly FieldFault[]
}
const sources = ['own', 'member', 'public', 'derived'] as const
const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** Terms, source and times of a signal. */
export function TermSections({ form, change, faults }: Props) {
  const t = textsOf('signalForm')
  const one = textsOf('signals').one
  const day = (at: string, label: string, value: string, set: (day: string) => void) => (
    <DayInput {...fieldProps(faults, at)} label={label} value={value} onChange={set} />
  )
  return (
    <>
      <Panel title={t.section.terms}>
        <div className={layout.grid}>
          <TermsFields form={form} change={change} faults={faults} wide={layout.wide} />
          <Radio.Group
            {...fieldProps(faults, '/minor')}
            label={form.kind === 'person' ? t.field.minor : t.field.minorOther}
            value={form.minor}
            onChange={(minor) => change({ minor: minor as SignalForm['minor'] })}
          >
            <div style={{ display: 'flex', gap: 16, marginBlock: 8 }}>
              <Radio value="no" label={t.field.no} />
              <Radio value="yes" label={t.field.yes} />
            </div>
          </Radio.Group>
        </div>
      </Panel>
      <SharingFields form={form} change={change} faults={faults} />
      <Panel title={t.section.source}>
        <div className={layout.grid}>
          <Select
            {...fieldProps(faults, '/source/type')}
            label={t.field.sourceType}
            allowDeselect={false}
            value={form.sourceType}
            onChange={(type) => change({ sourceType: type as SignalForm['sourceType'] })}
            data={sources.map((value) => ({ value, label: one.sourceType[value] }))}
          />
          <TextInput
            {...fieldProps(faults, '/source/reference')}
            label={t.field.sourceReference}
            description={t.field.optional}
            value={form.sourceReference}
            onChange={(event) => change({ sourceReference: event.currentTarget.value })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <Select
            {...fieldProps(faults, '/source/reliability')}
            label={t.field.reliability}
            placeholder={t.field.notSaid}
            clearable
            value={form.reliability === '' ? null : form.reliability}
            onChange={(value) => change({ reliability: (value ?? '') as SignalForm['reliability'] })}
            data={reliabilities.map((value) => ({ value, label: one.reliabilityOf[value] }))}
          />
          {day('/source/lastVerifiedAt', t.field.lastVerified, form.lastVerified, (lastVerified) =>
            change({ lastVerified }),
          )}
        </div>
      </Panel>
      <Panel title={t.section.times} note={t.field.utc}>
        <div className={layout.grid}>
          {day('/validFrom', t.field.validFrom, form.validFrom, (validFrom) => change({ validFrom }))}
          {day('/validUntil', t.field.validUntil, form.validUntil, (validUntil) => change({ validUntil }))}
          {day('/retainUntil', t.field.retainUntil, form.retainUntil, (retainUntil) => change({ retainUntil }))}
          {day('/reviewDue', t.field.reviewDue, form.reviewDue, (reviewDue) => change({ reviewDue }))}
        </div>
      </Panel>
    </>
  )
}
