import type { NecessityList, NecessityRecord } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useGateways } from '../../app/gateway.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import note from '../../parts/note.module.css'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { enumerate } from '../../texts/lists.ts'
import { text } from '../../texts/text.ts'
import { percent, RecordChip, subjectName } from './necessity-words.tsx'
import { ApprovePanel, NotesPanel } from './record-acts.tsx'

const route = getRouteApi('/shell/necessity/$id')

/** Shows one record, what differs from the record in force, and what its reader may do: approve it, or note what oversight found. */
export function NecessityRecordPage() {
  const { id } = route.useParams()
  const gateways = useGateways()
  const read = useRead<NecessityRecord>(`/v1/necessity/${id}`, {}, { staleTime: 0 })
  const all = useRead<NecessityList>('/v1/necessity', {}, { staleTime: 0 })
  const [notice, setNotice] = useState('')
  const record = read.data
  const isSame = (one: Pick<NecessityRecord, 'subject'>) =>
    one.subject.type === record?.subject.type && one.subject.id === record.subject.id
  const name = all.data?.standings.find(isSame)?.name ?? null
  const title = record ? subjectName(gateways, record.subject, name) : text('necessity.form.title')
  const before = all.data?.items.find((one) => one.id !== id && one.state === 'current' && isSame(one))
  const done = (words: string): void => {
    setNotice(words)
    markStale('/v1/necessity', `/v1/necessity/${id}`)
  }
  return (
    <Page
      title={title}
      label={title}
      head={
        <ObjectHead
          crumbs={[{ to: paths.necessity(), label: text('shell.pages.necessity') }]}
          title={title}
          chips={record && <RecordChip state={record.state} />}
        />
      }
    >
      <ReadState read={read} rows={8} />
      {record && (
        <div style={{ maxInlineSize: 860 }}>
          <p role="status" className={notice === '' ? 'visually-hidden' : note.note}>
            {notice}
          </p>
          {record.impactAssessmentExpired && <p className={note.note}>{text('necessity.impactExpired')}</p>}
          {record.state === 'draft' && all.data && <Changes record={record} before={before} />}
          {record.mayApprove && <ApprovePanel record={record} title={title} onDone={done} />}
          <Panel title={text('necessity.form.title')}>
            <FactList facts={linesOf(record).map(({ name, value }) => ({ name, value: <Lines text={value} /> }))} />
          </Panel>
          <NotesPanel record={record} mayNote={all.data?.may.note === true} onDone={done} />
        </div>
      )}
    </Page>
  )
}

/** The words of a record, field by field, as the form names them. */
function linesOf(record: NecessityRecord): { name: string; value: string }[] {
  const { impactAssessment: assessment, errorBudget: budget } = record
  return [
    { name: text('necessity.field.aim'), value: record.aim },
    { name: text('necessity.field.legalBasis'), value: record.legalBasis },
    { name: text('necessity.field.necessity'), value: record.necessity },
    {
      name: text('necessity.field.alternatives'),
      value: record.alternatives.map(({ what, whyNot }) => `${what}: ${whyNot}`).join('\n'),
    },
    { name: text('necessity.field.proportionality'), value: record.proportionality },
    { name: text('necessity.field.affectedGroups'), value: record.affectedGroups.join('\n') },
    {
      name: text('necessity.field.impact'),
      value: text('necessity.impact', {
        reference: assessment.reference,
        date: assessment.date,
        until: assessment.validUntil,
      }),
    },
    {
      name: text('necessity.field.errorBudget'),
      value:
        budget === null
          ? text('necessity.noBudget')
          : text('necessity.budget', {
              match: percent(budget.falseMatchRate),
              nonMatch: percent(budget.falseNonMatchRate),
            }),
    },
    { name: text('necessity.field.validUntil'), value: record.validUntil.slice(0, 'YYYY-MM-DD'.length) },
    { name: text('necessity.column.by'), value: enumerate(record.approvedBy) },
  ]
}

const Lines = ({ text: value }: { text: string }) => <bdi style={{ whiteSpace: 'pre-line' }}>{value}</bdi>

function Changes({ record, before }: { record: NecessityRecord; before: NecessityRecord | undefined }) {
  const old = before && linesOf(before)
  const changed = linesOf(record)
    .map((line, place) => ({ ...line, old: old?.[place]?.value ?? '' }))
    .filter((line) => line.value !== line.old)
  return (
    <Panel title={text('necessity.changes.title')} flush={before !== undefined}>
      {before === undefined ? (
        <p>{text('necessity.changes.first')}</p>
      ) : (
        <DataTable
          name={text('necessity.changes.title')}
          columns={[text('necessity.changes.field'), text('necessity.changes.before'), text('necessity.changes.now')]}
          minWidth={640}
          stacks
        >
          {changed.map((line) => (
            <tr key={line.name}>
              <th scope="row" className={table.wrap}>
                {line.name}
              </th>
              <td className={table.wrap}>
                <Lines text={line.old} />
              </td>
              <td className={table.wrap}>
                <Lines text={line.value} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}
