import type { CargoFilerDetail, Referral, ReferralList } from '@entente/contracts'
import { useRead } from '../../../../app/query.ts'
import { Chip } from '../../../../parts/chip.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Instant } from '../../../../parts/instant.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { paths } from '../../addresses/paths.ts'
import { text } from '../../texts/index.ts'
import classes from './filers.module.css'

/** Lists the open questions to a filer, the newest first. Their words stand on the page of the consignment. */
export function OpenQuestions({ filer: { filer } }: { filer: CargoFilerDetail }) {
  const read = useRead<ReferralList>('/v1/cargo/referrals', { filer, state: 'open', limit: 100 })
  const rows = read.data?.items ?? []
  return (
    <Panel title={text('cargo.filers.openTitle')} note={rows.length} flush>
      <ReadState read={read} rows={2} />
      {read.data && rows.length === 0 && <p className={classes.said}>{text('cargo.filers.noOpen')}</p>}
      {rows.length > 0 && (
        <DataTable
          name={text('cargo.filers.openTitle')}
          columns={[
            text('cargo.list.columns.key'),
            text('cargo.filers.question'),
            text('cargo.questions.asked'),
            text('cargo.questions.due'),
          ]}
          stacks
        >
          {rows.map((referral) => (
            <Row key={referral.id} referral={referral} />
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

function Row({ referral: { consignmentId, key, kind, origin, askedAt, dueAt } }: { referral: Referral }) {
  const isLate = dueAt !== null && Date.parse(dueAt) < Date.now()
  return (
    <tr>
      <th scope="row" className={table.wrap}>
        <GoLink to={paths.consignment(consignmentId)}>
          <bdi dir="ltr">{key}</bdi>
        </GoLink>
      </th>
      <td className={table.wrap}>{text(`cargo.questions.kinds.${origin === 'data' ? 'data' : kind}`)}</td>
      <td>
        <Instant at={askedAt} />
      </td>
      <td>
        {dueAt === null ? '–' : <Instant at={dueAt} />}{' '}
        {isLate && (
          <Chip tone="bad" icon="triangle">
            {text('cargo.questions.states.missed')}
          </Chip>
        )}
      </td>
    </tr>
  )
}
