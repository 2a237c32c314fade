import type { CargoTable, CargoTableRow } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { text } from '../../texts/index.ts'

interface Props {
  name: string
  columns: CargoTable['columns']
  rows: readonly CargoTableRow[]
}

/** Lists rows of a table under the names of its columns, as files have them. */
export function TableRows({ name, columns, rows }: Props) {
  return (
    <DataTable
      name={name}
      columns={columns.map((column) => ({
        head: <code title={column.meaning}>{column.name}</code>,
        number: column.type === 'integer' || column.type === 'number',
      }))}
      minWidth={columns.length * 96}
    >
      {rows.map((row, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a version keep their order
        <tr key={place}>
          {columns.map((column) => (
            <TableCell key={column.name} column={column} value={row[column.name] ?? null} />
          ))}
        </tr>
      ))}
    </DataTable>
  )
}

function TableCell({ column, value }: { column: Props['columns'][number]; value: string | number | null }) {
  if (value === null) return <td className={table.dim}>{text('cargo.tables.noValue')}</td>
  if (typeof value === 'number') return <td className={table.number}>{value}</td>
  if (column.type === 'day') return <td style={{ whiteSpace: 'nowrap' }}>{value}</td>
  return (
    <td className={table.wrap}>
      <bdi>{value}</bdi>
    </td>
  )
}
