import type { Incident } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { Chip } from '../../../../parts/chip.tsx'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import table from '../../../../parts/data-table.module.css'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { Loading } from '../../../../parts/loading.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { number } from '../../../../texts/numbers.ts'
import { instantUtc } from '../../../../texts/times.ts'
import { BanksFrame } from '../../banks-frame.tsx'
import { AddToIncident } from './add-to-incident.tsx'
import { incidentState } from './incident-state.ts'
import classes from './incidents.module.css'
import { StartIncident } from './start-incident.tsx'

/** Incidents, running ones first. A signal officer starts and ends them. */
export function IncidentsPage() {
  const t = textsOf('contentIncidents')
  const { role } = useMe()
  const officer = role === 'signal-officer'
  const [starting, setStarting] = useState(false)
  const [adding, setAdding] = useState<string | null>(null)
  const [ending, setEnding] = useState<Incident | null>(null)
  const [said, setSaid] = useState('')
  const read = useRead<{ items: Incident[] }>('/v1/content/incidents', {}, { staleTime: 0 })
  const now = Date.now()
  const incidents = (read.data?.items ?? []).toSorted(
    (a, b) => Number(incidentState(a, now) !== 'running') - Number(incidentState(b, now) !== 'running'),
  )
  return (
    <BanksFrame
      title={t.title}
      flush
      actions={
        officer && (
          <Button h={30} onClick={() => setStarting(true)}>
            {t.start}
          </Button>
        )
      }
    >
      <p className={classes.what}>{t.what}</p>
      <p role="status" className={said === '' ? 'visually-hidden' : classes.said}>
        {said}
      </p>
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={4} height={34} />}
      {read.data && incidents.length === 0 && <EmptyState title={t.empty} next={officer ? t.emptyNext : t.emptyRead} />}
      {incidents.length > 0 && (
        <table className={`${table.table} ${table.rows}`} style={{ minInlineSize: 920 }}>
          <caption className="visually-hidden">{t.table}</caption>
          <thead>
            <tr>
              <th scope="col">{t.column.name}</th>
              <th scope="col">{t.column.state}</th>
              <th scope="col">{t.column.level}</th>
              <th scope="col">{t.column.when}</th>
              <th scope="col" className={table.number}>
                {t.column.items}
              </th>
              <th scope="col">{t.column.reached}</th>
              {officer && (
                <th scope="col">
                  <span className="visually-hidden">{t.end}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {incidents.map((incident) => {
              const state = incidentState(incident, now)
              return (
                <tr key={incident.id}>
                  <th scope="row">
                    <bdi>{incident.name}</bdi>
                  </th>
                  <td>
                    <Chip tone={state === 'running' ? 'warn' : 'plain'} icon={state === 'running' ? 'flag' : 'tick'}>
                      {t.states[state]}
                    </Chip>
                  </td>
                  <td>{t.levels[incident.level]}</td>
                  <td className={classes.two}>
                    <span>{t.from(instantUtc(incident.startsAt))}</span>
                    <span>{incident.endsAt === null ? t.open : t.until(instantUtc(incident.endsAt))}</span>
                  </td>
                  <td className={table.number}>{number(incident.items)}</td>
                  <td className={classes.two}>
                    <span>{t.firstSignal(incident.firstSignalAt && instantUtc(incident.firstSignalAt))}</span>
                    <span>{t.firstHit(incident.firstHitAt && instantUtc(incident.firstHitAt))}</span>
                  </td>
                  {officer && (
                    <td>
                      {state === 'running' && (
                        <span className={classes.acts}>
                          <Button size="compact-xs" variant="default" onClick={() => setAdding(incident.id)}>
                            {t.addTo}
                          </Button>
                          <Button size="compact-xs" variant="default" onClick={() => setEnding(incident)}>
                            {t.end}
                          </Button>
                        </span>
                      )}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <StartIncident
        opened={starting}
        onClose={() => setStarting(false)}
        onStarted={(name) => {
          setSaid(t.wrote(name))
          markStale('/v1/content/incidents')
        }}
      />
      <AddToIncident incident={adding} onClose={() => setAdding(null)} />
      <ConfirmAct
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={t.ending.title(ending?.name ?? '')}
        act={t.ending.act}
        notNow={t.ending.notNow}
        onAct={async () => {
          await api.patch(`/v1/content/incidents/${ending?.id}`, { endsAt: new Date().toISOString() })
          markStale('/v1/content/incidents')
        }}
      >
        <p>{t.ending.body(ending?.items ?? 0)}</p>
      </ConfirmAct>
    </BanksFrame>
  )
}
