import type { NecessityList, NecessityRecord, NecessityStanding } from '@entente/contracts'
import { useGateways } from '../../app/gateway.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import note from '../../parts/note.module.css'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { enumerate } from '../../texts/lists.ts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import { RecordChip, StandingChip, subjectName } from './necessity-words.tsx'

/** Shows what is on with which record, what lapses next first, what waits for approval, and what oversight reviews. */
export function NecessityPage() {
  const title = text('shell.pages.necessity')
  const read = useRead<NecessityList>('/v1/necessity', {}, { staleTime: 0 })
  const { data } = read
  return (
    <Page title={title} label={title} head={<ListHead title={title}>{text('necessity.what')}</ListHead>}>
      <ReadState read={read} rows={8} />
      {data && (
        <>
          <Standings list={data} />
          <Records
            list={data}
            title={text('necessity.review.title')}
            what={<SampleWords sample={data.sample} />}
            sampled
          />
          <Records list={data} title={text('necessity.records')} />
        </>
      )}
    </Page>
  )
}

function Standings({ list: { standings, may } }: { list: NecessityList }) {
  const gateways = useGateways()
  return (
    <Panel title={text('necessity.standings')} note={number(standings.length)} flush>
      <DataTable
        name={text('necessity.standings')}
        columns={[
          text('necessity.column.subject'),
          text('necessity.column.state'),
          text('necessity.column.until'),
          text('necessity.column.record'),
        ]}
        minWidth={720}
        stacks
      >
        {standings.map((standing) => (
          <tr key={`${standing.subject.type} ${standing.subject.id}`}>
            <th scope="row" className={table.wrap}>
              <bdi>{subjectName(gateways, standing.subject, standing.name)}</bdi>
            </th>
            <td>
              <StandingChip state={standing.state} />
            </td>
            <td className={table.wrap}>
              {standing.until !== null && dateUtc(standing.until)}
              {standing.daysLeft !== null && standing.daysLeft >= 0 && (
                <div className={table.secondary}>{text('necessity.days', { n: standing.daysLeft })}</div>
              )}
            </td>
            <td className={table.wrap}>
              <Links standing={standing} mayWrite={may.write} />
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

/** Links to the records of something, and to the form for its next one. */
function Links({ standing: { subject, record, draft }, mayWrite }: { standing: NecessityStanding; mayWrite: boolean }) {
  return (
    <>
      {draft !== null && (
        <div>
          <GoLink to={paths.necessityRecord(draft)}>{text('necessity.waits')}</GoLink>
        </div>
      )}
      {record !== null && (
        <div>
          <GoLink to={paths.necessityRecord(record)}>{text('necessity.open')}</GoLink>
        </div>
      )}
      {mayWrite && (
        <div>
          <GoLink to={paths.necessityNew({ ...subject })}>
            {text(record === null ? 'necessity.write' : 'necessity.renew')}
          </GoLink>
        </div>
      )}
    </>
  )
}

function SampleWords({ sample }: Pick<NecessityList, 'sample'>) {
  return (
    <p className={note.note} style={{ margin: 12 }}>
      {sample.of === 0 ? text('necessity.review.none') : text('necessity.review.what', { ...sample })}
    </p>
  )
}

interface RecordsProps {
  list: NecessityList
  title: string
  what?: React.ReactNode
  /** Only those that the sample drew. */
  sampled?: boolean
}

function Records({ list: { items, standings }, title, what, sampled = false }: RecordsProps) {
  const gateways = useGateways()
  const shown = items.filter((record) => record.sampled || !sampled)
  const nameOf = ({ subject }: NecessityRecord) =>
    standings.find((one) => one.subject.type === subject.type && one.subject.id === subject.id)?.name
  if (shown.length === 0 && !sampled) return null
  return (
    <Panel title={title} note={number(shown.length)} flush>
      {what}
      {shown.length > 0 && (
        <DataTable
          name={title}
          columns={[
            text('necessity.column.subject'),
            text('necessity.column.state'),
            text('necessity.column.until'),
            text('necessity.column.by'),
            text('necessity.column.notes'),
          ]}
          minWidth={720}
          stacks
        >
          {shown.map((record) => (
            <tr key={record.id}>
              <th scope="row" className={table.wrap}>
                <GoLink to={paths.necessityRecord(record.id)}>
                  <bdi>{subjectName(gateways, record.subject, nameOf(record))}</bdi>
                </GoLink>
              </th>
              <td>
                <RecordChip state={record.state} />
              </td>
              <td>{dateUtc(record.validUntil)}</td>
              <td className={table.wrap}>
                <bdi>{enumerate(record.approvedBy)}</bdi>
                <div className={table.secondary}>
                  <Instant at={record.approvedAt ?? record.writtenAt} />
                </div>
              </td>
              <td className={table.number}>{record.notes.length}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}
