import { Radio, Select, Textarea, TextInput } from '@mantine/core'
import { DayInput } from '../../parts/day-input.tsx'
import layout from '../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { AccountFields, ConsignmentFields, HashFields, UrlFields, WalletFields } from './observable-fields.tsx'
import { IdentifierRows, NameRows } from './party-fields.tsx'
import type { SignalForm } from './signal-form.ts'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  faults: readonly FieldFault[]
}
/** Fields of what a signal names, by kind. */
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
  const t = textsOf('signalForm').field
  return (
    <div className={layout.grid}>
      <NameRows form={form} change={change} faults={faults} />
      <TextInput
        {...fieldProps(faults, '/value/birthDates')}
        label={t.birthDates}
        description={t.birthDatesHint}
        value={form.birthDates}
        onChange={(event) => change({ birthDates: event.currentTarget.value })}
        className={layout.wide}
        inputWrapperOrder={below}
      />
      <Radio.Group
        {...fieldProps(faults, '/value/sex')}
        label={t.sex}
        value={form.sex}
        onChange={(sex) => change({ sex: sex as SignalForm['sex'] })}
      >
        <div style={{ display: 'flex', gap: 16, marginBlock: 8 }}>
          {(['', 'F', 'M', 'X'] as const).map((sex) => (
            <Radio key={sex} value={sex} label={t.sexes[sex]} />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        {...fieldProps(faults, '/value/nationalities')}
        label={t.nationalities}
        description={t.codesHint}
        value={form.nationalities}
        onChange={(event) => change({ nationalities: event.currentTarget.value })}
        inputWrapperOrder={below}
      />
      <Textarea
        {...fieldProps(faults, '/value/birthPlaces')}
        label={t.birthPlaces}
        description={t.linesHint}
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
  const t = textsOf('signalForm').field
  const types = textsOf('signals').one.organisationType
  return (
    <div className={layout.grid}>
      <NameRows form={form} change={change} faults={faults} />
      <Select
        {...fieldProps(faults, '/value/type')}
        label={t.organisationType}
        placeholder={t.choose}
        value={form.organisationType === '' ? null : form.organisationType}
        onChange={(type) => change({ organisationType: (type ?? '') as SignalForm['organisationType'] })}
        data={(['org', 'vessel', 'entity'] as const).map((value) => ({ value, label: types[value] }))}
      />
      <TextInput
        {...fieldProps(faults, '/value/countries')}
        label={t.countries}
        description={t.codesHint}
        value={form.countries}
        onChange={(event) => change({ countries: event.currentTarget.value })}
        inputWrapperOrder={below}
      />
      <Textarea
        {...fieldProps(faults, '/value/addresses')}
        label={t.addresses}
        description={t.linesHint}
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
  const t = textsOf('signalForm').field
  const types = textsOf('signals').one.documentType
  return (
    <div className={layout.grid}>
      <Select
        {...fieldProps(faults, '/value/documentType')}
        label={t.documentType}
        placeholder={t.choose}
        value={form.documentType === '' ? null : form.documentType}
        onChange={(type) => change({ documentType: (type ?? '') as SignalForm['documentType'] })}
        data={(['P', 'I', 'A', 'C', 'V'] as const).map((value) => ({ value, label: types[value] }))}
      />
      <TextInput
        {...fieldProps(faults, '/value/number')}
        label={t.documentNumber}
        value={form.documentNumber}
        onChange={(event) => change({ documentNumber: event.currentTarget.value })}
      />
      <TextInput
        {...fieldProps(faults, '/value/issuingState')}
        label={t.issuingState}
        description={t.issuingStateHint}
        value={form.issuingState}
        onChange={(event) => change({ issuingState: event.currentTarget.value })}
        inputWrapperOrder={below}
      />
      <DayInput
        {...fieldProps(faults, '/value/expiryDate')}
        label={t.expiryDate}
        description={t.optional}
        value={form.expiryDate}
        onChange={(expiryDate) => change({ expiryDate })}
        inputWrapperOrder={below}
      />
    </div>
  )
}
