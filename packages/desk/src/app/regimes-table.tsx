import type { Purpose } from '@entente/contracts'
import table from '../parts/data-table.module.css'
import { DataTable } from '../parts/data-table.tsx'
import { enumerate } from '../texts/lists.ts'
import { findText, text } from '../texts/text.ts'

/** A legal regime in the node's list. */
export interface Regime {
  id: string
  version: number
  legalReference: string
  start: string
  maskAfter: string | null
  deleteAfter: string
  deleteWithoutHitAfter: string | null
  keepBeyondMask: 'always' | 'objective-evidence'
  minorFactor: number
  purposes: Purpose[]
  maskedFields: string[]
  unmask: { approver: string } | null
  unverified: boolean
}

/** Shows legal regimes: when they mask and delete, for which purposes, and who approves an unmasking. */
export function RegimesTable({ regimes }: { regimes: readonly Regime[] }) {
  return (
    <DataTable
      name={text('admin.regimes.tableName')}
      columns={[
        text('admin.regimes.column.id'),
        text('admin.regimes.column.law'),
        text('admin.regimes.column.start'),
        text('admin.regimes.column.mask'),
        text('admin.regimes.column.delete'),
        text('admin.regimes.column.purposes'),
        text('admin.regimes.column.unmask'),
      ]}
      minWidth={860}
    >
      {regimes.map((regime) => (
        <tr key={regime.id}>
          <th scope="row" className="mono" style={{ whiteSpace: 'nowrap' }}>
            {regime.id}
          </th>
          <td className={table.wrap}>
            <bdi>{regime.legalReference}</bdi>
            {regime.unverified && <span className={table.secondary}> ({text('admin.regimes.unverified')})</span>}
          </td>
          <td className={table.wrap}>{findText(`admin.regimes.start.${regime.start}`) ?? regime.start}</td>
          <td className={table.wrap}>
            {regime.maskAfter === null ? text('admin.regimes.never') : inWords(regime.maskAfter)}
          </td>
          <td className={table.wrap}>
            {inWords(regime.deleteAfter)}
            {exceptionsOf(regime).map((exception) => (
              <div key={exception} className={table.secondary}>
                {exception}
              </div>
            ))}
          </td>
          <td className={table.wrap}>{enumerate(regime.purposes.map((purpose) => text(`purpose.${purpose}`)))}</td>
          <td className={table.wrap}>
            {regime.unmask === null
              ? text('admin.regimes.none')
              : (findText(`admin.regimes.approver.${regime.unmask.approver}`) ?? regime.unmask.approver)}
          </td>
        </tr>
      ))}
    </DataTable>
  )
}

/** Describes when a record is deleted sooner. */
const exceptionsOf = ({ deleteWithoutHitAfter, keepBeyondMask, minorFactor }: Regime): string[] => [
  ...(keepBeyondMask === 'objective-evidence' ? [text('admin.regimes.withoutEvidence')] : []),
  ...(deleteWithoutHitAfter === null
    ? []
    : [text('admin.regimes.withoutHit', { duration: inWords(deleteWithoutHitAfter) })]),
  ...(minorFactor === 1 ? [] : [text('admin.regimes.minors')]),
]

/** Describes an ISO 8601 duration with one unit in words; returns any other duration unchanged. */
function inWords(duration: string): string {
  const [, date, time] = /^P(?:(\d+[YMD])|T(\d+H))$/.exec(duration) ?? []
  const part = date ?? time
  if (part === undefined) return duration
  const unit = part.at(-1) as 'Y' | 'M' | 'D' | 'H'
  return text(`admin.regimes.duration.${unit}`, { n: Number.parseInt(part, 10) })
}
