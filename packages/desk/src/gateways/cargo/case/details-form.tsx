import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { DetailsProps } from '../../../app/gateway.ts'
import { TickList } from '../../../decision/tick-list.tsx'
import { clockHere } from '../../../texts/times.ts'
import { pathWords } from '../consignment/field-words.ts'
import { useConsignment } from '../consignment/use-consignment.ts'
import { enteredValue, mostQuestions, questionOf, valuesOf, withValue, withValues } from '../details/entered-details.ts'
import { text } from '../texts/index.ts'
import classes from './details-form.module.css'

type Part = Pick<DetailsProps, 'entered' | 'onChange' | 'fault'>
const methods = ['xray', 'etd', 'canine', 'physical', 'other'] as const
/** The places that an inspector may be pointed to. */
const places = ['/description', '/items', '/grossKg', '/equipmentIds', '/seals', '/parties'] as const
const deadlineHours = [1, 2, 4, 8, 24, 48, 72] as const
const hourMs = 60 * 60_000

/** Asks for what an act needs: questions, a method and a deadline, places to look at, or a contact. Nothing is chosen beforehand. */
export function DetailsForm({ detail, act, ...part }: DetailsProps) {
  if (act === 'RFI')
    return (
      <>
        <Questions consignmentId={detail.subject.id} {...part} />
        <Deadline {...part} />
      </>
    )
  if (act === 'RFS')
    return (
      <>
        <Method {...part} />
        <Deadline {...part} />
      </>
    )
  if (act === 'inspect') return <Focus {...part} />
  return act === 'DNL' || act === 'hold' ? <Contact {...part} /> : null
}

/** Offers the findings as questions, none ticked, and a field for a question in own words. */
function Questions({ consignmentId, entered, onChange, fault }: Part & { consignmentId: string }) {
  const { data } = useConsignment(consignmentId)
  const questions = [...new Map((data?.findings ?? []).map(questionOf)).values()]
  const ticked = valuesOf(entered, 'question')
  const own = enteredValue(entered, 'own')
  const isFull = ticked.length + (own === '' ? 0 : 1) >= mostQuestions
  return (
    <>
      {questions.length > 0 && (
        <TickList
          legend={text('cargo.details.questions')}
          note={text('cargo.details.questionsNote', { most: mostQuestions })}
          ticked={ticked}
          onChange={(next) => onChange(withValues(entered, 'question', next))}
          ticks={questions.map(({ value, path, words }) => ({
            value,
            label: (
              <>
                <bdi lang="en">{words}</bdi> <span className={classes.dim}>{path !== '' && pathWords(path)}</span>
              </>
            ),
            off: isFull && !ticked.includes(value) ? text('cargo.details.full') : undefined,
          }))}
          fault={fault ? text('cargo.details.faults.questions') : undefined}
        />
      )}
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxLength={1000}
        label={text('cargo.details.own')}
        description={text('cargo.details.warning')}
        value={own}
        onChange={(event) => onChange(withValue(entered, 'own', event.currentTarget.value))}
        error={fault && questions.length === 0 ? text('cargo.details.faults.questions') : undefined}
      />
    </>
  )
}

function Method({ entered, onChange, fault }: Part) {
  return (
    <NativeSelect
      size="xs"
      label={text('cargo.details.method')}
      value={enteredValue(entered, 'method')}
      onChange={(event) => onChange(withValue(entered, 'method', event.currentTarget.value))}
      error={fault ? text('cargo.details.faults.method') : undefined}
      data={[
        { value: '', label: text('cargo.details.choose') },
        ...methods.map((value) => ({ value, label: text(`cargo.details.methods.${value}`) })),
      ]}
    />
  )
}

/** Asks until when the filer must answer. Without a choice, the usual time of the table of deadlines applies. */
function Deadline({ entered, onChange }: Part) {
  const chosen = enteredValue(entered, 'deadline')
  // Full minutes, so that an option is the same value until the minute ends.
  const now = Math.floor(Date.now() / 60_000) * 60_000
  const options = deadlineHours.map((hours) => {
    const value = new Date(now + hours * hourMs).toISOString()
    return { value, label: text('cargo.details.inHours', { hours, clock: clockHere(value) }) }
  })
  const isOffered = chosen === '' || options.some(({ value }) => value === chosen)
  return (
    <NativeSelect
      size="xs"
      label={text('cargo.details.deadline')}
      value={chosen}
      onChange={(event) => onChange(withValue(entered, 'deadline', event.currentTarget.value))}
      data={[
        { value: '', label: text('cargo.details.usual') },
        ...(isOffered ? [] : [{ value: chosen, label: clockHere(chosen) }]),
        ...options,
      ]}
    />
  )
}

function Focus({ entered, onChange }: Part) {
  return (
    <TickList
      legend={text('cargo.details.focus')}
      note={text('cargo.details.focusNote')}
      ticked={valuesOf(entered, 'focus')}
      onChange={(next) => onChange(withValues(entered, 'focus', next))}
      ticks={places.map((value) => ({ value, label: pathWords(value) }))}
    />
  )
}

/** Asks for the contact whom the filer may ask about a refusal. */
function Contact({ entered, onChange, fault }: Part) {
  const field = (name: 'name' | 'phone', least: number) => {
    const value = enteredValue(entered, `contact.${name}`)
    return (
      <TextInput
        size="xs"
        dir={name === 'phone' ? 'ltr' : undefined}
        autoComplete="off"
        maxLength={name === 'phone' ? 60 : 200}
        required
        label={text(`cargo.details.contact.${name}`)}
        value={value}
        onChange={(event) => onChange(withValue(entered, `contact.${name}`, event.currentTarget.value))}
        error={fault && value.trim().length < least ? text(`cargo.details.faults.${name}`) : undefined}
      />
    )
  }
  return (
    <fieldset className={classes.contact}>
      <legend>{text('cargo.details.contact.title')}</legend>
      <p className={classes.dim}>{text('cargo.details.warning')}</p>
      {field('name', 1)}
      {field('phone', 3)}
    </fieldset>
  )
}
