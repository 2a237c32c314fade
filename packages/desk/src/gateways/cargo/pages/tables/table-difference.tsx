import type { CargoTable, CargoTableRow, CargoTableDifference as Difference } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { text } from '../../texts/index.ts'
import { TableRows } from './table-rows.tsx'

interface Props {
  table: CargoTable
  difference: Difference
}

/** Shows the rows that a version adds, removes and changes. */
export function TableDifference({ table: { columns }, difference }: Props) {
  const { from, counts, added, removed, changed } = difference
  const before = from === 0 ? text('cargo.tables.ofRelease') : text('cargo.tables.version', { n: from })
  const title = text('cargo.tables.difference.title', { before })
  if (counts.added + counts.removed + counts.changed === 0) {
    return (
      <Panel title={title}>
        <p>{text('cargo.tables.difference.none')}</p>
      </Panel>
    )
  }
  const left = counts.added - added.length + counts.removed - removed.length + counts.changed - changed.length
  return (
    <>
      <Rows title={text('cargo.tables.difference.added', { n: counts.added })} columns={columns} rows={added} />
      <Rows title={text('cargo.tables.difference.removed', { n: counts.removed })} columns={columns} rows={removed} />
      {changed.length > 0 && (
        <Panel title={text('cargo.tables.difference.changed', { n: counts.changed })} note={title} flush>
          <DataTable
            name={text('cargo.tables.difference.changed', { n: counts.changed })}
            columns={[
              text('cargo.tables.difference.row'),
              text('cargo.tables.difference.column'),
              text('cargo.tables.difference.before'),
              text('cargo.tables.difference.after'),
            ]}
            stacks
          >
            {changed.flatMap(({ before: old, after }, place) =>
              columns
                .filter(({ name }) => old[name] !== after[name])
                .map(({ name }) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows of a version keep their order
                  <tr key={`${place} ${name}`}>
                    <th scope="row" className={table.wrap}>
                      <bdi>{nameOf(after)}</bdi>
                    </th>
                    <td>
                      <code>{name}</code>
                    </td>
                    <td className={table.wrap}>{shown(old[name])}</td>
                    <td className={table.wrap}>{shown(after[name])}</td>
                  </tr>
                )),
            )}
          </DataTable>
        </Panel>
      )}
      {left > 0 && <p>{text('cargo.tables.difference.left', { n: left })}</p>}
    </>
  )
}

function Rows({ title, columns, rows }: { title: string; columns: CargoTable['columns']; rows: CargoTableRow[] }) {
  if (rows.length === 0) return null
  return (
    <Panel title={title} flush>
      <TableRows name={title} columns={columns} rows={rows} />
    </Panel>
  )
}

/** Names a row by its first two values. */
const nameOf = (row: CargoTableRow): string =>
  Object.values(row)
    .filter((value) => value !== null)
    .slice(0, 2)
    .join(', ')

const shown = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? text('cargo.tables.noValue') : String(value)
