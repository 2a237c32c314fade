import { type KillSwitch, type StopOffAnswer, stopOffContent } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useGateways } from '../../app/gateway.ts'
import { markStale } from '../../app/query.ts'
import { useSigning } from '../../app/use-signing.tsx'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Instant } from '../../parts/instant.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { stopName } from './scope-name.ts'

interface Props {
  name: string
  stops: readonly KillSwitch[]
  onLifted: (answer: StopOffAnswer) => void
}

/** Lists stops: what, why, who, how many threads confirmed it, and who agreed to lift it. */
export function StopTable({ name, stops, onLifted }: Props) {
  const gateways = useGateways()
  const signing = useSigning()
  const [asked, setAsked] = useState<KillSwitch | null>(null)
  const lift = async (stop: KillSwitch): Promise<void> => {
    const shown = async () => ({ type: 'kill.off', about: `kill:${stop.id}`, body: {}, content: stopOffContent(stop) })
    const signed = await signing.sign(shown)
    const answer = await api.post<StopOffAnswer>(`/v1/kill/${stop.id}/off`, signed)
    markStale('/v1/kill')
    onLifted(answer)
  }
  return (
    <>
      <DataTable
        name={name}
        columns={[
          text('stop.column.what'),
          text('stop.column.reason'),
          text('stop.column.set'),
          text('stop.column.confirmed'),
          text('stop.column.lift'),
        ]}
        minWidth={860}
        stacks
      >
        {stops.map((stop) => (
          <tr key={stop.id}>
            <th scope="row" className={table.wrap}>
              <bdi>{stopName(gateways, stop)}</bdi>
            </th>
            <td className={table.wrap}>
              <bdi>{stop.reason}</bdi>
            </td>
            <td className={table.wrap}>
              <bdi>{stop.setBy[0] ?? text('stop.byRestore')}</bdi>{' '}
              <span className={table.secondary}>
                <Instant at={stop.at} />
              </span>
            </td>
            <td className={table.wrap}>
              {stop.on && text('stop.confirmed', { confirmed: stop.confirmedWorkers, workers: stop.workers })}{' '}
              <span className={table.secondary}>
                {stop.effectiveMs === null
                  ? text('stop.notConfirmed')
                  : text('stop.effective', { ms: number(stop.effectiveMs) })}
              </span>
            </td>
            <td className={table.wrap}>
              {stop.offBy.map((by) => (
                <div key={by.person}>
                  <bdi>{by.person}</bdi>{' '}
                  <span className={table.secondary}>
                    <Instant at={by.at} />
                  </span>
                </div>
              ))}
              {stop.on && stop.offBy.length === 1 && <div>{text('stop.waits')}</div>}
              {stop.mayLift && (
                <Button
                  variant="default"
                  size="compact-sm"
                  h={28}
                  aria-label={text('stop.liftName', { what: stopName(gateways, stop) })}
                  onClick={() => setAsked(stop)}
                >
                  {text('stop.lift')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      {signing.dialog}
      <ConfirmAct
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={text('stop.liftQuestion', { what: asked === null ? '' : stopName(gateways, asked) })}
        act={text('stop.lift')}
        notNow={text('stop.notNow')}
        onAct={async () => {
          if (asked !== null) await lift(asked)
        }}
      >
        <p>{asked?.offBy.length === 1 ? text('stop.liftSecond') : text('stop.liftFirst')}</p>
      </ConfirmAct>
    </>
  )
}
