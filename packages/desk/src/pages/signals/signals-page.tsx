import { type Signal, type SignalPage, signalKinds } from '@entente/contracts'
import { Button, Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { usePages } from '../../app/use-pages.ts'
import { Marking } from '../../evidence/marking.tsx'
import { Rematches } from '../../evidence/rematches.tsx'
import { SignalName } from '../../evidence/signal-name.tsx'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { ListBody } from '../../parts/list-body.tsx'
import { NewRows } from '../../parts/new-rows.tsx'
import { useSteadyList } from '../../parts/steady-list.ts'
import { rowNames, useRows } from '../../parts/use-rows.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import classes from './signals.module.css'

const route = getRouteApi('/shell/signals')
const idOf = (signal: Signal) => signal.id
/** Value of the filter for received signals. No member can have this name. */
const received = '*'
const waitsFor = ['release', 'false-positive'] as const
const states = ['active', 'withdrawn', 'expired'] as const

/** Lists the signals of this node. A signal officer can create signals and import lists from here. */
export function SignalsPage() {
  const me = useMe()
  const go = useGo()
  const search = route.useSearch()
  const { kind, owner, from, state, waits, sel } = search
  const read = usePages<Signal, SignalPage>('/v1/signals', { kind, owner, from, status: state, waits, limit: 100 })
  const list = useSteadyList(
    read.first === null ? undefined : read.items,
    idOf,
    `${kind} ${owner} ${from} ${state} ${waits}`,
  )
  const [waiting, blocked] = [
    new Set(read.pages.flatMap((page) => page.waiting)),
    new Set(read.pages.flatMap((page) => page.blocked)),
  ]
  const unreadable = read.pages.flatMap((page) => page.unreadable)
  const officer = me.role === 'signal-officer'
  const rows = useRows(
    list.rows.map((signal) => ({ key: signal.id, to: paths.signal(signal.id) })),
    sel,
    rowNames(),
    { select: (next) => go(paths.signals({ ...search, sel: next }), { replace: true }), open: go },
  )
  const filtered = kind !== undefined || owner !== undefined || from !== undefined || (state ?? waits) !== undefined
  const filter = (change: Record<string, string | null>) =>
    go(paths.signals({ kind, owner, from, state, waits, ...change }), { replace: true })
  const owners = [...new Set([me.member, ...read.items.map((signal) => signal.owner), ...(owner ? [owner] : [])])]
  return (
    <Page
      title={text('signals.title')}
      label={text('signals.tableName')}
      flush
      keys={[
        { keys: ['J', 'K'], label: text('page-parts.hints.move') },
        { keys: ['Enter'], label: text('page-parts.hints.open') },
      ]}
      head={
        <ListHead
          title={text('signals.title')}
          count={read.first && text('signals.total', { n: read.first.total, more: read.first.totalIsMore })}
          actions={
            officer && (
              <>
                <Button variant="default" h={30} onClick={() => go(paths.signalLists())}>
                  {text('signals.lists')}
                </Button>
                <Button h={30} onClick={() => go(paths.signalNew())}>
                  {text('signals.newSignal')}
                </Button>
              </>
            )
          }
        >
          <div className={classes.filters}>
            <Select
              aria-label={text('signals.kindFilter')}
              placeholder={text('signals.kindFilter')}
              clearable
              value={kind ?? null}
              onChange={(next) => filter({ kind: next })}
              data={signalKinds.map((value) => ({ value, label: text(`signals.kind.${value}`) }))}
            />
            <Select
              aria-label={text('signals.ownerFilter')}
              placeholder={text('signals.ownerFilter')}
              clearable
              value={from === 'received' ? received : (owner ?? null)}
              onChange={(next) =>
                filter(next === received ? { owner: null, from: 'received' } : { owner: next, from: null })
              }
              data={[
                { value: received, label: text('signals.received') },
                ...owners.map((value) => ({ value, label: value === me.member ? text('signals.ours') : value })),
              ]}
            />
            <Select
              aria-label={text('signals.stateFilter')}
              placeholder={text('signals.stateFilter')}
              clearable
              value={state ?? null}
              onChange={(next) => filter({ state: next })}
              data={states.map((value) => ({ value, label: text(`signals.state.${value}`) }))}
            />
            {officer && (
              <Select
                aria-label={text('two-people.waitsFilter')}
                placeholder={text('two-people.waitsFilter')}
                clearable
                value={waits ?? null}
                onChange={(next) => filter({ waits: next })}
                data={waitsFor.map((value) => ({ value, label: text(`two-people.waitsFor.${value}`) }))}
              />
            )}
            <NewRows waiting={list.waiting} onShow={list.showNew} />
          </div>
        </ListHead>
      }
    >
      <Rematches />
      {unreadable.length > 0 && (
        <p role="status" style={{ padding: '8px 14px' }}>
          {text('signals.unreadable')} <bdi dir="ltr">{unreadable.join(', ')}</bdi>
        </p>
      )}
      <ListBody
        read={read}
        rows={list.rows}
        isEmpty={read.items.length === 0}
        awaited={12}
        empty={
          filtered
            ? {
                title: text('signals.emptyFilter'),
                next: text('signals.emptyFilterNext'),
                clear: { label: text('signals.clearFilter'), act: () => go(paths.signals(), { replace: true }) },
              }
            : { title: text('signals.empty'), next: officer ? text('signals.emptyNext') : text('signals.emptyRead') }
        }
        moreLabel={text('signals.more')}
      >
        <DataTable
          name={text('signals.tableName')}
          columns={[
            text('signals.column.subject'),
            text('signals.column.kind'),
            text('signals.column.owner'),
            text('signals.column.marking'),
            text('signals.column.state'),
            text('signals.column.validUntil'),
          ]}
          rows
          minWidth={860}
        >
          {list.rows.map((signal) => (
            <tr key={signal.id} {...rows({ key: signal.id, to: paths.signal(signal.id) })}>
              <th scope="row" style={{ maxInlineSize: 360 }}>
                <GoLink to={paths.signal(signal.id)} tabIndex={-1}>
                  <SignalName signal={signal} truncate />
                </GoLink>
              </th>
              <td>{text(`signals.kind.${signal.kind}`)}</td>
              <td>{signal.owner === me.member ? text('signals.ours') : <bdi>{signal.owner}</bdi>}</td>
              <td>
                <Marking tlp={signal.tlp} quiet />
              </td>
              <td>
                <SignalState status={signal.status} />
                {waiting.has(signal.id) && <div className={table.secondary}>{text('two-people.waits')}</div>}
                {blocked.has(signal.id) && <div className={table.secondary}>{text('two-people.known')}</div>}
              </td>
              <td>{dateUtc(signal.validUntil)}</td>
            </tr>
          ))}
        </DataTable>
      </ListBody>
    </Page>
  )
}

export function SignalState({ status }: { status: Signal['status'] }) {
  const icon = { active: 'tick', withdrawn: 'circledCross', expired: 'clock' } as const
  return (
    <Chip tone="plain" icon={icon[status]}>
      {text(`signals.state.${status}`)}
    </Chip>
  )
}
