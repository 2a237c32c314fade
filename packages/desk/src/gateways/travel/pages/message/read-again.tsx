import type { MessageSummary, ReadingDiff } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../../app/api.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import table from '../../../../parts/data-table.module.css'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'

type Diff = z.infer<typeof ReadingDiff>
const shownChanges = 12

/** Shows the changes of a new reading before it replaces the present one. */
export function ReadAgain({ message }: { message: MessageSummary }) {
  const [opened, setOpened] = useState(false)
  const [askedAt, setAskedAt] = useState<number | null>(null)
  const reading = askedAt === message.readVersion
  const compared = message.readVersion > 0
  const diff = useRead<Diff>(
    `/v1/travel/messages/${message.id}/diff`,
    { preview: true },
    { enabled: opened && compared, staleTime: 0 },
  )
  return (
    <>
      <span role="status" className="visually-hidden">
        {reading && text('travel.message.again.started')}
      </span>
      <Button variant="default" h={30} disabled={reading} onClick={() => setOpened(true)}>
        {reading ? text('travel.message.again.reading') : text('travel.message.readAgain')}
      </Button>
      <ConfirmAct
        opened={opened}
        onClose={() => setOpened(false)}
        title={text('travel.message.again.title')}
        act={text('travel.message.again.act')}
        notNow={text('travel.message.again.cancel')}
        onAct={async () => {
          await api.post(`/v1/travel/messages/${message.id}/read`)
          setAskedAt(message.readVersion)
          markStale('/v1/travel/messages')
        }}
      >
        <p>{text('travel.message.again.body')}</p>
        <div className={classes.diff} aria-live="polite">
          {!compared && <p>{text('travel.message.again.first')}</p>}
          {diff.error && <ProblemCard error={diff.error} onRetry={() => void diff.refetch()} />}
          {compared && diff.isFetching && <p className={classes.dim}>{text('travel.message.again.comparing')}</p>}
          {diff.data && !diff.isFetching && <Differences diff={diff.data} />}
        </div>
      </ConfirmAct>
    </>
  )
}

function Differences({ diff }: { diff: Diff }) {
  const same =
    diff.peopleAdded + diff.peopleRemoved + diff.fieldsChanged === 0 && diff.findingsBefore === diff.findingsAfter
  if (same) return <p>{text('travel.message.again.same')}</p>
  const more = diff.changes.length - shownChanges
  return (
    <>
      <p>
        <strong>
          {text('travel.message.again.people', { added: diff.peopleAdded, removed: diff.peopleRemoved })};{' '}
          {text('travel.message.again.fields', { count: diff.fieldsChanged })};{' '}
          {text('travel.message.again.findings', { before: diff.findingsBefore, after: diff.findingsAfter })}.
        </strong>
      </p>
      {diff.changes.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{text('travel.message.again.place')}</th>
              <th scope="col">{text('travel.message.again.before')}</th>
              <th scope="col">{text('travel.message.again.after')}</th>
            </tr>
          </thead>
          <tbody>
            {diff.changes.slice(0, shownChanges).map((change) => (
              <tr key={change.at}>
                <th scope="row" className={table.wrap}>
                  <bdi dir="ltr" className="mono">
                    {change.at}
                  </bdi>
                </th>
                <td className={table.wrap}>
                  <bdi>{change.before ?? text('travel.message.again.absent')}</bdi>
                </td>
                <td className={table.wrap}>
                  <bdi>{change.after ?? text('travel.message.again.absent')}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className={classes.dim}>{text('travel.message.again.more', { count: more })}</p>}
    </>
  )
}
