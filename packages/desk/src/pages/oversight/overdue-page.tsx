import type { CaseList } from '@entente/contracts'
import type { Badges } from '../../app/navigation.ts'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useNow } from '../../parts/clock.ts'
import table from '../../parts/data-table.module.css'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import { Alarms } from './alarms.tsx'

const pageLimit = 200

/** What is late or held back now, in counts, and what raised an alarm. */
export function OverduePage() {
  const t = textsOf('oversight')
  const now = useNow(60_000)
  const badges = useRead<Badges>('/v1/badges')
  const open = useRead<CaseList>('/v1/cases', { state: 'open', with: 'all', limit: pageLimit })
  const review = useRead<CaseList>('/v1/cases', { state: 'in-review', with: 'all', limit: pageLimit })
  const undecided = [...(open.data?.items ?? []), ...(review.data?.items ?? [])]
  const overdue = undecided.filter((each) => each.dueAt !== null && Date.parse(each.dueAt) < now).length
  const more = open.data?.next != null || review.data?.next != null
  const error = badges.error ?? open.error ?? review.error
  const count = (value: number | undefined) =>
    value === undefined ? '–' : value === 0 ? t.overdue.none : number(value)
  const rows = [
    {
      what: t.overdue.cases,
      count: open.data && review.data ? (more ? t.overdue.atLeast(overdue) : count(overdue)) : '–',
      to: paths.oversight({ state: 'open' }),
    },
    { what: t.overdue.second, count: count(badges.data?.second), to: paths.oversight({ state: 'awaiting-second' }) },
    { what: t.overdue.flights, count: count(badges.data?.flightsLate), to: paths.flights({ state: 'late' }) },
    {
      what: t.overdue.messages,
      count: count(badges.data?.messagesHeld),
      to: paths.messages(),
    },
  ]
  return (
    <OversightFrame title={t.tabs.overdue}>
      {error && <ProblemCard error={error} />}
      <Panel title={t.overdue.title} flush>
        <table className={table.table}>
          <caption className="visually-hidden">{t.overdue.title}</caption>
          <thead>
            <tr>
              <th scope="col">{t.overdue.column.what}</th>
              <th scope="col" className={table.number}>
                {t.overdue.column.count}
              </th>
              <th scope="col">{t.overdue.column.act}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.what}>
                <th scope="row">{row.what}</th>
                <td className={table.number}>{row.count}</td>
                <td>
                  <GoLink to={row.to} aria-label={`${t.overdue.see}: ${row.what}`}>
                    {t.overdue.see}
                  </GoLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Alarms />
      <p style={{ maxInlineSize: '90ch', marginBlockStart: 12, color: 'var(--t2)' }}>{t.overdue.retention}</p>
    </OversightFrame>
  )
}
