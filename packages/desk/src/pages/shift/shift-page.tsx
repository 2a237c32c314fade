import type { RemindAnswer, Shift } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { Alarms } from '../../app/alarms-panel.tsx'
import { api } from '../../app/api.ts'
import { ChangesPanel } from '../../app/changes-panel.tsx'
import { useLive } from '../../app/events.ts'
import { useGateways } from '../../app/gateway.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { PlantedPanel } from '../../app/planted-panel.tsx'
import { markStale, useRead } from '../../app/query.ts'
import { useMe, useZone } from '../../app/session.ts'
import { useChartView } from '../../parts/charts/chart-panel.tsx'
import { useGo } from '../../parts/go.ts'
import { useKeys } from '../../parts/keys.ts'
import { ReadState } from '../../parts/read-state.tsx'
import { Segments } from '../../parts/segments.tsx'
import { rowNames, useRows } from '../../parts/use-rows.ts'
import { text } from '../../texts/text.ts'
import { clockIn, dayIn, placeOf, weekday } from '../../texts/times.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { BacklogChart } from './backlog-chart.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { LoadChart } from './load-chart.tsx'
import { NotesPanel } from './notes-panel.tsx'
import { PeoplePanel, SecondPanel } from './people-panels.tsx'
import { RiskPanel } from './risk-panel.tsx'
import classes from './shift.module.css'
import { caseOfKey, mayAssign, mayRemind } from './shift-acts.ts'

const route = getRouteApi('/shell/shift')
const path = '/v1/shift'
/** Live changes reload the page at most this often, because each look is logged. */
const rereadMs = 20_000

/** Shows a supervisor the work of the shift: what is due, who is on, what is at risk, and what waits for somebody. */
export function ShiftPage() {
  const go = useGo()
  const me = useMe()
  const zone = useZone()
  const { gateway: kind, sel } = route.useSearch()
  const gateways = useGateways().filter(
    ({ queue }) => me.purpose !== null && queue?.purposes.includes(me.purpose) === true,
  )
  const gateway = gateways.find((one) => one.kind === kind) ?? gateways[0]
  const read = useRead<Shift>(
    path,
    { gateway: gateway?.kind, zone },
    { enabled: gateway !== undefined, keepPrevious: true },
  )
  useReread()
  const shift = read.data
  const view = useChartView()
  const [assigning, setAssigning] = useState<string | null>(null)
  const [handing, setHanding] = useState(false)
  const { remind, reminded, error } = useRemind()
  const [notice, setNotice] = useState('')
  const risky = shift?.risk ?? []
  const waiting = shift?.second ?? []
  // A case can be in both lists.
  const rowOf = useRows(
    [
      ...risky.map(({ id }) => ({ key: `risk-${id}`, to: paths.case(id) })),
      ...waiting.map(({ caseId }) => ({ key: `second-${caseId}`, to: paths.case(caseId) })),
    ],
    sel,
    rowNames(),
    {
      select: (key) => go(paths.shift({ gateway: kind, sel: key }), { replace: true }),
      open: (to) => go(to),
    },
  )
  useKeys([
    {
      keys: 'A',
      label: text('shift.keys.assign'),
      act: () =>
        setAssigning(
          caseOfKey(
            sel,
            risky.filter(mayAssign).map(({ id }) => id),
          ),
        ),
    },
    {
      keys: 'R',
      label: text('shift.keys.remind'),
      act: () =>
        void remind(
          caseOfKey(
            sel,
            waiting.filter((one) => mayRemind(one, Date.now())).map(({ caseId }) => caseId),
          ),
        ),
    },
  ])
  const assigned = risky.find((row) => row.id === assigning)
  return (
    <Page
      title={text('shift.title')}
      label={text('shift.title')}
      head={
        <ListHead
          title={text('shift.title')}
          count={
            shift &&
            text('shift.from', {
              day: weekday(dayIn(shift.begins, shift.zone)),
              from: clockIn(shift.begins, shift.zone),
              until: clockIn(shift.ends, shift.zone),
              place: placeOf(shift.zone),
            })
          }
          actions={
            <>
              {gateways.length > 1 && gateway && (
                <Segments
                  aria-label={text('shift.gateways')}
                  value={gateway.kind}
                  data={gateways.map((one) => ({ value: one.kind, label: one.queue?.name() ?? one.kind }))}
                  onChange={(next) => go(paths.shift({ gateway: next }), { replace: true })}
                />
              )}
              <Button variant="default" h={30} disabled={!shift} onClick={() => setHanding(true)}>
                {text('shift.handOver.open')}
              </Button>
            </>
          }
        />
      }
      keys={[
        { keys: ['J', 'K'], label: text('queue.keys.move') },
        { keys: ['Enter'], label: text('queue.keys.open') },
        { keys: ['A'], label: text('shift.keys.assign') },
        { keys: ['R'], label: text('shift.keys.remind') },
        { keys: ['V'], label: text('charts.keys.view') },
      ]}
    >
      <ReadState read={read} rows={10} />
      <p role="status" className="visually-hidden">
        {notice}
      </p>
      {gateway === undefined && <p>{text('shift.noGateway')}</p>}
      {shift && gateway && (
        <div className={classes.columns}>
          <div>
            <NotesPanel notes={shift.notes} onAccepted={setNotice} />
            <LoadChart shift={shift} view={view} />
            <RiskPanel shift={shift} gateway={gateway} rowOf={rowOf} onAssign={setAssigning} />
            <BacklogChart shift={shift} view={view} />
          </div>
          <div>
            <PeoplePanel people={shift.people} />
            <SecondPanel
              waiting={waiting}
              gateway={gateway}
              rowOf={rowOf}
              onRemind={(one) => void remind(one)}
              reminded={reminded}
              error={error}
            />
            <Alarms />
            <PlantedPanel />
          </div>
        </div>
      )}
      <div style={{ marginBlockStart: 12 }}>
        <ChangesPanel />
      </div>
      {shift && (
        <>
          <AssignDialog
            row={assigned}
            people={shift.people}
            onClose={() => setAssigning(null)}
            onDone={(words) => {
              setNotice(words)
              markStale(path)
            }}
          />
          <HandOverDialog
            opened={handing}
            shift={shift}
            onClose={() => setHanding(false)}
            onDone={(words) => {
              setNotice(words)
              markStale(path)
            }}
          />
        </>
      )}
    </Page>
  )
}

/** Reloads the page a while after a live change. */
function useReread(): void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useLive(({ type }) => {
    if (!['case.opened', 'case.changed', 'shift.changed'].includes(type)) return
    timer.current ??= setTimeout(() => {
      timer.current = null
      markStale(path)
    }, rereadMs)
  })
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )
}

/** Leads from the former address to the page. */
export function FormerTeamPage() {
  const go = useGo()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => go(paths.shift(), { replace: true }), [])
  return null
}

/** Reminds the people who can confirm the proposal on a case. `reminded` is the last case. */
function useRemind() {
  const [reminded, setReminded] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const isBusy = useRef(false)
  const remind = async (caseId: string | null): Promise<void> => {
    if (caseId === null || isBusy.current) return
    isBusy.current = true
    setError(null)
    setReminded(null)
    try {
      await api.post<z.infer<typeof RemindAnswer>>(`/v1/cases/${caseId}/proposal/remind`)
      setReminded(caseId)
    } catch (problem) {
      setError(problem as Error)
    }
    isBusy.current = false
    markStale('/v1/shift')
  }
  return { remind, reminded, error }
}
