import type { CaseList } from '@entente/contracts'
import { Alarms } from '../../app/alarms-panel.tsx'
import { useGateways } from '../../app/gateway.ts'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { paths } from '../../app/paths.ts'
import { PlantedPanel } from '../../app/planted-panel.tsx'
import { useRead } from '../../app/query.ts'
import { useBadges } from '../../app/use-badges.ts'
import { useNow } from '../../parts/clock.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

const pageLimit = 200

/** Shows the counts of overdue and quarantined items, and the alarms. */
export function OverduePage() {
  const now = useNow(60_000)
  const gateways = useGateways()
  const badges = useBadges()
  const open = useRead<CaseList>('/v1/cases', { state: 'open', with: 'all', limit: pageLimit })
  const review = useRead<CaseList>('/v1/cases', { state: 'in-review', with: 'all', limit: pageLimit })
  const undecided = [...(open.data?.items ?? []), ...(review.data?.items ?? [])]
  const overdue = undecided.filter((each) => each.dueAt !== null && Date.parse(each.dueAt) < now).length
  const more = open.data?.next != null || review.data?.next != null
  const error = badges.error ?? open.error ?? review.error
  const count = (value: number | undefined) =>
    value === undefined ? '–' : value === 0 ? text('oversight.overdue.none') : number(value)
  const rows = [
    {
      what: text('oversight.overdue.cases'),
      count:
        open.data && review.data ? (more ? text('oversight.overdue.atLeast', { n: overdue }) : count(overdue)) : '–',
      to: paths.oversight({ state: 'open' }),
    },
    {
      what: text('oversight.overdue.second'),
      count: count(badges.data?.second),
      to: paths.oversight({ state: 'awaiting-second' }),
    },
    ...gateways.flatMap((gateway) =>
      (gateway.overdue?.(badges.data) ?? []).map((row) => ({ ...row, count: count(row.count) })),
    ),
  ]
  return (
    <OversightFrame title={text('oversight.tabs.overdue')}>
      {error && <ProblemCard error={error} />}
      <Panel title={text('oversight.overdue.title')} flush>
        <DataTable
          name={text('oversight.overdue.title')}
          columns={[
            text('oversight.overdue.column.kind'),
            { head: text('oversight.overdue.column.count'), number: true },
            text('oversight.overdue.column.act'),
          ]}
        >
          {rows.map((row) => (
            <tr key={row.what}>
              <th scope="row">{row.what}</th>
              <td className={table.number}>{row.count}</td>
              <td>
                <GoLink to={row.to} aria-label={`${text('oversight.overdue.see')}: ${row.what}`}>
                  {text('oversight.overdue.see')}
                </GoLink>
              </td>
            </tr>
          ))}
        </DataTable>
      </Panel>
      <Alarms />
      <PlantedPanel />
      <p style={{ maxInlineSize: '90ch', marginBlockStart: 12, color: 'var(--t2)' }}>
        {text('oversight.overdue.retention')}
      </p>
    </OversightFrame>
  )
}
