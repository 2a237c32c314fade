import type { ConsignmentRow } from '@entente/contracts'
import type { ComponentProps } from 'react'
import { useZone } from '../../../../app/session.ts'
import { useNow } from '../../../../parts/clock.ts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { clockOn, instantUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { ConsignmentStatusChip } from '../../consignment/consignment-status.tsx'
import { findText, text } from '../../texts/index.ts'

interface Props {
  rows: readonly ConsignmentRow[]
  /** Returns attributes of a row for keyboard use. */
  rowOf: (row: ConsignmentRow) => ComponentProps<'tr'>
}

/** Lists consignments as rows: state, key, movement, times, filer. */
export function ConsignmentTable({ rows, rowOf }: Props) {
  const columns = [
    text('cargo.list.columns.state'),
    text('cargo.list.columns.key'),
    text('cargo.list.columns.movement'),
    text('cargo.list.columns.loads'),
    text('cargo.list.columns.arrives'),
    text('cargo.list.columns.filer'),
    text('cargo.list.columns.changed'),
  ]
  return (
    <DataTable name={text('cargo.list.title')} columns={columns} rows stacks>
      {rows.map((row) => (
        <tr key={row.id} {...rowOf(row)}>
          <td>
            <ConsignmentStatusChip status={row.status} />
          </td>
          <th scope="row">
            <GoLink to={paths.consignment(row.id)} tabIndex={-1}>
              <bdi dir="ltr">{row.key}</bdi>
            </GoLink>{' '}
            <span className={table.secondary}>{text(`cargo.level.${row.level}`)}</span>
          </th>
          <td>
            <Movement row={row} />
          </td>
          <td>
            <Moment at={row.loadsAt} />
          </td>
          <td>
            <Moment at={row.arrivesAt} />
          </td>
          <td>
            <bdi>{row.filerName}</bdi>
          </td>
          <td>
            <Moment at={row.changedAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  )
}

function Movement({ row: { mode, origin, destination, conveyance } }: { row: ConsignmentRow }) {
  return (
    <>
      {(origin ?? destination) !== null && (
        <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }}>
          {origin ?? '–'} → {destination ?? '–'}
        </bdi>
      )}{' '}
      <span className={table.secondary}>
        {mode !== null && (findText(`cargo.modes.${mode}`) ?? mode)}{' '}
        {conveyance !== null && <bdi dir="ltr">{conveyance}</bdi>}
      </span>
    </>
  )
}

function Moment({ at }: { at: string | null }) {
  const zone = useZone()
  const now = useNow(60_000)
  if (at === null) return '–'
  return (
    <time dateTime={at} title={instantUtc(at)} style={{ whiteSpace: 'nowrap' }}>
      {clockOn(at, zone, now)}
    </time>
  )
}
