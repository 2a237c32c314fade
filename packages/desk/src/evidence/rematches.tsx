import type { Rematch } from '@entente/contracts'
import { useState } from 'react'
import { useRead } from '../app/query.ts'
import table from '../parts/data-table.module.css'
import { Instant } from '../parts/instant.tsx'
import { Progress } from '../parts/progress.tsx'
import { number } from '../texts/numbers.ts'
import { findText, text } from '../texts/text.ts'
import { instantHere } from '../texts/times.ts'
import classes from './rematches.module.css'

/**
 * Shows rematches of known people after a signal changed or the threshold was lowered: the running ones with progress, and those of the last day
 * with their results. `cause` limits them to one cause. Shows nothing if there is none.
 */
export function Rematches({ cause }: { cause?: string } = {}) {
  const [shown, setShown] = useState(false)
  const read = useRead<{ items: Rematch[] }>('/v1/rematches')
  const items = (read.data?.items ?? []).filter((each) => cause === undefined || each.cause === cause)
  const running = items.filter((each) => each.finishedAt === null)
  const finished = items.filter((each) => each.finishedAt !== null)
  if (items.length === 0) return null
  return (
    <section className={classes.rematches} aria-label={text('rematches.title')}>
      {running.map((each) => (
        <Progress
          key={each.id}
          label={text('rematches.running', {
            cause: causeWords(each.cause),
            signals: each.signals,
          })}
          done={each.compared}
          total={each.people}
          startedAt={each.startedAt}
          counted={(done, total) => text('rematches.counted', { done, total })}
        />
      ))}
      {finished.length > 0 && (
        <>
          <button type="button" className={classes.opener} aria-expanded={shown} onClick={() => setShown(!shown)}>
            {text('rematches.finished', { at: instantHere(lastOf(finished)) })}
          </button>
          {shown && <Finished items={finished} />}
        </>
      )}
    </section>
  )
}

const lastOf = (items: readonly Rematch[]): string =>
  items
    .map((each) => each.finishedAt ?? each.askedAt)
    .toSorted()
    .at(-1) ?? ''

const causeWords = (cause: string): string => findText(`rematches.causes.${cause}`) ?? cause

function Finished({ items }: { items: readonly Rematch[] }) {
  const counts = ['people', 'hitsReevaluated', 'casesOpened', 'casesClosed', 'decisionsReopened'] as const
  return (
    <table className={table.table}>
      <caption className="visually-hidden">{text('rematches.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('rematches.column.at')}</th>
          <th scope="col">{text('rematches.column.cause')}</th>
          {counts.map((count) => (
            <th key={count} scope="col" className={table.number}>
              {text(`rematches.column.${count}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((each) => (
          <tr key={each.id}>
            <th scope="row" style={{ whiteSpace: 'nowrap' }}>
              <Instant at={each.finishedAt ?? each.askedAt} />
            </th>
            <td>{text('rematches.what', { cause: causeWords(each.cause), signals: each.signals })}</td>
            {counts.map((count) => (
              <td key={count} className={table.number}>
                {number(each[count] ?? 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
