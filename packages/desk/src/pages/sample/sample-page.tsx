import type { Sample, SampledCase, SampleFigures, SampleWeek } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import draws from '../../parts/draws.module.css'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc, instantHere } from '../../texts/times.ts'
import { CasesPanel } from './cases-panel.tsx'
import { CheckDraw } from './check-draw.tsx'
import classes from './sample.module.css'

const route = getRouteApi('/shell/oversight/sample')

/** Shows oversight's own sample of decided cases: its figures, the draws of the weeks, and the cases of one of them. */
export function SamplePage() {
  const { week } = route.useSearch()
  const read = useRead<Sample>('/v1/oversight/sample', { week }, { staleTime: 0 })
  return (
    <OversightFrame title={text('oversight.tabs.sample')}>
      <ReadState read={read} rows={8} />
      {read.data && (
        <>
          <Figures figures={read.data.figures} />
          <CasesPanel week={read.data.week} cases={read.data.cases} />
          <Weeks sample={read.data} />
        </>
      )}
    </OversightFrame>
  )
}

const shown = ['drawn', 'read', 'agree', 'question', 'disagree', 'unanswered', 'overdue', 'deleted'] as const

function Figures({ figures }: { figures: SampleFigures }) {
  return (
    <Panel title={text('sample.figures')}>
      <p style={{ maxInlineSize: '90ch', marginBlock: '0 10px' }}>{text('sample.what')}</p>
      <dl className={classes.figures}>
        {shown.map((name) => (
          <div key={name} data-overdue={(name === 'overdue' && figures.overdue > 0) || undefined}>
            <dt>{text(`sample.figure.${name}`)}</dt>
            <dd>{number(figures[name])}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function Weeks({ sample: { weeks, week, cases } }: { sample: Sample }) {
  return (
    <Panel title={text('sample.weeks')} flush>
      <p className={draws.said}>{text('sample.weeksWhat')}</p>
      {weeks.length === 0 && <p className={draws.said}>{text('sample.none')}</p>}
      {weeks.length > 0 && (
        <DataTable
          name={text('sample.weeks')}
          columns={[
            text('sample.column.week'),
            text('sample.column.commitment'),
            text('sample.column.state'),
            text('sample.column.result'),
            { head: text('sample.column.act'), hidden: true },
          ]}
          stacks
        >
          {weeks.map((each) => (
            <Week key={each.week} week={each} cases={each.week === week ? cases : null} />
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

/** One week. `cases` are given for the week whose cases the page shows: its draw can be checked. */
function Week({ week, cases }: { week: SampleWeek; cases: readonly SampledCase[] | null }) {
  const [isOpen, setOpen] = useState(false)
  const day = dateUtc(`${week.week}T00:00:00Z`)
  return (
    <>
      <tr>
        <th scope="row">
          <time dateTime={week.week}>{day}</time>
        </th>
        <td className={table.wrap}>
          <code className={draws.hash} dir="ltr">
            {week.commitment}
          </code>
          <div className={table.secondary}>{instantHere(week.committedAt)}</div>
          {week.late && <div className={table.secondary}>{text('sample.late')}</div>}
        </td>
        <td className={table.wrap}>
          <SeedChip week={week} />
        </td>
        <td className={table.wrap}>
          {week.drawn === null ? '–' : text('sample.counts', { drawn: week.drawn, listed: week.listed ?? 0 })}
        </td>
        <td>
          {week.drawnAt !== null && cases === null && (
            <GoLink to={paths.oversightSample({ week: week.week })} aria-label={`${text('sample.show')}: ${day}`}>
              {text('sample.show')}
            </GoLink>
          )}
          {cases !== null && (
            <button type="button" className={draws.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {text('sample.check')}
            </button>
          )}
        </td>
      </tr>
      {isOpen && cases !== null && (
        <tr>
          <td colSpan={5} className={table.wrap}>
            <CheckDraw week={week} sample={cases} />
          </td>
        </tr>
      )}
    </>
  )
}

function SeedChip({ week: { lost, seed, drawsAt } }: { week: SampleWeek }) {
  if (lost)
    return (
      <Chip tone="bad" icon="circledCross">
        {text('sample.lost')}
      </Chip>
    )
  if (seed === null)
    return (
      <Chip tone="plain" icon="padlock">
        {text('sample.secret', { at: instantHere(drawsAt) })}
      </Chip>
    )
  return (
    <Chip tone="ok" icon="circledTick">
      {text('sample.shown')}
    </Chip>
  )
}
