import type { AgreementPage, CaseFilter } from '@entente/contracts'
import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type DeskGateway, useGateways } from '../../app/gateway.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { usePeople } from '../../app/use-people.ts'
import { findText, text } from '../../texts/text.ts'
import { ages, dues, evidenceChoices, type FilterField, fieldName, states } from './filter-words.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'

export interface FilterFormProps {
  filter: CaseFilter
  gateway: DeskGateway | null
  rows: readonly ShownRow[]
  /** True if the list shows decided cases. It is a list of its own, so it belongs to no own filter. */
  decided: boolean
  onApply: (next: CaseFilter, decided: boolean) => void
}

/** The fields of a filter. They are loaded when a person opens the filter. */
export function FilterForm({ filter, gateway, rows, decided, onApply }: FilterFormProps) {
  const me = useMe()
  const gateways = useGateways()
  const { people } = usePeople()
  const agreements = useRead<AgreementPage>('/v1/agreements').data?.items ?? []
  const [next, setNext] = useState(filter)
  const [isDecided, setDecided] = useState(decided)
  const set = (part: CaseFilter): void => setNext({ ...next, ...part })
  const sources = [...new Set(rows.map((row) => row.signalFrom.name))].toSorted()
  const contextFields =
    gateway === null ? (['on', 'filer', 'route'] as const) : (gateway.queue?.filters ?? []).map(({ field }) => field)
  const choose = (
    field: FilterField,
    data: { value: string; label: string }[],
    value: string | undefined,
    onChange: (value: string | undefined) => void,
  ) => (
    <Select
      label={fieldName(gateway, field)}
      placeholder={text('queue.filters.any')}
      clearable
      comboboxProps={{ withinPortal: false }}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      data={data}
    />
  )
  return (
    <form
      className={classes.filters}
      onSubmit={(event) => {
        event.preventDefault()
        onApply(next, isDecided)
      }}
    >
      {contextFields.map((field) => (
        <TextInput
          key={field}
          label={fieldName(gateway, field)}
          description={gateway?.queue?.filters?.find((each) => each.field === field)?.hint()}
          maxLength={80}
          value={next[field] ?? ''}
          onChange={(event) =>
            set({ [field]: event.currentTarget.value.trim() === '' ? undefined : event.currentTarget.value })
          }
        />
      ))}
      {choose(
        'due',
        dues.map((value) => ({ value, label: text(`queue.filters.dues.${value}`) })),
        next.due,
        (value) => set({ due: dues.find((each) => each === value) }),
      )}
      {choose('evidence', evidenceChoices(gateways, gateway?.kind), next.evidence, (evidence) => set({ evidence }))}
      {choose(
        'age',
        ages.map((age) => ({ value: String(age), label: text(`queue.filters.ages.${age}`) })),
        next.age === undefined ? undefined : String(next.age),
        (value) => set({ age: value === undefined ? undefined : Number(value) }),
      )}
      {choose(
        'state',
        [...states, 'decided'].map((value) => ({ value, label: findText(`queue.filters.states.${value}`) ?? value })),
        isDecided ? 'decided' : next.state,
        (value) => {
          setDecided(value === 'decided')
          set({ state: states.find((each) => each === value) })
        },
      )}
      {choose(
        'from',
        // The node knows its own member by the id.
        sources.map((name) => ({ value: name === me.memberName ? me.member : name, label: name })),
        next.from,
        (from) => set({ from }),
      )}
      {agreements.length > 0 &&
        choose(
          'agreement',
          agreements.map(({ agreement }) => ({ value: agreement.id, label: agreement.title })),
          next.agreement,
          (agreement) => set({ agreement }),
        )}
      {choose(
        'assignedTo',
        people.map(({ person, name }) => ({ value: person, label: name })),
        next.assignedTo,
        (assignedTo) => set({ assignedTo }),
      )}
      <Button type="submit">{text('queue.filters.apply')}</Button>
    </form>
  )
}
