import type { CargoModelReport } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { number } from '../../../../texts/numbers.ts'
import { text } from '../../texts/index.ts'
import classes from './models.module.css'

type Measure = CargoModelReport['challenger']

/** Shows a model and the one in force on the same inspected consignments, none of which the challenger was trained on. */
export function FiguresPanel({ report: { measured, challenger, inForce } }: { report: CargoModelReport }) {
  return (
    <Panel title={text('cargo.models.figures')} flush>
      <p className={classes.under}>
        {text('cargo.models.measured', {
          ...{ rows: measured.rows, positives: measured.positives },
          ...{ drawnRows: measured.drawnRows, drawnPositives: measured.drawnPositives },
        })}
      </p>
      {(['drawn', 'all'] as const).map((of) =>
        challenger[of].length === 0 ? null : (
          <div key={of}>
            <h3 className={classes.group}>{text(`cargo.models.of.${of}`)}</h3>
            <DataTable
              name={text(`cargo.models.of.${of}`)}
              columns={[
                text('cargo.models.column.inspect'),
                text('cargo.models.column.precision'),
                text('cargo.models.column.recall'),
                inForce !== null && text('cargo.models.column.inForce'),
              ]}
              stacks
            >
              {challenger[of].map((row, place) => (
                <tr key={row.share}>
                  <th scope="row">
                    {text('cargo.models.firstShare', { percent: Math.round(100 * row.share), k: row.k })}
                  </th>
                  <td className={table.wrap}>{precisionWords(row)}</td>
                  <td>{row.recall === null ? '–' : text('cargo.models.percent', { n: number(100 * row.recall) })}</td>
                  {inForce !== null && <td className={table.wrap}>{precisionWords(inForce[of][place])}</td>}
                </tr>
              ))}
            </DataTable>
          </div>
        ),
      )}
      {inForce !== null && inForce.knownRows > 0 && (
        <p className={classes.under}>{text('cargo.models.knownRows', { n: inForce.knownRows })}</p>
      )}
    </Panel>
  )
}

const precisionWords = (row: Measure['all'][number] | undefined): string =>
  row?.precision == null
    ? '–'
    : text('cargo.models.precision', {
        value: Math.round(100 * row.precision.value),
        low: Math.round(100 * row.precision.low),
        high: Math.round(100 * row.precision.high),
      })
