import type { IndexStatus, SignalType } from '@entente/contracts'
import { useRead } from '../../../../app/query.ts'
import table from '../../../../parts/data-table.module.css'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { number } from '../../../../texts/numbers.ts'
import { BanksFrame } from '../../frame/banks-frame.tsx'
import { text } from '../../texts/index.ts'
import classes from './content-banks.module.css'

/** Shows whether all items of the banks are matched, and the parts of the index. */
export function IndexPage() {
  const read = useRead<IndexStatus>('/v1/content/index', {}, { staleTime: 0 })
  const rows = Object.entries(read.data?.types ?? {})
  const behind = Math.max(0, ...rows.map(([, { appliedSeq, headSeq }]) => headSeq - appliedSeq))
  return (
    <BanksFrame title={text('content.index.title')}>
      <ReadState read={read} rows={8} />
      {read.data && (
        <p className={classes.state} role="status">
          <Icon name={read.data.ready && behind === 0 ? 'circledTick' : 'clock'} />
          <span>
            {read.data.ready ? text('content.index.ready') : text('content.index.loading')}{' '}
            {behind > 0 ? text('content.index.behind', { n: number(behind) }) : text('content.index.current')}
          </span>
        </p>
      )}
      {read.data && rows.length === 0 && <EmptyState title={text('content.index.empty')} />}
      {rows.length > 0 && (
        <Panel title={text('content.index.table')} flush>
          <table className={table.table} style={{ minInlineSize: 820 }}>
            <caption className="visually-hidden">{text('content.index.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{text('content.index.column.kind')}</th>
                {(['rows', 'items', 'segments', 'delta', 'tombstones', 'applied', 'bytes'] as const).map((column) => (
                  <th key={column} scope="col" className={table.number}>
                    {text(`content.index.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([type, facts]) => (
                <tr key={type}>
                  <th scope="row">{text(`content.banks.types.${type as SignalType}`) ?? type}</th>
                  <td className={table.number}>{number(facts.rows)}</td>
                  <td className={table.number}>{number(facts.items)}</td>
                  <td className={table.number}>{number(facts.segments)}</td>
                  <td className={table.number}>{number(facts.deltaRows)}</td>
                  <td className={table.number}>{number(facts.tombstones)}</td>
                  <td className={table.number}>
                    {text('content.index.of', { applied: number(facts.appliedSeq), head: number(facts.headSeq) })}
                  </td>
                  <td className={table.number}>
                    {text('content.index.mebibytes', { n: number(facts.bytes / 1_048_576, 1) })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
      {rows.length > 0 && <p className={classes.after}>{text('content.index.note')}</p>}
    </BanksFrame>
  )
}
