import type { CargoFilerDetail } from '@entente/contracts'
import { useState } from 'react'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { number } from '../../../../texts/numbers.ts'
import { partialDate } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'
import classes from './filers.module.css'

/** The months beside each code. */
const shownMonths = 6

/** Counts the filings by code of finding, in all and in each of the newest months. The codes are those of the documentation. */
export function CodesPanel({ filer: { codes, months } }: { filer: CargoFilerDetail }) {
  const [all, setAll] = useState(false)
  const newest = months.slice(-shownMonths).map(({ month }) => month)
  const rows = all ? codes : codes.slice(0, 12)
  return (
    <Panel title={text('cargo.filers.codes')} note={codes.length} flush>
      {codes.length === 0 ? (
        <p className={classes.said}>{text('cargo.filers.noCodes')}</p>
      ) : (
        <DataTable
          name={text('cargo.filers.codes')}
          columns={[
            text('cargo.filers.code'),
            { head: text('cargo.filers.all'), number: true },
            ...newest.map((month) => ({ head: partialDate(month.slice(0, 7)), number: true })),
          ]}
          stacks
        >
          {rows.map(({ code, count, months: counted }) => (
            <tr key={code}>
              <th scope="row">
                <code>{code}</code>
              </th>
              <td className={table.number}>{number(count)}</td>
              {newest.map((month) => (
                <td key={month} className={table.number}>
                  {number(counted.find((each) => each.month === month)?.count ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </DataTable>
      )}
      {codes.length > rows.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {text('cargo.filers.moreCodes', { count: codes.length - rows.length })}
        </button>
      )}
    </Panel>
  )
}
