import { Radio, Select, TextInput } from '@mantine/core'
import { DayInput } from '../../parts/day-input.tsx'
import layout from '../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { TermsFields } from '../../parts/terms-fields.tsx'
import { text } from '../../texts/text.ts'
import { SharingFields } from './sharing-fields.tsx'
import type { SignalForm } from './signal-form.ts'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  faults: readonly FieldFault[]
}
const sources = ['own', 'member', 'public', 'derived'] as const
const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** Shows the terms, source and times of a signal. */
export function TermSections({ form, change, faults }: Props) {
  const day = (at: string, label: string, value: string, set: (day: string) => void) => (
    <DayInput {...fieldProps(faults, at)} label={label} value={value} onChange={set} />
  )
  return (
    <>
      <Panel title={text('signal-form.section.terms')}>
        <div className={layout.grid}>
          <TermsFields form={form} change={change} faults={faults} wide={layout.wide} />
          <Radio.Group
            {...fieldProps(faults, '/minor')}
            label={form.kind === 'person' ? text('signal-form.field.minor') : text('signal-form.field.minorOther')}
            value={form.minor}
            onChange={(minor) => change({ minor: minor as SignalForm['minor'] })}
          >
            <div style={{ display: 'flex', gap: 16, marginBlock: 8 }}>
              <Radio value="no" label={text('signal-form.field.no')} />
              <Radio value="yes" label={text('signal-form.field.yes')} />
            </div>
          </Radio.Group>
        </div>
      </Panel>
      <SharingFields form={form} change={change} faults={faults} />
      <Panel title={text('signal-form.section.source')}>
        <div className={layout.grid}>
          <Select
            {...fieldProps(faults, '/source/type')}
            label={text('signal-form.field.sourceType')}
            allowDeselect={false}
            value={form.sourceType}
            onChange={(type) => change({ sourceType: type as SignalForm['sourceType'] })}
            data={sources.map((value) => ({ value, label: text(`signals.one.sourceType.${value}`) }))}
          />
          <TextInput
            {...fieldProps(faults, '/source/reference')}
            label={text('signal-form.field.sourceReference')}
            description={text('signal-form.field.optional')}
            value={form.sourceReference}
            onChange={(event) => change({ sourceReference: event.currentTarget.value })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <Select
            {...fieldProps(faults, '/source/reliability')}
            label={text('signal-form.field.reliability')}
            placeholder={text('signal-form.field.notSaid')}
            clearable
            value={form.reliability === '' ? null : form.reliability}
            onChange={(value) => change({ reliability: (value ?? '') as SignalForm['reliability'] })}
            data={reliabilities.map((value) => ({ value, label: text(`signals.one.reliabilityOf.${value}`) }))}
          />
          {day('/source/lastVerifiedAt', text('signal-form.field.lastVerified'), form.lastVerified, (lastVerified) =>
            change({ lastVerified }),
          )}
        </div>
      </Panel>
      <Panel title={text('signal-form.section.times')} note={text('signal-form.field.utc')}>
        <div className={layout.grid}>
          {day('/validFrom', text('signal-form.field.validFrom'), form.validFrom, (validFrom) => change({ validFrom }))}
          {day('/validUntil', text('signal-form.field.validUntil'), form.validUntil, (validUntil) =>
            change({ validUntil }),
          )}
          {day('/retainUntil', text('signal-form.field.retainUntil'), form.retainUntil, (retainUntil) =>
            change({ retainUntil }),
          )}
          {day('/reviewDue', text('signal-form.field.reviewDue'), form.reviewDue, (reviewDue) => change({ reviewDue }))}
        </div>
      </Panel>
    </>
  )
}
