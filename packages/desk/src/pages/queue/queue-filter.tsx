import { Button, Popover } from '@mantine/core'
import { lazy, type Ref, Suspense, useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import { Loading } from '../../parts/loading.tsx'
import { text } from '../../texts/text.ts'
import type { FilterFormProps } from './filter-form.tsx'

const FilterForm = lazy(async () => ({ default: (await import('./filter-form.tsx')).FilterForm }))

interface Props extends Omit<FilterFormProps, 'onApply'> {
  ref: Ref<HTMLButtonElement>
  onChange: FilterFormProps['onApply']
}

/** Filters the list without changing its order. No field holds a value about a person. */
export function QueueFilter({ ref, onChange, ...shown }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <Popover position="bottom-end" width={300} shadow="none" trapFocus returnFocus opened={open} onChange={setOpen}>
      <Popover.Target>
        <Button
          ref={ref}
          variant="default"
          h={30}
          leftSection={<Icon name="plus" size={14} />}
          rightSection={<Key>F</Key>}
          aria-keyshortcuts="F"
          onClick={() => setOpen(!open)}
        >
          {text('queue.filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text('queue.filters.title')}>
        <Suspense fallback={<Loading rows={8} height={30} />}>
          <FilterForm
            {...shown}
            onApply={(next, decided) => {
              setOpen(false)
              onChange(next, decided)
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
