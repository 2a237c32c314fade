import type { AuditEntry } from '@entente/contracts'
import { Button } from '@mantine/core'
import { Fragment, useState } from 'react'
import { usePages } from '../../app/use-pages.ts'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { addDays } from '../../parts/day.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useGo } from '../../parts/go.ts'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { clockUtc, dateUtc } from '../../texts/times.ts'
import { groupByDay } from './group-by-day.ts'
import type { LogSearch } from './log-filter.tsx'
import { Opening } from './opening.tsx'

/** An entry as the node lists it: the leaf, a sentence, and who (only where everyone's are listed). */
export type Entry = AuditEntry & { text: string; actorName: string | null }

interface Props {
  search: LogSearch
  /** Entries of all accounts: oversight's reading. */
  everyone: boolean
  clearTo: string
}

/** Entries by day, newest first. Each can be opened to what was sealed with it. */
export function LogList({ search, everyone, clearTo }: Props) {
  const go = useGo()
  const read = usePages<Entry>('/v1/audit/entries', {
    type: search.type,
    from: search.from && `${search.from}T00:00:00.000Z`,
    // The day chosen is in it; the node takes the first instant that is not.
    to: search.to && `${addDays(search.to, 1)}T00:00:00.000Z`,
    limit: 100,
  })
  const filtered = Object.values(search).some((value) => value !== undefined)
  return (
    <>
      {read.error && <ProblemCard error={read.error} onRetry={read.retry} />}
      {read.isPending && <Loading rows={12} height={34} />}
      {read.isEmpty && (
        <EmptyState title={text('log.empty')} next={text('log.emptyNext')}>
          {filtered && (
            <Button variant="default" h={30} onClick={() => go(clearTo, { replace: true })}>
              {text('log.clear')}
            </Button>
          )}
        </EmptyState>
      )}
      {groupByDay(read.items).map(({ day, entries }) => (
        <DayPanel key={day} day={day} entries={entries} everyone={everyone} />
      ))}
      {read.more && (
        <Button variant="default" h={30} mt={12} onClick={read.more}>
          {text('log.more')}
        </Button>
      )}
    </>
  )
}

function DayPanel({ day, entries, everyone }: { day: string; entries: Entry[]; everyone: boolean }) {
  const [open, setOpen] = useState<string | null>(null)
  const name = dateUtc(`${day}T00:00:00Z`)
  return (
    <Panel title={name} note={text('log.entries', { n: entries.length })} flush>
      <table className={table.table}>
        <caption className="visually-hidden">{text('log.tableName', { day: name })}</caption>
        <thead>
          <tr>
            <th scope="col" style={{ inlineSize: 110 }}>
              {text('log.column.at')}
            </th>
            {everyone && <th scope="col">{text('log.column.who')}</th>}
            <th scope="col">{text('log.column.what')}</th>
            <th scope="col" style={{ inlineSize: 170 }}>
              {text('log.column.purpose')}
            </th>
            <th scope="col" style={{ inlineSize: 110 }}>
              {text('log.column.outcome')}
            </th>
            <th scope="col" style={{ inlineSize: 80 }}>
              {text('log.column.act')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Fragment key={entry.id}>
              <EntryRow
                entry={entry}
                everyone={everyone}
                opened={open === entry.id}
                onToggle={() => setOpen(open === entry.id ? null : entry.id)}
              />
              {open === entry.id && (
                <tr>
                  <td colSpan={everyone ? 6 : 5} className={table.wrap}>
                    <Opening entry={entry} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

interface RowProps {
  entry: Entry
  everyone: boolean
  opened: boolean
  onToggle: () => void
}
function EntryRow({ entry, everyone, opened, onToggle }: RowProps) {
  const at = clockUtc(entry.at, true)
  return (
    <tr>
      <td className="mono" style={{ whiteSpace: 'nowrap' }}>
        {at}
      </td>
      {everyone && (
        <td>
          <Who entry={entry} />
        </td>
      )}
      <td>
        <bdi>{entry.text}</bdi>
      </td>
      <td>
        {entry.purpose === null ? (
          <span className={table.dim}>{text('log.noPurpose')}</span>
        ) : (
          text(`purpose.${entry.purpose}`)
        )}
      </td>
      <td>
        <Outcome decision={entry.decision} />
      </td>
      <td>
        <Button
          variant="default"
          size="compact-xs"
          h={24}
          aria-expanded={opened}
          aria-label={
            opened ? text('log.closeName', { what: entry.text, at }) : text('log.openName', { what: entry.text, at })
          }
          onClick={onToggle}
        >
          {opened ? text('log.close') : text('log.open')}
        </Button>
      </td>
    </tr>
  )
}

/** Who acted, with the role; a sender has no person behind it. */
function Who({ entry }: { entry: Entry }) {
  if (entry.actorName === null) return entry.role === 'system' ? text('log.system') : text(`role.${entry.role}`)
  return (
    <>
      <bdi>{entry.actorName}</bdi> <span className={table.secondary}>{text(`role.${entry.role}`)}</span>
    </>
  )
}

function Outcome({ decision }: { decision: Entry['decision'] }) {
  if (decision !== 'deny') return text(`log.decision.${decision}`)
  return (
    <Chip tone="bad" icon="circledCross">
      {text('log.decision.deny')}
    </Chip>
  )
}
