import type { Purpose } from '@entente/contracts'
import { ListHead } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { Loading } from '../../parts/loading.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { findText, text } from '../../texts/text.ts'
import { AdminFrame } from './admin-frame.tsx'

/** A legal regime as the node lists it. */
export interface Regime {
  id: string
  version: number
  legalReference: string
  start: string
  maskAfter: string | null
  deleteAfter: string
  purposes: Purpose[]
  unmask: { approver: string } | null
  unverified: boolean
}

/** Which law decides about masking, deletion and purposes. They are data of the node and not changed here. */
export function RegimesPage() {
  const read = useRead<Regime[] | { items: Regime[] }>('/v1/retention/regimes')
  const regimes = Array.isArray(read.data) ? read.data : (read.data?.items ?? [])
  return (
    <AdminFrame
      title={text('admin.tabs.regimes')}
      flush
      head={<ListHead title={text('admin.title')}>{text('admin.regimes.what')}</ListHead>}
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={8} height={34} />}
      {regimes.length > 0 && (
        <table className={table.table} style={{ minInlineSize: 860 }}>
          <caption className="visually-hidden">{text('admin.regimes.tableName')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('admin.regimes.column.id')}</th>
              <th scope="col">{text('admin.regimes.column.law')}</th>
              <th scope="col">{text('admin.regimes.column.start')}</th>
              <th scope="col">{text('admin.regimes.column.mask')}</th>
              <th scope="col">{text('admin.regimes.column.delete')}</th>
              <th scope="col">{text('admin.regimes.column.purposes')}</th>
              <th scope="col">{text('admin.regimes.column.unmask')}</th>
            </tr>
          </thead>
          <tbody>
            {regimes.map((regime) => (
              <tr key={regime.id}>
                <th scope="row" className="mono" style={{ whiteSpace: 'nowrap' }}>
                  {regime.id}
                </th>
                <td className={table.wrap}>
                  <bdi>{regime.legalReference}</bdi>
                  {regime.unverified && <span className={table.secondary}> ({text('admin.regimes.unverified')})</span>}
                </td>
                <td>{findText(`admin.regimes.start.${regime.start}`) ?? regime.start}</td>
                <td>{regime.maskAfter === null ? text('admin.regimes.never') : inWords(regime.maskAfter)}</td>
                <td>{inWords(regime.deleteAfter)}</td>
                <td className={table.wrap}>
                  {regime.purposes.map((purpose) => text(`purpose.${purpose}`)).join(', ')}
                </td>
                <td className={table.wrap}>
                  {regime.unmask === null
                    ? text('admin.regimes.none')
                    : (findText(`admin.regimes.approver.${regime.unmask.approver}`) ?? regime.unmask.approver)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </AdminFrame>
  )
}

/** An ISO 8601 duration of one unit in words; another one as it stands. */
function inWords(duration: string): string {
  const [, date, time] = /^P(?:(\d+[YMD])|T(\d+H))$/.exec(duration) ?? []
  const part = date ?? time
  if (part === undefined) return duration
  const unit = part.at(-1) as 'Y' | 'M' | 'D' | 'H'
  return text(`admin.regimes.duration.${unit}`, { n: Number.parseInt(part, 10) })
}
