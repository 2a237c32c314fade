import { Select } from '@mantine/core'
import { useGateways } from '../../app/gateway.ts'
import { DayFilter } from '../../parts/day-input.tsx'
import { useGo } from '../../parts/go.ts'
import { text } from '../../texts/text.ts'
import classes from './log.module.css'

/** The kinds of entries that a person can filter by, in display order. */
const types = [
  'signal.read',
  'signal.match',
  'signal.release',
  'signal.withdraw',
  'signal.import',
  'signal.export',
  'record.read',
  'record.search',
  'find.search',
  'case.open',
  'case.view',
  'case.note',
  'reading.copy',
  'case.assign',
  'case.print',
  'feedback.record',
  'decision.propose',
  'decision.confirm',
  'decision.reverse',
  'answer.sent',
  'config.change',
  'role.grant',
  'role.revoke',
  'login.ok',
  'login.failed',
  'rollback.done',
  'gate.set',
  'gate.lapse',
  'kill.on',
  'kill.off',
  'task.cancel',
  'unmask.request',
  'unmask.approve',
  'unmask.view',
  'retention.mask',
  'retention.delete',
  'oversight.read',
  'oversight.note',
] as const

export interface LogSearch {
  from?: string | undefined
  to?: string | undefined
  type?: string | undefined
}

/** Filters the log by days and kind of entry. Days are in UTC, as in the log. */
export function LogFilter({
  search,
  to,
}: {
  search: LogSearch
  to: (search: { [name: string]: string | undefined }) => string
}) {
  const go = useGo()
  const gateways = useGateways()
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
      {day('from', text('log.from'))}
      {day('to', text('log.to'))}
      <Select
        aria-label={text('log.type')}
        placeholder={text('log.allTypes')}
        clearable
        searchable
        className={classes.type}
        value={search.type ?? null}
        onChange={(type) => change({ type: type ?? undefined })}
        data={[
          ...types.map((value) => ({ value, label: text(`log.types.${value}`) })),
          ...gateways.flatMap(({ kind, findText, logTypes = [] }) =>
            logTypes.map((value) => ({ value, label: findText(`${kind}.log.types.${value}`) ?? value })),
          ),
        ]}
      />
    </>
  )
}
