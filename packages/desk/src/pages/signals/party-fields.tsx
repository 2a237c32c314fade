import { NameQuality } from '@entente/contracts'
import { Button, Select, TextInput } from '@mantine/core'
import layout from '../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { text } from '../../texts/text.ts'
import { emptyIdentifier, emptyName, type IdentifierRow, type NameRow, type SignalForm } from './signal-form.ts'
import classes from './signals.module.css'

interface Props {
  form: SignalForm
  change: (part: Partial<SignalForm>) => void
  faults: readonly FieldFault[]
}
const replaced = <T,>(rows: readonly T[], place: number, part: Partial<T>): T[] =>
  rows.map((row, each) => (each === place ? { ...row, ...part } : row))

/** Edits the names of a person or organisation; at least one is required. */
export function NameRows({ form, change, faults }: Props) {
  const set = (place: number, part: Partial<NameRow>) => change({ names: replaced(form.names, place, part) })
  return (
    <div className={layout.wide}>
      {form.names.map((name, place) => {
        const at = (field: string) => fieldProps(faults, `/value/names/${place}/${field}`)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            key={place}
            role="group"
            aria-label={text('signal-form.field.name', { n: place + 1 })}
            className={classes.row}
            style={{ marginBlockEnd: 8 }}
          >
            <TextInput
              {...at('full')}
              label={text('signal-form.field.full')}
              value={name.full}
              onChange={(event) => set(place, { full: event.currentTarget.value })}
            />
            <TextInput
              {...at('family')}
              label={text('signal-form.field.family')}
              value={name.family}
              onChange={(event) => set(place, { family: event.currentTarget.value })}
            />
            <TextInput
              {...at('given')}
              label={text('signal-form.field.given')}
              value={name.given}
              onChange={(event) => set(place, { given: event.currentTarget.value })}
            />
            <TextInput
              {...at('script')}
              label={text('signal-form.field.script')}
              value={name.script}
              onChange={(event) => set(place, { script: event.currentTarget.value })}
            />
            <Select
              {...at('quality')}
              label={text('signal-form.field.quality')}
              allowDeselect={false}
              value={name.quality}
              onChange={(quality) => set(place, { quality: quality as NameRow['quality'] })}
              data={NameQuality.options.map((value) => ({ value, label: text(`signals.one.quality.${value}`) }))}
            />
            {form.names.length > 1 && (
              <Button
                variant="default"
                h={30}
                aria-label={text('signal-form.field.removeName', { n: place + 1 })}
                onClick={() => change({ names: form.names.filter((_, each) => each !== place) })}
              >
                –
              </Button>
            )}
          </div>
        )
      })}
      <Button
        variant="default"
        h={30}
        onClick={() => change({ names: [...form.names, { ...emptyName, quality: 'good' }] })}
      >
        {text('signal-form.field.addName')}
      </Button>
    </div>
  )
}

/** Edits the documents and numbers of a person or organisation; none is required. */
export function IdentifierRows({ form, change, faults }: Props) {
  const set = (place: number, part: Partial<IdentifierRow>) =>
    change({ identifiers: replaced(form.identifiers, place, part) })
  return (
    <div className={layout.wide}>
      {form.identifiers.map((identifier, place) => {
        const at = (field: string) => fieldProps(faults, `/value/identifiers/${place}/${field}`)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            key={place}
            role="group"
            aria-label={text('signal-form.field.identifier', { n: place + 1 })}
            className={classes.identifier}
            style={{ marginBlockEnd: 8 }}
          >
            <TextInput
              {...at('type')}
              label={text('signal-form.field.identifierType')}
              placeholder={text('signal-form.field.identifierTypeHint')}
              value={identifier.type}
              onChange={(event) => set(place, { type: event.currentTarget.value })}
            />
            <TextInput
              {...at('number')}
              label={text('signal-form.field.identifierNumber')}
              value={identifier.number}
              onChange={(event) => set(place, { number: event.currentTarget.value })}
            />
            <TextInput
              {...at('issuer')}
              label={text('signal-form.field.identifierIssuer')}
              value={identifier.issuer}
              onChange={(event) => set(place, { issuer: event.currentTarget.value })}
            />
            <Button
              variant="default"
              h={30}
              aria-label={text('signal-form.field.removeIdentifier', { n: place + 1 })}
              onClick={() => change({ identifiers: form.identifiers.filter((_, each) => each !== place) })}
            >
              –
            </Button>
          </div>
        )
      })}
      <Button variant="default" h={30} onClick={() => change({ identifiers: [...form.identifiers, emptyIdentifier] })}>
        {text('signal-form.field.addIdentifier')}
      </Button>
    </div>
  )
}
