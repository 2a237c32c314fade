import { Button, Popover, Select } from '@mantine/core'
import type { Ref } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { text } from '../../texts/text.ts'
import type { ShownRow } from './merge-live.ts'
import classes from './queue.module.css'

export interface Filters {
  with: 'all' | 'me' | 'none' | undefined
  gateway: string | undefined
  due: '30m' | 'today' | undefined
  from: string | undefined
  /** Undefined for open cases. */
  state: 'decided' | undefined
}
interface Props {
  ref: Ref<HTMLButtonElement>
  filters: Filters
  rows: ShownRow[]
  onChange: (next: Partial<Filters>) => void
}

/** Filters the list without changing its order. Active filters are shown next to the button and can be removed there. */
export function QueueFilter({ ref, filters, rows, onChange }: Props) {
  const sources = [
    ...new Set([...rows.map((row) => row.signalFrom.name), ...(filters.from ? [filters.from] : [])]),
  ].sort()
  const set = [
    ...(filters.state ? [{ name: text(`queue.states.${filters.state}`), clear: { state: undefined } }] : []),
    ...(filters.due ? [{ name: text(`queue.due.${filters.due}`), clear: { due: undefined } }] : []),
    ...(filters.from ? [{ name: filters.from, clear: { from: undefined } }] : []),
  ]
  return (
    <>
      {set.map((each) => (
        <button
          key={each.name}
          type="button"
          className={classes.set}
          onClick={() => onChange(each.clear)}
          aria-label={text('queue.remove', { what: each.name })}
        >
          {each.name} <Icon name="cross" size={12} />
        </button>
      ))}
      <Popover position="bottom-end" width={260} shadow="none" trapFocus returnFocus>
        <Popover.Target>
          <Button ref={ref} variant="default" h={30} leftSection={<Icon name="plus" size={14} />} aria-keyshortcuts="F">
            {text('queue.filter')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={text('queue.filter')}>
          <div className={classes.filters}>
            <Select
              label={text('queue.filterState')}
              placeholder={text('queue.states.open')}
              clearable
              comboboxProps={{ withinPortal: false }}
              value={filters.state ?? null}
              onChange={(value) => onChange({ state: value === 'decided' ? value : undefined })}
              data={[{ value: 'decided', label: text('queue.states.decided') }]}
            />
            <Select
              label={text('queue.filterDue')}
              placeholder={text('queue.filterAny')}
              clearable
              comboboxProps={{ withinPortal: false }}
              value={filters.due ?? null}
              onChange={(value) => onChange({ due: value === '30m' || value === 'today' ? value : undefined })}
              data={[
                { value: '30m', label: text('queue.due.30m') },
                { value: 'today', label: text('queue.due.today') },
              ]}
            />
            <Select
              label={text('queue.filterFrom')}
              placeholder={text('queue.filterAny')}
              clearable
              comboboxProps={{ withinPortal: false }}
              value={filters.from ?? null}
              onChange={(value) => onChange({ from: value ?? undefined })}
              data={sources}
            />
          </div>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
