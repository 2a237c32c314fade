import { MediaHashValue } from '@entente/contracts'
import { Select, Textarea, TextInput } from '@mantine/core'
import layout from '../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { findText, text } from '../../texts/text.ts'
import { type SignalForm, urlScopes } from './signal-form.ts'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  faults: readonly FieldFault[]
}
type TextField = { [K in keyof SignalForm]: SignalForm[K] extends string ? K : never }[keyof SignalForm]
const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** Shows a text input for the pointer `at` of the value. `code` selects a typeface for values that are read character by character. */
function Line(props: Props & { name: TextField; at: string; hint?: string; code?: boolean }) {
  const label = findText(`signals.one.fields.${props.at}`) ?? props.at
  return (
    <TextInput
      {...fieldProps(props.faults, `/value/${props.at}`)}
      label={label}
      {...(props.hint !== undefined && { description: props.hint })}
      autoComplete="off"
      spellCheck={false}
      value={props.form[props.name]}
      onChange={(event) => props.change({ [props.name]: event.currentTarget.value })}
      inputWrapperOrder={below}
      {...(props.code && { styles: { input: { fontFamily: 'var(--mono)' } } })}
    />
  )
}

export function HashFields(props: Props) {
  const { form, change, faults } = props
  return (
    <div className={layout.grid}>
      <Select
        {...fieldProps(faults, '/value/algorithm')}
        label={text('signals.one.fields.algorithm')}
        placeholder={text('signal-form.field.choose')}
        value={form.algorithm === '' ? null : form.algorithm}
        onChange={(value) => change({ algorithm: (value ?? '') as SignalForm['algorithm'] })}
        data={MediaHashValue.shape.algorithm.options.map((value) => ({
          value,
          label: text(`signal-form.field.algorithms.${value}`),
        }))}
      />
      <Line {...props} name="mediaType" at="mediaType" hint={text('signal-form.field.mediaTypeHint')} />
      <Textarea
        {...fieldProps(faults, '/value/hash')}
        label={text('signals.one.fields.hash')}
        autosize
        minRows={1}
        maxRows={6}
        spellCheck={false}
        value={form.hash}
        onChange={(event) => change({ hash: event.currentTarget.value })}
        className={layout.wide}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
      />
      <Line {...props} name="hashQuality" at="quality" hint={text('signal-form.field.qualityHint')} />
      <Line {...props} name="hashThreshold" at="threshold" hint={text('signal-form.field.thresholdHint')} />
    </div>
  )
}

export function UrlFields(props: Props) {
  const { form, change, faults } = props
  return (
    <div className={layout.grid}>
      <div className={layout.wide}>
        <Line {...props} name="url" at="url" hint={text('signal-form.field.urlHint')} code />
      </div>
      <Select
        {...fieldProps(faults, '/value/scope')}
        label={text('signals.one.fields.scope')}
        placeholder={text('signal-form.field.choose')}
        value={form.urlScope === '' ? null : form.urlScope}
        onChange={(value) => change({ urlScope: (value ?? '') as SignalForm['urlScope'] })}
        data={urlScopes.map((value) => ({ value, label: text(`signal-form.field.urlScopes.${value}`) }))}
      />
    </div>
  )
}

export function AccountFields(props: Props) {
  return (
    <div className={layout.grid}>
      <Line {...props} name="service" at="service" hint={text('signal-form.field.serviceHint')} />
      <span />
      <Line {...props} name="userId" at="userId" hint={text('signal-form.field.userIdHint')} code />
      <Line {...props} name="handle" at="handle" hint={text('signal-form.field.handleHint')} code />
    </div>
  )
}

export function WalletFields(props: Props) {
  return (
    <div className={layout.grid}>
      <Line {...props} name="chain" at="chain" hint={text('signal-form.field.chainHint')} />
      <Line {...props} name="walletAddress" at="address" code />
    </div>
  )
}

export function ConsignmentFields(props: Props) {
  return (
    <div className={layout.grid}>
      <Line
        {...props}
        name="containerNumber"
        at="containerNumber"
        hint={text('signal-form.field.consignmentHint')}
        code
      />
      <Line {...props} name="transportDocument" at="transportDocument" code />
      <Line {...props} name="hsPrefixes" at="hsPrefixes" hint={text('signal-form.field.hsHint')} code />
      <span />
      <Line {...props} name="consignor" at="consignor" />
      <Line {...props} name="consignee" at="consignee" />
      <Line {...props} name="routeFrom" at="routeFrom" />
      <Line {...props} name="routeTo" at="routeTo" />
      <Line {...props} name="grossMassMinKg" at="grossMassMinKg" />
      <Line {...props} name="grossMassMaxKg" at="grossMassMaxKg" />
    </div>
  )
}
