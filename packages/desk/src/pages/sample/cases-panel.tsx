import type { SampledCase } from '@entente/contracts'
import { useState } from 'react'
import { paths } from '../../app/paths.ts'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import draws from '../../parts/draws.module.css'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import { Readings } from './readings.tsx'

/** Lists the drawn cases of a week with their readings. */
export function CasesPanel({ week, cases }: { week: string | null; cases: readonly SampledCase[] }) {
  const [open, setOpen] = useState<string | null>(null)
  if (week === null) return <p className={draws.said}>{text('sample.cases.later')}</p>
  const title = text('sample.cases', { week: dateUtc(`${week}T00:00:00Z`) })
  return (
    <Panel title={title} note={cases.length} flush>
      {cases.length === 0 && <p className={draws.said}>{text('sample.cases.none')}</p>}
      {cases.length > 0 && (
        <DataTable
          name={title}
          columns={[
            text('sample.case.reference'),
            text('sample.case.why'),
            text('sample.case.outcome'),
            text('sample.case.reading'),
            { head: text('sample.column.act'), hidden: true },
          ]}
          stacks
        >
          {cases.map((sampled) => (
            <Row
              key={sampled.id}
              sampled={sampled}
              isOpen={open === sampled.id}
              onToggle={() => setOpen(open === sampled.id ? null : sampled.id)}
            />
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

const outcomes = ['no-action', 'further-check', 'adverse', 'exempt'] as const

function Row({ sampled, isOpen, onToggle }: { sampled: SampledCase; isOpen: boolean; onToggle: () => void }) {
  const { caseId, reference, byLot, minor, planted, readings } = sampled
  const outcome = outcomes.find((each) => each === sampled.outcome)
  return (
    <>
      <tr>
        <th scope="row" className={table.wrap}>
          {reference === null ? (
            <bdi dir="ltr" className={draws.hash}>
              {caseId}
            </bdi>
          ) : (
            <GoLink to={paths.case(caseId)}>
              <bdi dir="ltr">{reference}</bdi>
            </GoLink>
          )}
        </th>
        <td className={table.wrap}>
          {minor && <div>{text('sample.case.minor')}</div>}
          {byLot && <div>{text('sample.case.lot')}</div>}
        </td>
        <td>{outcome === undefined ? '–' : text(`oversight.cases.outcome.${outcome}`)}</td>
        <td>
          <State sampled={sampled} />
        </td>
        <td>
          {!planted && (reference !== null || readings.length > 0) && (
            <button
              type="button"
              className={draws.toggle}
              aria-expanded={isOpen}
              aria-label={text('sample.case.openName', { case: reference ?? caseId })}
              onClick={onToggle}
            >
              {text('sample.case.open')}
            </button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={5} className={table.wrap}>
            <Readings sampled={sampled} />
          </td>
        </tr>
      )}
    </>
  )
}

function State({ sampled: { planted, reference, readings } }: { sampled: SampledCase }) {
  const newest = readings.at(-1)
  if (planted) return <span className={table.dim}>{text('sample.case.planted')}</span>
  if (newest === undefined)
    return reference === null ? (
      <span className={table.dim}>{text('sample.case.deleted')}</span>
    ) : (
      <Chip tone="warn" icon="clock">
        {text('sample.case.unread')}
      </Chip>
    )
  if (newest.overdue)
    return (
      <Chip tone="solid" icon="clock">
        {text('sample.figure.overdue')}
      </Chip>
    )
  const tone = { agree: 'ok', question: 'warn', disagree: 'bad' } as const
  const icon = { agree: 'circledTick', question: 'clock', disagree: 'circledCross' } as const
  return (
    <Chip tone={tone[newest.verdict]} icon={icon[newest.verdict]}>
      {text(`sample.figure.${newest.verdict}`)}
    </Chip>
  )
}
