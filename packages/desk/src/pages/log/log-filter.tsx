import { Select } from '@mantine/core'
import { DayFilter } from '../../parts/day-input.tsx'
import { useGo } from '../../parts/go.ts'
import { textsOf } from '../../texts/catalogue.ts'
import classes from './log.module.css'

export interface LogSearch {
  from?: string | undefined
  to?: string | undefined
  type?: string | undefined
}

/** Days and kind of act. Days are of UTC, as the log is written. */
export function LogFilter({
  search,
  to,
}: {
  search: LogSearch
  to: (search: { [name: string]: string | undefined }) => string
}) {
  const t = textsOf('log')
  const go = useGo()
  const change = (part: LogSearch): void => go(to({ ...search, ...part }), { replace: true })
  const day = (name: 'from' | 'to', label: string) => (
    <DayFilter
      aria-label={label}
      title={label}
      className={classes.day}
      leftSection={<span className={classes.prefix}>{label}</span>}
      leftSectionWidth={48}
      value={search[name] ?? ''}
      onChange={(day) => change({ [name]: day || undefined })}
    />
  )
  return (
    <>
      {day('from', t.from)}
      {day('to', t.to)}
      <Select
        aria-label={t.type}
        placeholder={t.allTypes}
        clearable
        searchable
        className={classes.type}
        value={search.type ?? null}
        onChange={(type) => change({ type: type ?? undefined })}
        data={Object.entries(t.types).map(([value, label]) => ({ value, label }))}
      />
    </>
  )
}
