import { type CaseList, type CaseRow, CaseState } from '@entente/contracts'
import { Button, Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { paths } from '../../app/paths.ts'
import { usePages } from '../../app/use-pages.ts'
import { CaseStateChip } from '../../parts/case-state-chip.tsx'
import table from '../../parts/data-table.module.css'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { instantUtc } from '../../texts/times.ts'

const route = getRouteApi('/shell/oversight')

/** All cases, whichever team has them, with what became of them. */
export function OversightCasesPage() {
  const go = useGo()
  const { state } = route.useSearch()
  const read = usePages<CaseRow, CaseList>('/v1/cases', { state, with: 'all', limit: 100 })
  return (
    <OversightFrame
      title={text('oversight.tabs.cases')}
      flush
      actions={
        <Select
          aria-label={text('oversight.cases.state')}
          placeholder={text('oversight.cases.all')}
          clearable
          w={200}
          value={state ?? null}
          onChange={(next) => go(paths.oversight({ state: next }), { replace: true })}
          data={CaseState.options.map((value) => ({ value, label: text(`oversight.cases.states.${value}`) }))}
        />
      }
    >
      {read.error && <ProblemCard error={read.error} onRetry={read.retry} />}
      {read.isPending && <Loading rows={10} height={34} />}
      {read.isEmpty && state === undefined && (
        <EmptyState title={text('oversight.cases.empty')} next={text('oversight.cases.emptyNext')} />
      )}
      {read.isEmpty && state !== undefined && (
        <EmptyState title={text('oversight.cases.emptyFilter')} next={text('oversight.cases.emptyFilterNext')}>
          <Button variant="default" h={30} onClick={() => go(paths.oversight(), { replace: true })}>
            {text('oversight.cases.clear')}
          </Button>
        </EmptyState>
      )}
      {read.items.length > 0 && <CaseTable cases={read.items} />}
      {read.more && (
        <Button variant="default" h={30} m={12} onClick={read.more}>
          {text('oversight.cases.more')}
        </Button>
      )}
    </OversightFrame>
  )
}

function CaseTable({ cases }: { cases: readonly CaseRow[] }) {
  return (
    <table className={`${table.table} ${table.rows}`} style={{ minInlineSize: 1040 }}>
      <caption className="visually-hidden">{text('oversight.cases.tableName')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('oversight.cases.column.reference')}</th>
          <th scope="col" style={{ inlineSize: '36%' }}>
            {text('oversight.cases.column.why')}
          </th>
          <th scope="col">{text('oversight.cases.column.opened')}</th>
          <th scope="col">{text('oversight.cases.column.due')}</th>
          <th scope="col">{text('oversight.cases.column.state')}</th>
          <th scope="col">{text('oversight.cases.column.with')}</th>
          <th scope="col">{text('oversight.cases.column.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((each) => (
          <tr key={each.id}>
            <th scope="row">
              <GoLink to={paths.case(each.id)}>{each.reference}</GoLink>
            </th>
            <td className={table.one} title={each.rank.because[0]}>
              <bdi>{each.rank.because[0] ?? '–'}</bdi>
            </td>
            <td style={{ whiteSpace: 'nowrap' }}>{instantUtc(each.openedAt)}</td>
            <td style={{ whiteSpace: 'nowrap' }}>
              {each.dueAt === null ? text('oversight.cases.noDue') : instantUtc(each.dueAt)}
            </td>
            <td>
              <CaseStateChip state={each.state} />
            </td>
            <td>
              <bdi>{each.assignedName ?? text('oversight.cases.nobody')}</bdi>
            </td>
            <td>
              {each.decision === null ? (
                <span className={table.dim}>{text('oversight.cases.undecided')}</span>
              ) : (
                <>
                  {text(`oversight.cases.outcome.${each.decision.outcome}`)}{' '}
                  <span className={table.dim}>{instantUtc(each.decision.at)}</span>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
