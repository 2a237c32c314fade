import { Radio, Select, Textarea, TextInput } from '@mantine/core'
import { DayInput } from '../../parts/day-input.tsx'
import layout from '../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { text } from '../../texts/text.ts'
import { AccountFields, ConsignmentFields, HashFields, UrlFields, WalletFields } from './observable-fields.tsx'
import { IdentifierRows, NameRows } from './party-fields.tsx'
import type { SignalForm } from './signal-form.ts'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  faults: readonly FieldFault[]
}
/** Shows the fields of a signal's subject, by kind. */
export const valueFields = {
  person: PersonFields,
  organisation: OrganisationFields,
  'travel-document': DocumentFields,
  'media-hash': HashFields,
  url: UrlFields,
  account: AccountFields,
  wallet: WalletFields,
  consignment: ConsignmentFields,
} satisfies Record<SignalForm['kind'], (props: Props) => React.ReactNode>

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

function PersonFields({ form, change, faults }: Props) {
  return (
    <div className={layout.grid}>
      <NameRows form={form} change={change} faults={faults} />
      <TextInput
        {...fieldProps(faults, '/value/birthDates')}
        label={text('signal-form.field.birthDates')}
        description={text('signal-form.field.birthDatesHint')}
        value={form.birthDates}
        onChange={(event) => change({ birthDates: event.currentTarget.value })}
        className={layout.wide}
        inputWrapperOrder={below}
      />
      <Radio.Group
        {...fieldProps(faults, '/value/sex')}
        label={text('signal-form.field.sex')}
        value={form.sex}
        onChange={(sex) => change({ sex: sex as SignalForm['sex'] })}
      >
        <div style={{ display: 'flex', gap: 16, marginBlock: 8 }}>
          {(['', 'F', 'M', 'X'] as const).map((sex) => (
            <Radio key={sex} value={sex} label={text(`signal-form.field.sexes.${sex === '' ? 'none' : sex}`)} />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        {...fieldProps(faults, '/value/nationalities')}
        label={text('signal-form.field.nationalities')}
        description={text('signal-form.field.codesHint')}
        value={form.nationalities}
        onChange={(event) => change({ nationalities: event.currentTarget.value })}
        inputWrapperOrder={below}
      />
      <Textarea
        {...fieldProps(faults, '/value/birthPlaces')}
        label={text('signal-form.field.birthPlaces')}
        description={text('signal-form.field.linesHint')}
        value={form.birthPlaces}
        onChange={(event) => change({ birthPlaces: event.currentTarget.value })}
        className={layout.wide}
        inputWrapperOrder={below}
      />
      <IdentifierRows form={form} change={change} faults={faults} />
    </div>
  )
}

function OrganisationFields({ form, change, faults }: Props) {
  return (
    <div className={layout.grid}>
      <NameRows form={form} change={change} faults={faults} />
      <Select
        {...fieldProps(faults, '/value/type')}
        label={text('signal-form.field.organisationType')}
        placeholder={text('signal-form.field.choose')}
        value={form.organisationType === '' ? null : form.organisationType}
        onChange={(type) => change({ organisationType: (type ?? '') as SignalForm['organisationType'] })}
        data={(['org', 'vessel', 'entity'] as const).map((value) => ({
          value,
          label: text(`signals.one.organisationType.${value}`),
        }))}
      />
      <TextInput
        {...fieldProps(faults, '/value/countries')}
        label={text('signal-form.field.countries')}
        description={text('signal-form.field.codesHint')}
        value={form.countries}
        onChange={(event) => change({ countries: event.currentTarget.value })}
        inputWrapperOrder={below}
      />
      <Textarea
        {...fieldProps(faults, '/value/addresses')}
        label={text('signal-form.field.addresses')}
        description={text('signal-form.field.linesHint')}
        value={form.addresses}
        onChange={(event) => change({ addresses: event.currentTarget.value })}
        className={layout.wide}
        inputWrapperOrder={below}
      />
      <IdentifierRows form={form} change={change} faults={faults} />
    </div>
  )
}

function DocumentFields({ form, change, faults }: Props) {
  return (
    <div className={layout.grid}>
      <Select
        {...fieldProps(faults, '/value/documentType')}
        label={text('signal-form.field.documentType')}
        placeholder={text('signal-form.field.choose')}
        value={form.documentType === '' ? null : form.documentType}
        onChange={(type) => change({ documentType: (type ?? '') as SignalForm['documentType'] })}
        data={(['P', 'I', 'A', 'C', 'V'] as const).map((value) => ({
          value,
          label: text(`signals.one.documentType.${value}`),
        }))}
      />
      <TextInput
        {...fieldProps(faults, '/value/number')}
        label={text('signal-form.field.documentNumber')}
        value={form.documentNumber}
        onChange={(event) => change({ documentNumber: event.currentTarget.value })}
      />
      <TextInput
        {...fieldProps(faults, '/value/issuingState')}
        label={text('signal-form.field.issuingState')}
        description={text('signal-form.field.issuingStateHint')}
        value={form.issuingState}
        onChange={(event) => change({ issuingState: event.currentTarget.value })}
        inputWrapperOrder={below}
      />
      <DayInput
        {...fieldProps(faults, '/value/expiryDate')}
        label={text('signal-form.field.expiryDate')}
        description={text('signal-form.field.optional')}
        value={form.expiryDate}
        onChange={(expiryDate) => change({ expiryDate })}
        inputWrapperOrder={below}
      />
    </div>
  )
}
