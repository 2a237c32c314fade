import type { AuditEntry } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { SentenceOfNode } from '../../app/sentence-of-node.tsx'
import { usePages } from '../../app/use-pages.ts'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { addDays } from '../../parts/day.ts'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { ListBody } from '../../parts/list-body.tsx'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { clockBoth, dateUtc } from '../../texts/times.ts'
import { LogFilter, type LogSearch } from './log-filter.tsx'
import { Opening } from './opening.tsx'

/** A log entry in the node's list, with a sentence about it. `actorName` is set if the list has entries of several people. */
export type Entry = AuditEntry & { text: string; actorName: string | null }

const own = getRouteApi('/shell/log')
/** A link beside buttons is as easy to hit as they are. */
const targetSize = { display: 'inline-flex', alignItems: 'center', minBlockSize: 44 } as const

const ofEveryone = getRouteApi('/shell/oversight/log')

/** Shows the log entries about the signed-in person's own reads and actions, by day. */
export function LogPage() {
  const search = own.useSearch()
  return (
    <Page
      title={text('log.title')}
      label={text('log.title')}
      head={
        <ListHead title={text('log.title')} actions={<LogFilter search={search} to={paths.log} />}>
          {text('log.what')}
        </ListHead>
      }
    >
      <LogList search={search} everyone={false} clearTo={paths.log()} />
    </Page>
  )
}

/** Shows the log entries of everyone. Reading them is logged too. */
export function OversightLogPage() {
  const search = ofEveryone.useSearch()
  return (
    <OversightFrame
      title={text('log.allTitle')}
      actions={
        <>
          <LogFilter search={search} to={paths.oversightLog} />
          <GoLink to={paths.oversightLogCheck()} style={targetSize}>
            {text('log.check.open')}
          </GoLink>
        </>
      }
    >
      <LogList search={search} everyone clearTo={paths.oversightLog()} />
    </OversightFrame>
  )
}

interface Props {
  search: LogSearch
  /** True to list the entries of all accounts, which only oversight may read. */
  everyone: boolean
  clearTo: string
}

/** Lists log entries by day, newest first. Each entry can be opened to show its sealed details. */
function LogList({ search, everyone, clearTo }: Props) {
  const go = useGo()
  const read = usePages<Entry>('/v1/audit/entries', {
    own: everyone ? undefined : 'true',
    type: search.type,
    from: search.from && `${search.from}T00:00:00.000Z`,
    // The list includes the chosen last day, but the node expects the first time after it.
    to: search.to && `${addDays(search.to, 1)}T00:00:00.000Z`,
    limit: 100,
  })
  const filtered = Object.values(search).some((value) => value !== undefined)
  return (
    <ListBody
      read={read}
      rows={read.items}
      awaited={12}
      empty={{
        title: text('log.empty'),
        next: text('log.emptyNext'),
        clear: filtered ? { label: text('log.clear'), act: () => go(clearTo, { replace: true }) } : null,
      }}
      moreLabel={text('log.more')}
    >
      {groupByDay(read.items).map(({ day, entries }) => (
        <DayPanel key={day} day={day} entries={entries} everyone={everyone} />
      ))}
    </ListBody>
  )
}

function DayPanel({ day, entries, everyone }: { day: string; entries: Entry[]; everyone: boolean }) {
  const [open, setOpen] = useState<string | null>(null)
  const name = dateUtc(`${day}T00:00:00Z`)
  return (
    <Panel title={name} note={text('log.entries', { n: entries.length })} flush>
      <DataTable
        name={text('log.tableName', { day: name })}
        columns={[
          { head: text('log.column.at'), width: 180 },
          everyone && text('log.column.who'),
          text('log.column.entry'),
          { head: text('log.column.purpose'), width: 170 },
          { head: text('log.column.outcome'), width: 110 },
          { head: text('log.column.act'), width: 80 },
        ]}
      >
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
      </DataTable>
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
  const at = clockBoth(entry.at)
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
        <bdi>
          <SentenceOfNode sentence={entry.text} />
        </bdi>
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

/** Shows the actor and the role. A sender has no person. */
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

/** The entries of one day in UTC, in the given order. */
interface Day<T> {
  day: string
  entries: T[]
}

/** Splits a list that is ordered by time into days in UTC. */
export function groupByDay<T extends { at: string }>(entries: readonly T[]): Day<T>[] {
  const days: Day<T>[] = []
  for (const entry of entries) {
    const day = entry.at.slice(0, 10)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}
