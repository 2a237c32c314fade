import { Pap, Purpose, SignalAction, Tlp } from '@entente/contracts'
import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { text } from '../texts/text.ts'
import { DayInput } from './day-input.tsx'
import { type FieldFault, fieldProps } from './form-faults.ts'

/** The terms that signals and lists have in common, as typed; '' if nothing is chosen. */
export interface TermsForm {
  purposes: Purpose[]
  basisReference: string
  basisValidUntil: string
  tlp: '' | (typeof Tlp.options)[number]
  pap: '' | (typeof Pap.options)[number]
  confidence: string
  action: '' | (typeof SignalAction.options)[number]
  necessity: string
}
interface Props {
  form: TermsForm
  change: (part: Partial<TermsForm>) => void
  faults: readonly FieldFault[]
  /** Pointer to the terms in the request: '' for a signal, `/terms` for a list. */
  at?: string
  wide: string | undefined
}

/** Edits purposes, lawful basis, marking, confidence, action and necessity. Nothing is preselected. */
export function TermsFields({ form, change, faults, at = '', wide }: Props) {
  const field = (name: string) => fieldProps(faults, `${at}${name}`)
  return (
    <>
      <Checkbox.Group
        {...field('/purposes')}
        label={text('signal-form.field.purposes')}
        value={form.purposes}
        onChange={(purposes) => change({ purposes: purposes as Purpose[] })}
        className={wide}
      >
        <div
          style={{
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
            gap: '8px 16px',
            marginBlock: 8,
          }}
        >
          {Purpose.options.map((purpose) => (
            <Checkbox key={purpose} value={purpose} label={text(`purpose.${purpose}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        {...field('/lawfulBasis/reference')}
        label={text('signal-form.field.basisReference')}
        description={text('signal-form.field.basisReferenceHint')}
        value={form.basisReference}
        onChange={(event) => change({ basisReference: event.currentTarget.value })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <DayInput
        {...field('/lawfulBasis/validUntil')}
        label={text('signal-form.field.basisValidUntil')}
        description={text('signal-form.field.optional')}
        value={form.basisValidUntil}
        onChange={(basisValidUntil) => change({ basisValidUntil })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <Select
        {...field('/tlp')}
        label={text('signal-form.field.tlp')}
        placeholder={text('signal-form.field.choose')}
        value={form.tlp === '' ? null : form.tlp}
        onChange={(tlp) => change({ tlp: (tlp ?? '') as TermsForm['tlp'] })}
        data={Tlp.options.map((value) => ({ value, label: text('evidence.tlp', { level: value.toUpperCase() }) }))}
      />
      <Select
        {...field('/pap')}
        label={text('signal-form.field.pap')}
        placeholder={text('signal-form.field.choose')}
        value={form.pap === '' ? null : form.pap}
        onChange={(pap) => change({ pap: (pap ?? '') as TermsForm['pap'] })}
        data={Pap.options.map((value) => ({ value, label: text('evidence.pap', { level: value.toUpperCase() }) }))}
      />
      <TextInput
        {...field('/confidence')}
        label={text('signal-form.field.confidence')}
        inputMode="numeric"
        value={form.confidence}
        onChange={(event) => change({ confidence: event.currentTarget.value })}
      />
      <Select
        {...field('/action')}
        label={text('signal-form.field.action')}
        placeholder={text('signal-form.field.choose')}
        value={form.action === '' ? null : form.action}
        onChange={(action) => change({ action: (action ?? '') as TermsForm['action'] })}
        data={SignalAction.options.map((value) => ({ value, label: text(`signals.one.actions.${value}`) }))}
      />
      <Textarea
        {...field('/necessity')}
        label={text('signal-form.field.necessity')}
        description={text('signal-form.field.necessityHint')}
        maxLength={500}
        value={form.necessity}
        onChange={(event) => change({ necessity: event.currentTarget.value })}
        className={wide}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    </>
  )
}
