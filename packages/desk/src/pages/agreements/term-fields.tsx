import { Pap, type SignalKind, Tlp } from '@entente/contracts'
import { Checkbox, Select, TextInput } from '@mantine/core'
import { DayInput } from '../../parts/day-input.tsx'
import layout from '../../parts/form.module.css'
import { fieldProps } from '../../parts/form-faults.ts'
import { Panel } from '../../parts/panel.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import type { AgreementForm, FieldsProps } from './agreement-form.ts'
import { Checks } from './checks.tsx'

/** Kinds that have one exact form to ask for blindly. */
const blindKinds = ['travel-document', 'media-hash', 'url', 'wallet'] as const satisfies readonly SignalKind[]
const wordsUnder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
type TextField = { [K in keyof AgreementForm]: AgreementForm[K] extends string ? K : never }[keyof AgreementForm]

/** Terms, times, withdrawal and feedback, blind checks. */
export function TermFields({ form, change, faults }: FieldsProps) {
  const t = textsOf('agreements').form
  const f = t.field
  const marking = textsOf('evidence')
  const kinds = textsOf('signals').kind
  const text = (name: TextField, at: string, label: string, hint?: string) => (
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
      placeholder={f.choose}
      value={form[name] === '' ? null : form[name]}
      onChange={(value) => change({ [name]: value ?? '' })}
      data={data}
    />
  )
  const words = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))
  return (
    <>
      <Panel title={t.section.terms}>
        <div className={layout.grid}>
          {choice(
            'maxTlp',
            '/maxTlp',
            f.maxTlp,
            Tlp.options.map((value) => ({ value, label: marking.tlp(value) })),
          )}
          {choice(
            'maxPap',
            '/maxPap',
            f.maxPap,
            Pap.options.map((value) => ({ value, label: marking.pap(value) })),
          )}
          {choice('onward', '/onward', f.onward, words(f.onwards))}
          {choice('children', '/children', f.children, words(f.childrenOf))}
          <div className={layout.wide}>
            {text('riskCountries', '/riskCountries', f.riskCountries, f.riskCountriesHint)}
          </div>
        </div>
      </Panel>
      <Panel title={t.section.times} note={f.utc}>
        <div className={layout.grid}>
          {day('validFrom', '/validFrom', f.validFrom)}
          {day('validUntil', '/validUntil', f.validUntil, f.validHint)}
          {text('maxDays', '/retention/maxDays', f.maxDays)}
          {choice('afterEnd', '/retention/afterEnd', f.afterEnd, words(f.afterEnds))}
          {text('everyMonths', '/review/everyMonths', f.everyMonths)}
          {day('nextDue', '/review/nextDue', f.nextDue)}
        </div>
      </Panel>
      <Panel title={t.section.withdrawal}>
        <div className={layout.grid}>
          {text('stopWithinMinutes', '/withdrawal/stopWithinMinutes', f.stop)}
          {text('eraseWithinHours', '/withdrawal/eraseWithinHours', f.erase)}
          <Checkbox
            className={layout.wide ?? ''}
            label={f.feedback}
            checked={form.feedback}
            onChange={(event) => change({ feedback: event.currentTarget.checked })}
          />
          {form.feedback && text('dueHours', '/feedback/dueHours', f.dueHours)}
        </div>
      </Panel>
      <Panel title={t.section.blind}>
        <div className={layout.grid}>
          <Checkbox
            className={layout.wide ?? ''}
            label={f.blind}
            checked={form.blind}
            onChange={(event) => change({ blind: event.currentTarget.checked })}
          />
          {form.blind && (
            <>
              <Checks
                at="/blindCheck/kinds"
                faults={faults}
                label={f.blindKinds}
                chosen={form.blindKinds}
                options={blindKinds.map((value) => ({ value, label: kinds[value] }))}
                change={(chosen) => change({ blindKinds: chosen as SignalKind[] })}
              />
              <Checks
                at="/blindCheck/learns"
                faults={faults}
                label={f.learns}
                chosen={form.learns.split(', ').filter(Boolean)}
                options={form.parties
                  .filter(({ member }) => member.trim() !== '')
                  .map(({ member }) => ({ value: member.trim(), label: member.trim() }))}
                change={(chosen) => change({ learns: chosen.join(', ') })}
              />
              {text('single', '/blindCheck/quotaPerDay/single', f.single)}
              {text('batch', '/blindCheck/quotaPerDay/batch', f.batch)}
              <Checkbox
                className={layout.wide ?? ''}
                label={f.tellCount}
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
