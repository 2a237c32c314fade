import type { Incident } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { Chip } from '../../../../parts/chip.tsx'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { number } from '../../../../texts/numbers.ts'
import { instantHere } from '../../../../texts/times.ts'
import { BanksFrame } from '../../frame/banks-frame.tsx'
import { text } from '../../texts/index.ts'
import { AddToIncident } from './add-to-incident.tsx'
import classes from './incidents.module.css'
import { StartIncident } from './start-incident.tsx'

/** Lists the incidents, running ones first. A signal officer starts and ends them. */
export function IncidentsPage() {
  const { role } = useMe()
  const officer = role === 'signal-officer'
  const [starting, setStarting] = useState(false)
  const [adding, setAdding] = useState<string | null>(null)
  const [ending, setEnding] = useState<Incident | null>(null)
  const [notice, setNotice] = useState('')
  const read = useRead<{ items: Incident[] }>('/v1/content/incidents', {}, { staleTime: 0 })
  const now = Date.now()
  const incidents = (read.data?.items ?? []).toSorted(
    (a, b) => Number(incidentState(a, now) !== 'running') - Number(incidentState(b, now) !== 'running'),
  )
  return (
    <BanksFrame
      title={text('content.incidents.title')}
      flush
      actions={
        officer && (
          <Button h={30} onClick={() => setStarting(true)}>
            {text('content.incidents.start')}
          </Button>
        )
      }
    >
      <p className={classes.what}>{text('content.incidents.what')}</p>
      <p role="status" className={notice === '' ? 'visually-hidden' : classes.notice}>
        {notice}
      </p>
      <ListBody
        read={read}
        rows={incidents}
        awaited={4}
        empty={{
          title: text('content.incidents.empty'),
          next: officer ? text('content.incidents.emptyNext') : text('content.incidents.emptyRead'),
        }}
      >
        <DataTable
          name={text('content.incidents.table')}
          columns={[
            text('content.incidents.column.name'),
            text('content.incidents.column.state'),
            text('content.incidents.column.level'),
            text('content.incidents.column.when'),
            { head: text('content.incidents.column.items'), number: true },
            text('content.incidents.column.reached'),
            officer && { head: text('content.incidents.end'), hidden: true },
          ]}
          rows
          minWidth={920}
        >
          {incidents.map((incident) => {
            const state = incidentState(incident, now)
            return (
              <tr key={incident.id}>
                <th scope="row">
                  <bdi>{incident.name}</bdi>
                </th>
                <td>
                  <Chip tone={state === 'running' ? 'warn' : 'plain'} icon={state === 'running' ? 'flag' : 'tick'}>
                    {text(`content.incidents.states.${state}`)}
                  </Chip>
                </td>
                <td>{text(`content.incidents.levels.${incident.level}`)}</td>
                <td className={classes.two}>
                  <span>{text('content.incidents.from', { instant: instantHere(incident.startsAt) })}</span>
                  <span>
                    {incident.endsAt === null
                      ? text('content.incidents.open')
                      : text('content.incidents.until', { instant: instantHere(incident.endsAt) })}
                  </span>
                </td>
                <td className={table.number}>{number(incident.items)}</td>
                <td className={classes.two}>
                  <span>
                    {text('content.incidents.firstSignal', {
                      instant: incident.firstSignalAt && instantHere(incident.firstSignalAt),
                    })}
                  </span>
                  <span>
                    {text('content.incidents.firstHit', {
                      instant: incident.firstHitAt && instantHere(incident.firstHitAt),
                    })}
                  </span>
                </td>
                {officer && (
                  <td>
                    {state === 'running' && (
                      <span className={classes.acts}>
                        <Button size="compact-xs" variant="default" onClick={() => setAdding(incident.id)}>
                          {text('content.incidents.addTo')}
                        </Button>
                        <Button size="compact-xs" variant="default" onClick={() => setEnding(incident)}>
                          {text('content.incidents.end')}
                        </Button>
                      </span>
                    )}
                  </td>
                )}
              </tr>
            )
          })}
        </DataTable>
      </ListBody>
      <StartIncident
        opened={starting}
        onClose={() => setStarting(false)}
        onStarted={(name) => {
          setNotice(text('content.incidents.wrote', { name }))
          markStale('/v1/content/incidents')
        }}
      />
      <AddToIncident incident={adding} onClose={() => setAdding(null)} />
      <ConfirmAct
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={text('content.incidents.ending.title', { name: ending?.name ?? '' })}
        act={text('content.incidents.ending.act')}
        notNow={text('content.incidents.ending.notNow')}
        onAct={async () => {
          await api.patch(`/v1/content/incidents/${ending?.id}`, { endsAt: new Date().toISOString() })
          markStale('/v1/content/incidents')
        }}
      >
        <p>{text('content.incidents.ending.body', { items: ending?.items ?? 0 })}</p>
      </ConfirmAct>
    </BanksFrame>
  )
}

/** Returns whether an incident is running, has ended or starts later. */
export function incidentState({ startsAt, endsAt }: Incident, now: number): 'running' | 'ended' | 'later' {
  if (endsAt !== null && Date.parse(endsAt) <= now) return 'ended'
  return Date.parse(startsAt) > now ? 'later' : 'running'
}
