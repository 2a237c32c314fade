import type { Rematch } from '@entente/contracts'
import { useState } from 'react'
import { useRead } from '../app/query.ts'
import table from '../parts/data-table.module.css'
import { Progress } from '../parts/progress.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { number } from '../texts/numbers.ts'
import { instantUtc } from '../texts/times.ts'
import classes from './rematches.module.css'

/**
 * People already known are compared again with signals that changed, or after the threshold was lowered: how far that is, and what came of it in the last
 * day. Nothing where nothing changed. `cause`: of that cause only.
 */
export function Rematches({ cause }: { cause?: string } = {}) {
  const t = textsOf('rematches')
  const [shown, setShown] = useState(false)
  const read = useRead<{ items: Rematch[] }>('/v1/rematches')
  const items = (read.data?.items ?? []).filter((each) => cause === undefined || each.cause === cause)
  const running = items.filter((each) => each.finishedAt === null)
  const finished = items.filter((each) => each.finishedAt !== null)
  if (items.length === 0) return null
  return (
    <section className={classes.rematches} aria-label={t.title}>
      {running.map((each) => (
        <Progress
          key={each.id}
          label={t.running(t.cause(each.cause), each.signals)}
          done={each.compared}
          total={each.people}
          startedAt={each.startedAt}
          counted={t.counted}
        />
      ))}
      {finished.length > 0 && (
        <>
          <button type="button" className={classes.opener} aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t.finished(finished.length)}
          </button>
          {shown && <Finished items={finished} />}
        </>
      )}
    </section>
  )
}

function Finished({ items }: { items: readonly Rematch[] }) {
  const t = textsOf('rematches')
  const counts = ['people', 'hitsReevaluated', 'casesOpened', 'casesClosed', 'decisionsReopened'] as const
  return (
    <table className={table.table}>
      <caption className="visually-hidden">{t.title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.column.at}</th>
          <th scope="col">{t.column.what}</th>
          {counts.map((count) => (
            <th key={count} scope="col" className={table.number}>
              {t.column[count]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((each) => (
          <tr key={each.id}>
            <th scope="row" style={{ whiteSpace: 'nowrap' }}>
              {instantUtc(each.finishedAt ?? each.askedAt)}
            </th>
            <td>{t.what(t.cause(each.cause), each.signals)}</td>
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
