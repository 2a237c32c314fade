import { Button, Radio, Textarea, TextInput } from '@mantine/core'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import { text } from '../../texts/text.ts'
import { type DocumentRow, emptyDocument, type IdentityForm } from './identity-form.ts'
import classes from './matching.module.css'

interface Props {
  form: IdentityForm
  change: (part: Partial<IdentityForm>) => void
  faults: readonly FieldFault[]
  /** Pointer to the identity in the request: '' for the whole request. */
  at?: string
}
const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
const kinds = ['person', 'org', 'vessel', 'entity'] as const
const genders = ['', 'male', 'female', 'other'] as const

/** Shows the fields of a typed identity: names, kind, birth dates, nationalities, sex, documents. */
export function IdentityFields({ form, change, faults, at = '' }: Props) {
  const field = (name: string) => fieldProps(faults, `${at}${name}`)
  return (
    <div className={classes.fields}>
      <Textarea
        {...field('/names')}
        label={text('matching-try.field.names')}
        description={text('matching-try.field.namesHint')}
        value={form.names}
        onChange={(event) => change({ names: event.currentTarget.value })}
        inputWrapperOrder={below}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
      />
      <Radio.Group
        {...field('/kind')}
        label={text('matching-try.field.kind')}
        value={form.kind}
        onChange={(kind) => change({ kind: kind as IdentityForm['kind'] })}
      >
        <div className={classes.choices}>
          {kinds.map((kind) => (
            <Radio key={kind} value={kind} label={text(`matching-try.field.kinds.${kind}`)} />
          ))}
        </div>
      </Radio.Group>
      {form.kind === 'person' && (
        <>
          <TextInput
            {...field('/birthDates')}
            label={text('matching-try.field.birthDates')}
            description={text('matching-try.field.birthDatesHint')}
            value={form.birthDates}
            onChange={(event) => change({ birthDates: event.currentTarget.value })}
            inputWrapperOrder={below}
            autoComplete="off"
          />
          <Radio.Group
            {...field('/gender')}
            label={text('matching-try.field.gender')}
            value={form.gender}
            onChange={(gender) => change({ gender: gender as IdentityForm['gender'] })}
          >
            <div className={classes.choices}>
              {genders.map((gender) => (
                <Radio
                  key={gender}
                  value={gender}
                  label={text(`matching-try.field.genders.${gender === '' ? 'none' : gender}`)}
                />
              ))}
            </div>
          </Radio.Group>
        </>
      )}
      <TextInput
        {...field('/nationalities')}
        label={form.kind === 'person' ? text('matching-try.field.nationalities') : text('matching-try.field.countries')}
        description={text('matching-try.field.nationalitiesHint')}
        value={form.nationalities}
        onChange={(event) => change({ nationalities: event.currentTarget.value })}
        inputWrapperOrder={below}
        autoComplete="off"
      />
      <Documents form={form} change={change} faults={faults} at={at} />
    </div>
  )
}

function Documents({ form, change, faults, at }: Props & { at: string }) {
  const set = (place: number, part: Partial<DocumentRow>) =>
    change({ documents: form.documents.map((row, each) => (each === place ? { ...row, ...part } : row)) })
  return (
    <div className={classes.documents}>
      {form.documents.map((document, place) => {
        const field = (name: string) => fieldProps(faults, `${at}/documents/${place}/${name}`)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            key={place}
            role="group"
            aria-label={text('matching-try.field.document', { n: place + 1 })}
            className={classes.document}
          >
            <TextInput
              {...field('number')}
              label={text('matching-try.field.documentNumber')}
              value={document.number}
              onChange={(event) => set(place, { number: event.currentTarget.value })}
              autoComplete="off"
            />
            <TextInput
              {...field('country')}
              label={text('matching-try.field.documentCountry')}
              value={document.country}
              onChange={(event) => set(place, { country: event.currentTarget.value })}
              autoComplete="off"
            />
            {form.documents.length > 1 && (
              <Button
                variant="default"
                h={30}
                aria-label={text('matching-try.field.removeDocument', { n: place + 1 })}
                onClick={() => change({ documents: form.documents.filter((_, each) => each !== place) })}
              >
                –
              </Button>
            )}
          </div>
        )
      })}
      <Button variant="default" h={30} onClick={() => change({ documents: [...form.documents, emptyDocument] })}>
        {text('matching-try.field.addDocument')}
      </Button>
    </div>
  )
}
