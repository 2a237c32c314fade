import { type CaseList, type CaseRow, caseStates } from '@entente/contracts'
import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { paths } from '../../app/paths.ts'
import { SentenceOfNode, useSentenceWords } from '../../app/sentence-of-node.tsx'
import { usePages } from '../../app/use-pages.ts'
import { CaseStateChip } from '../../parts/case-state-chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import { ListBody } from '../../parts/list-body.tsx'
import { text } from '../../texts/text.ts'

const route = getRouteApi('/shell/oversight')

/** Lists the cases of all teams with their outcomes. */
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
          data={caseStates.map((value) => ({ value, label: text(`oversight.cases.states.${value}`) }))}
        />
      }
    >
      <ListBody
        read={read}
        rows={read.items}
        awaited={10}
        empty={
          state === undefined
            ? { title: text('oversight.cases.empty'), next: text('oversight.cases.emptyNext') }
            : {
                title: text('oversight.cases.emptyFilter'),
                next: text('oversight.cases.emptyFilterNext'),
                clear: {
                  label: text('oversight.cases.clear'),
                  act: () => go(paths.oversight(), { replace: true }),
                },
              }
        }
        moreLabel={text('oversight.cases.more')}
      >
        <CaseTable cases={read.items} />
      </ListBody>
    </OversightFrame>
  )
}

function CaseTable({ cases }: { cases: readonly CaseRow[] }) {
  const wordsOf = useSentenceWords()
  return (
    <DataTable
      name={text('oversight.cases.tableName')}
      columns={[
        text('oversight.cases.column.reference'),
        { head: text('oversight.cases.column.reason'), width: '36%' },
        text('oversight.cases.column.opened'),
        text('oversight.cases.column.due'),
        text('oversight.cases.column.state'),
        text('oversight.cases.column.with'),
        text('oversight.cases.column.outcome'),
      ]}
      rows
      minWidth={1040}
    >
      {cases.map((each) => (
        <tr key={each.id}>
          <th scope="row">
            <GoLink to={paths.case(each.id)}>{each.reference}</GoLink>
          </th>
          <td className={table.one} title={each.rank.because[0] && wordsOf(each.rank.because[0])}>
            <bdi>{each.rank.because[0] ? <SentenceOfNode sentence={each.rank.because[0]} /> : '–'}</bdi>
          </td>
          <td style={{ whiteSpace: 'nowrap' }}>
            <Instant at={each.openedAt} />
          </td>
          <td style={{ whiteSpace: 'nowrap' }}>
            {each.dueAt === null ? text('oversight.cases.noDue') : <Instant at={each.dueAt} />}
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
                <span className={table.dim}>
                  <Instant at={each.decision.at} />
                </span>
              </>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  )
}
