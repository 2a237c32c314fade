import type { CargoTableList } from '@entente/contracts'
import { ListHead, Page } from '../../../../app/page.tsx'
import { useRead } from '../../../../app/query.ts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { number } from '../../../../texts/numbers.ts'
import { paths } from '../../addresses/paths.ts'
import { text } from '../../texts/index.ts'

/** Lists the tables of cargo with their versions in force. */
export function TablesPage() {
  const read = useRead<CargoTableList>('/v1/cargo/tables')
  const tables = read.data?.items ?? []
  return (
    <Page
      title={text('cargo.tables.title')}
      label={text('cargo.tables.title')}
      flush
      head={<ListHead title={text('cargo.tables.title')}>{text('cargo.tables.what')}</ListHead>}
    >
      <ListBody read={read} rows={tables} awaited={9} empty={{ title: text('cargo.tables.none') }}>
        <DataTable
          name={text('cargo.tables.title')}
          columns={[
            { head: text('cargo.tables.column.table'), width: '30%' },
            { head: text('cargo.tables.column.rows'), number: true },
            text('cargo.tables.column.version'),
            text('cargo.tables.column.source'),
            text('cargo.tables.column.waiting'),
          ]}
          rows
          stacks
        >
          {tables.map(({ kind, inForce, proposed }) => (
            <tr key={kind}>
              <th scope="row" className={table.wrap}>
                <GoLink to={paths.cargoTable(kind)}>{text(`cargo.tables.kind.${kind}`)}</GoLink>
                <div className={table.secondary}>{text(`cargo.tables.kindWhat.${kind}`)}</div>
              </th>
              <td className={table.number}>{number(inForce.rows)}</td>
              <td>
                {inForce.version === 0
                  ? text('cargo.tables.ofRelease')
                  : text('cargo.tables.version', { n: inForce.version })}
              </td>
              <td className={table.wrap}>
                <bdi>{inForce.source}</bdi> ·{' '}
                <span dir="ltr" style={{ whiteSpace: 'nowrap' }}>
                  {inForce.sourceDate}
                </span>
              </td>
              <td className={proposed === 0 ? table.dim : undefined}>
                {proposed === 0 ? text('cargo.tables.noneWaits') : text('cargo.tables.waiting', { n: proposed })}
              </td>
            </tr>
          ))}
        </DataTable>
      </ListBody>
    </Page>
  )
}
