import type { ProofPage, RegimeWork, RetentionOverview } from '@entente/contracts'
import { ListHead, Page } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { type Regime, RegimesTable } from '../../app/regimes-table.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Instant } from '../../parts/instant.tsx'
import note from '../../parts/note.module.css'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

/** Shows what is masked and deleted next, the last sweep, what keeps records longer, the newest proofs, the laws, and the keys. */
export function RetentionPage() {
  const title = text('shell.pages.retention')
  const read = useRead<RetentionOverview>('/v1/retention/overview', {}, { staleTime: 0 })
  const regimes = useRead<Regime[]>('/v1/retention/regimes')
  const proofs = useRead<ProofPage>('/v1/retention/proofs', { limit: String(mostProofs) })
  const { data } = read
  return (
    <Page title={title} label={title} head={<ListHead title={title}>{text('retention.what')}</ListHead>}>
      <ReadState read={read} rows={8} />
      {data && (
        <>
          {data.keys.waits && <p className={note.note}>{text('retention.waits')}</p>}
          <Sweep overview={data} />
          <Work work={data.work} />
          <Evidence evidence={data.evidence} />
          <Holds holds={data.holds} />
        </>
      )}
      {proofs.data && <Proofs proofs={proofs.data.items} />}
      {regimes.data && (
        <Panel title={text('admin.tabs.regimes')} note={number(regimes.data.length)} flush>
          <RegimesTable regimes={regimes.data} />
        </Panel>
      )}
    </Page>
  )
}

function Sweep({ overview: { sweep, keys } }: { overview: RetentionOverview }) {
  return (
    <Panel title={text('retention.sweep.title')}>
      <FactList
        facts={[
          {
            name: text('retention.sweep.last'),
            value: sweep ? <Instant at={sweep.endedAt} /> : text('retention.none'),
          },
          { name: text('retention.sweep.masked'), value: number(sweep?.masked ?? 0) },
          { name: text('retention.sweep.deleted'), value: number(sweep?.deleted ?? 0) },
          { name: text('retention.keys.days'), value: number(keys.days) },
          { name: text('retention.keys.retiring'), value: number(keys.retiring) },
          { name: text('retention.keys.horizon'), value: text('retention.keys.horizonDays', { n: keys.horizonDays }) },
        ]}
      />
    </Panel>
  )
}

function Work({ work }: { work: readonly RegimeWork[] }) {
  const cell = ({ late, soon, next }: RegimeWork['mask']) => (
    <td className={table.wrap}>
      {text('retention.work.soon', { n: soon })}
      {next !== null && (
        <div className={table.secondary}>
          <Instant at={next} />
        </div>
      )}
      {late > 0 && <strong>{text('retention.work.late', { n: late })}</strong>}
    </td>
  )
  return (
    <Panel title={text('retention.work.title')} flush>
      <DataTable
        name={text('retention.work.title')}
        columns={[text('retention.column.regime'), text('retention.column.mask'), text('retention.column.delete')]}
        stacks
      >
        {work.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="mono">
              {row.id}
            </th>
            {cell(row.mask)}
            {cell(row.delete)}
          </tr>
        ))}
        {work.length === 0 && (
          <tr>
            <td colSpan={3}>{text('retention.work.none')}</td>
          </tr>
        )}
      </DataTable>
    </Panel>
  )
}

function Evidence({ evidence }: { evidence: RetentionOverview['evidence'] }) {
  return (
    <Panel title={text('retention.evidence.title')} note={number(evidence.length)} flush>
      <DataTable
        name={text('retention.evidence.title')}
        columns={[
          text('retention.column.record'),
          text('retention.column.reference'),
          text('retention.column.setBy'),
          text('retention.column.approvedBy'),
        ]}
        stacks
      >
        {evidence.map((one) => (
          <tr key={one.id}>
            <RecordId id={one.recordId} />
            <td className={table.wrap}>
              {text(`retention.ground.${one.ground}`)}, <bdi>{one.reference}</bdi>
            </td>
            <td className={table.wrap}>
              <bdi>{one.setBy}</bdi>, <Instant at={one.setAt} />
            </td>
            <td className={table.wrap}>
              {one.approvedBy === null ? text('retention.waitsSecond') : <bdi>{one.approvedBy}</bdi>}
            </td>
          </tr>
        ))}
        {evidence.length === 0 && <None columns={4} />}
      </DataTable>
    </Panel>
  )
}

function Holds({ holds }: { holds: RetentionOverview['holds'] }) {
  return (
    <Panel title={text('retention.holds.title')} note={number(holds.length)} flush>
      <DataTable
        name={text('retention.holds.title')}
        columns={[
          text('retention.column.record'),
          text('retention.column.reference'),
          text('retention.column.until'),
          text('retention.column.approvedBy'),
        ]}
        stacks
      >
        {holds.map((hold) => (
          <tr key={hold.id}>
            <RecordId id={hold.recordId} />
            <td className={table.wrap}>
              <bdi>{hold.reason}</bdi>
              <div className={table.secondary}>
                <bdi>{hold.basis}</bdi>
              </div>
            </td>
            <td className={table.wrap}>
              <Instant at={hold.until} />
              <div className={table.secondary}>{text(`retention.hold.${hold.state}`)}</div>
            </td>
            <td className={table.wrap}>
              {hold.approvedBy === null ? text('retention.waitsSecond') : <bdi>{hold.approvedBy}</bdi>}
            </td>
          </tr>
        ))}
        {holds.length === 0 && <None columns={4} />}
      </DataTable>
    </Panel>
  )
}

/** The newest proofs are shown; the command lists all. */
const mostProofs = 20

function Proofs({ proofs }: { proofs: ProofPage['items'] }) {
  return (
    <Panel title={text('retention.proofs.title')} note={number(proofs.length)} flush>
      <p style={{ padding: '10px 12px' }}>{text('retention.proofs.what')}</p>
      <DataTable
        name={text('retention.proofs.title')}
        columns={[
          text('retention.proofs.column.done'),
          text('retention.column.regime'),
          text('retention.proofs.column.what'),
          text('retention.proofs.column.until'),
        ]}
        stacks
      >
        {proofs.map((proof) => (
          <tr key={proof.id}>
            <th scope="row">
              <Instant at={proof.doneAt} />
            </th>
            <td className="mono">{proof.regime}</td>
            <td className={table.wrap}>
              {text(`retention.proofs.${proof.kind}`, { n: proof.records })}
              <div className={table.secondary}>
                <code dir="ltr">{proof.id}</code>
              </div>
            </td>
            <td>
              <Instant at={proof.backupsReadableUntil} />
            </td>
          </tr>
        ))}
        {proofs.length === 0 && <None columns={4} />}
      </DataTable>
    </Panel>
  )
}

const RecordId = ({ id }: { id: string }) => (
  <th scope="row">
    <code dir="ltr" title={id}>
      {id.slice(0, 8)}
    </code>
  </th>
)
const None = ({ columns }: { columns: number }) => (
  <tr>
    <td colSpan={columns}>{text('retention.none')}</td>
  </tr>
)
