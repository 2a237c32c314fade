import type { Purpose } from '@entente/contracts'
import { ListHead } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { enumerate } from '../../texts/lists.ts'
import { findText, text } from '../../texts/text.ts'
import { AdminFrame } from './admin-frame.tsx'

/** A legal regime in the node's list. */
interface Regime {
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
  unmask: { approver: string } | null
  unverified: boolean
  /** Fields of the regime that this release of the node does not apply. */
  notYet: string[]
}

/** Lists the legal regimes, which set masking, deletion and purposes. They are part of the node's configuration and cannot be changed here. */
export function RegimesPage() {
  const read = useRead<Regime[] | { items: Regime[] }>('/v1/retention/regimes')
  const regimes = Array.isArray(read.data) ? read.data : (read.data?.items ?? [])
  const notYet = regimes[0]?.notYet ?? []
  const marked = (field: 'start' | 'unmask'): string =>
    notYet.includes(field)
      ? text('admin.regimes.notYetColumn', { column: text(`admin.regimes.column.${field}`) })
      : text(`admin.regimes.column.${field}`)
  return (
    <AdminFrame
      title={text('admin.tabs.regimes')}
      flush
      head={
        <ListHead title={text('admin.title')}>
          {text('admin.regimes.what')}{' '}
          {notYet.length > 0 &&
            text('admin.regimes.notYet', {
              fields: notYet.map((field) => findText(`admin.regimes.field.${field}`) ?? field).join(', '),
            })}
        </ListHead>
      }
    >
      <ReadState read={read} rows={8} />
      {regimes.length > 0 && (
        <DataTable
          name={text('admin.regimes.tableName')}
          columns={[
            text('admin.regimes.column.id'),
            text('admin.regimes.column.law'),
            marked('start'),
            text('admin.regimes.column.mask'),
            text('admin.regimes.column.delete'),
            text('admin.regimes.column.purposes'),
            marked('unmask'),
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
      )}
    </AdminFrame>
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
