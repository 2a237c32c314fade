import type { MessageSummary, ReadingDiff } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../../app/api.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { ConfirmAct } from '../../../../parts/confirm-act.tsx'
import table from '../../../../parts/data-table.module.css'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import classes from './message.module.css'

type Diff = z.infer<typeof ReadingDiff>
const shownChanges = 12

/** Shows what a reading now would change before it replaces anything. */
export function ReadAgain({ message }: { message: MessageSummary }) {
  const t = textsOf('message')
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
        {reading && t.again.started}
      </span>
      <Button variant="default" h={30} disabled={reading} onClick={() => setOpened(true)}>
        {reading ? t.again.reading : t.readAgain}
      </Button>
      <ConfirmAct
        opened={opened}
        onClose={() => setOpened(false)}
        title={t.again.title}
        act={t.again.act}
        notNow={t.again.cancel}
        onAct={async () => {
          await api.post(`/v1/travel/messages/${message.id}/read`)
          setAskedAt(message.readVersion)
          markStale('/v1/travel/messages')
        }}
      >
        <p>{t.again.body}</p>
        <div className={classes.diff} aria-live="polite">
          {!compared && <p>{t.again.first}</p>}
          {diff.error && <ProblemCard error={diff.error} onRetry={() => void diff.refetch()} />}
          {compared && diff.isFetching && <p className={classes.dim}>{t.again.looking}</p>}
          {diff.data && !diff.isFetching && <Differences diff={diff.data} />}
        </div>
      </ConfirmAct>
    </>
  )
}

function Differences({ diff }: { diff: Diff }) {
  const t = textsOf('message').again
  const same =
    diff.peopleAdded + diff.peopleRemoved + diff.fieldsChanged === 0 && diff.findingsBefore === diff.findingsAfter
  if (same) return <p>{t.same}</p>
  const more = diff.changes.length - shownChanges
  return (
    <>
      <p>
        <strong>
          {t.people(diff.peopleAdded, diff.peopleRemoved)}; {t.fields(diff.fieldsChanged)};{' '}
          {t.findings(diff.findingsBefore, diff.findingsAfter)}.
        </strong>
      </p>
      {diff.changes.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t.place}</th>
              <th scope="col">{t.before}</th>
              <th scope="col">{t.after}</th>
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
                  <bdi>{change.before ?? t.absent}</bdi>
                </td>
                <td className={table.wrap}>
                  <bdi>{change.after ?? t.absent}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className={classes.dim}>{t.more(more)}</p>}
    </>
  )
}
