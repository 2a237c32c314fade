import table from '../../../../parts/data-table.module.css'
import { useRows } from '../../../../parts/use-rows.ts'
import { paths } from '../../paths.ts'
import { text } from '../../texts/index.ts'
import classes from './content.module.css'
import { UploadRow } from './upload-row.tsx'
import { type UploadsProps, uploadKeys } from './upload-tiles.tsx'

/** The same uploads as a table, without any picture. */
export function UploadList({ rows, selected, onSelect, onOpen }: UploadsProps) {
  const rowProps = useRows(
    rows.map((row) => ({ key: row.id, to: paths.case(row.id) })),
    selected,
    uploadKeys(),
    { select: onSelect, open: onOpen },
  )
  return (
    <div className={classes.list}>
      <table className={`${table.table} ${table.rows}`} style={{ minInlineSize: 860 }}>
        <caption className="visually-hidden">{text('content.queue.label')}</caption>
        <thead>
          <tr>
            {(['due', 'what', 'difference', 'sources', 'came', 'with'] as const).map((column) => (
              <th key={column} scope="col">
                {text(`content.queue.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <UploadRow key={row.id} row={row} {...rowProps({ key: row.id, to: paths.case(row.id) })} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
