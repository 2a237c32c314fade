import { Pap, type SignalKind, Tlp } from '@entente/contracts'
import { Checkbox, Select, TextInput } from '@mantine/core'
import { DayInput } from '../../parts/day-input.tsx'
import layout from '../../parts/form.module.css'
import { fieldProps } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import type { AgreementForm, FieldsProps } from './agreement-form.ts'
import { Checks } from './checks.tsx'

/** The kinds of signals that blind checks support, because each has one exact form. */
const blindKinds = ['travel-document', 'media-hash', 'url', 'wallet'] as const satisfies readonly SignalKind[]
const wordsUnder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
type TextField = { [K in keyof AgreementForm]: AgreementForm[K] extends string ? K : never }[keyof AgreementForm]

/** Shows the fields of terms, times, withdrawal and feedback, and blind checks. */
export function TermFields({ form, change, faults }: FieldsProps) {
  const typed = (name: TextField, at: string, label: string, hint?: string) => (
    <TextInput
      {...fieldProps(faults, at)}
      label={label}
      {...(hint !== undefined && { description: hint })}
      value={form[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      inputWrapperOrder={wordsUnder}
    />
  )
  const day = (name: TextField, at: string, label: string, hint?: string) => (
    <DayInput
      {...fieldProps(faults, at)}
      label={label}
      {...(hint !== undefined && { description: hint })}
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      inputWrapperOrder={wordsUnder}
    />
  )
  const choice = (name: TextField, at: string, label: string, data: { value: string; label: string }[]) => (
    <Select
      {...fieldProps(faults, at)}
      label={label}
      placeholder={text('agreements.form.field.choose')}
      value={form[name] === '' ? null : form[name]}
      onChange={(value) => change({ [name]: value ?? '' })}
      data={data}
    />
  )
  return (
    <>
      <Panel title={text('agreements.form.section.terms')}>
        <div className={layout.grid}>
          {choice(
            'maxTlp',
            '/maxTlp',
            text('agreements.form.field.maxTlp'),
            Tlp.options.map((value) => ({ value, label: text('evidence.tlp', { level: value.toUpperCase() }) })),
          )}
          {choice(
            'maxPap',
            '/maxPap',
            text('agreements.form.field.maxPap'),
            Pap.options.map((value) => ({ value, label: text('evidence.pap', { level: value.toUpperCase() }) })),
          )}
          {choice(
            'onward',
            '/onward',
            text('agreements.form.field.onward'),
            (['none', 'with-approval', 'same-terms'] as const).map((value) => ({
              value,
              label: text(`agreements.form.field.onwards.${value}`),
            })),
          )}
          {choice(
            'children',
            '/children',
            text('agreements.form.field.children'),
            (['excluded', 'allowed'] as const).map((value) => ({
              value,
              label: text(`agreements.form.field.childrenOf.${value}`),
            })),
          )}
          <div className={layout.wide}>
            {typed(
              'riskCountries',
              '/riskCountries',
              text('agreements.form.field.riskCountries'),
              text('agreements.form.field.riskCountriesHint'),
            )}
          </div>
        </div>
      </Panel>
      <Panel title={text('agreements.form.section.times')} note={text('agreements.form.field.utc')}>
        <div className={layout.grid}>
          {day('validFrom', '/validFrom', text('agreements.form.field.validFrom'))}
          {day(
            'validUntil',
            '/validUntil',
            text('agreements.form.field.validUntil'),
            text('agreements.form.field.validHint'),
          )}
          {typed('maxDays', '/retention/maxDays', text('agreements.form.field.maxDays'))}
          {choice(
            'afterEnd',
            '/retention/afterEnd',
            text('agreements.form.field.afterEnd'),
            (['erase', 'keep-until-retain-until'] as const).map((value) => ({
              value,
              label: text(`agreements.form.field.afterEnds.${value}`),
            })),
          )}
          {typed('everyMonths', '/review/everyMonths', text('agreements.form.field.everyMonths'))}
          {day('nextDue', '/review/nextDue', text('agreements.form.field.nextDue'))}
        </div>
      </Panel>
      <Panel title={text('agreements.form.section.withdrawal')}>
        <div className={layout.grid}>
          {typed('stopWithinMinutes', '/withdrawal/stopWithinMinutes', text('agreements.form.field.stop'))}
          {typed('eraseWithinHours', '/withdrawal/eraseWithinHours', text('agreements.form.field.erase'))}
          <Checkbox
            className={layout.wide ?? ''}
            label={text('agreements.form.field.feedback')}
            checked={form.feedback}
            onChange={(event) => change({ feedback: event.currentTarget.checked })}
          />
          {form.feedback && typed('dueHours', '/feedback/dueHours', text('agreements.form.field.dueHours'))}
        </div>
      </Panel>
      <Panel title={text('agreements.form.section.blind')}>
        <div className={layout.grid}>
          <Checkbox
            className={layout.wide ?? ''}
            label={text('agreements.form.field.blind')}
            checked={form.blind}
            onChange={(event) => change({ blind: event.currentTarget.checked })}
          />
          {form.blind && (
            <>
              <Checks
                at="/blindCheck/kinds"
                faults={faults}
                label={text('agreements.form.field.blindKinds')}
                chosen={form.blindKinds}
                options={blindKinds.map((value) => ({ value, label: text(`signals.kind.${value}`) }))}
                change={(chosen) => change({ blindKinds: chosen as SignalKind[] })}
              />
              <Checks
                at="/blindCheck/learns"
                faults={faults}
                label={text('agreements.form.field.learns')}
                chosen={form.learns.split(', ').filter(Boolean)}
                options={form.parties
                  .filter(({ member }) => member.trim() !== '')
                  .map(({ member }) => ({ value: member.trim(), label: member.trim() }))}
                change={(chosen) => change({ learns: chosen.join(', ') })}
              />
              {typed('single', '/blindCheck/quotaPerDay/single', text('agreements.form.field.single'))}
              {typed('batch', '/blindCheck/quotaPerDay/batch', text('agreements.form.field.batch'))}
              <Checkbox
                className={layout.wide ?? ''}
                label={text('agreements.form.field.tellCount')}
                checked={form.tellCount}
                onChange={(event) => change({ tellCount: event.currentTarget.checked })}
              />
            </>
          )}
        </div>
      </Panel>
    </>
  )
}
