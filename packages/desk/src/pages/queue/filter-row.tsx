import { type AgreementPage, type CaseFilter, type CaseList, mostFilters } from '@entente/contracts'
import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type DeskGateway, useGateways } from '../../app/gateway.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { usePeople } from '../../app/use-people.ts'
import { Icon } from '../../parts/icon.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { evidenceChoices, type FilterNames, fieldName, filterFields, filterValue } from './filter-words.ts'
import classes from './queue.module.css'
import type { QueueFilters } from './use-filter.ts'

interface Props {
  filters: QueueFilters
  gateway: DeskGateway | null
  decided: boolean
  counts: CaseList['counts'] | undefined
  /** Leaves the list of decided cases. */
  onOpen: () => void
}

/** Shows the fields of the filter as chips that can be removed, how many cases fit, and saves the filter. The row exists only while a field is set. */
export function FilterRow({ filters, gateway, decided, counts, onOpen }: Props) {
  const names = useFilterNames(gateway)
  const { filter, chosen, error } = filters
  const set = filterFields.filter((field) => filter[field] !== undefined)
  if (set.length === 0 && !decided) return null
  const ofDecided = text('queue.filters.chip', {
    field: fieldName(gateway, 'state'),
    value: text('queue.filters.states.decided'),
  })
  const without = (field: keyof CaseFilter): CaseFilter => ({ ...filter, [field]: undefined })
  return (
    <>
      <section className={classes.filterRow} aria-label={text('queue.filters.set')}>
        {decided && (
          <button
            type="button"
            className={classes.set}
            onClick={onOpen}
            aria-label={text('queue.remove', { what: ofDecided })}
          >
            {ofDecided} <Icon name="cross" size={12} />
          </button>
        )}
        {set.map((field) => {
          const chip = text('queue.filters.chip', {
            field: fieldName(gateway, field),
            value: filterValue(filter, field, names),
          })
          return (
            <button
              key={field}
              type="button"
              className={classes.set}
              onClick={() => filters.change(without(field))}
              aria-label={text('queue.remove', { what: chip })}
            >
              <bdi>{chip}</bdi> <Icon name="cross" size={12} />
            </button>
          )
        })}
        {counts && !decided && (
          <span className={classes.dim} role="status">
            {text('queue.filters.fit', { fit: counts.fit, open: counts.open })}
          </span>
        )}
        {set.length > 0 && (
          <span className={classes.filterActs}>
            <button type="button" className={classes.link} onClick={() => filters.choose(undefined)}>
              {text('queue.filters.clear')}
            </button>
            {chosen === null ? (
              <SaveFilter filters={filters} kind={gateway?.kind ?? null} />
            ) : (
              <Button variant="default" h={26} onClick={() => void filters.remove(chosen.id)}>
                {text('queue.mine.remove', { name: chosen.name })}
              </Button>
            )}
          </span>
        )}
      </section>
      {error && (
        <div className={classes.problem}>
          <ProblemCard error={error} />
        </div>
      )}
    </>
  )
}

function useFilterNames(gateway: DeskGateway | null): FilterNames {
  const gateways = useGateways()
  const me = useMe()
  const { nameOf } = usePeople()
  const agreements = useRead<AgreementPage>('/v1/agreements').data?.items ?? []
  const choices = evidenceChoices(gateways, gateway?.kind)
  return {
    agreement: (id) => agreements.find(({ agreement }) => agreement.id === id)?.agreement.title ?? id,
    person: (id) => (id === me.person ? me.name : nameOf(id)),
    evidence: (choice) => choices.find(({ value }) => value === choice)?.label ?? choice,
  }
}

const longestName = 40
function SaveFilter({ filters, kind }: { filters: QueueFilters; kind: string | null }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    const trimmed = name.trim()
    if (filters.items.length >= mostFilters) setFault(text('queue.mine.full', { count: mostFilters }))
    else if (trimmed === '' || trimmed.length > longestName) setFault(text('queue.mine.nameNeeded'))
    else if (await filters.save(trimmed, kind)) setOpen(false)
  }
  return (
    <Popover position="bottom-end" width={280} shadow="none" trapFocus returnFocus opened={open} onChange={setOpen}>
      <Popover.Target>
        <Button variant="default" h={26} onClick={() => setOpen(!open)}>
          {text('queue.mine.save')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text('queue.mine.save')}>
        <form
          className={classes.filters}
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <TextInput
            label={text('queue.mine.name')}
            maxLength={longestName}
            value={name}
            error={fault}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit">{text('queue.mine.keep')}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
