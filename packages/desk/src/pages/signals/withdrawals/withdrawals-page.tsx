import type { WithdrawalPage, WithdrawalState } from '@entente/contracts'
import { ExchangeFrame } from '../../../app/exchange-frame.tsx'
import { ListHead } from '../../../app/page.tsx'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import table from '../../../parts/data-table.module.css'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { text } from '../../../texts/text.ts'
import { instantUtc } from '../../../texts/times.ts'
import { HeldHere } from '../two-people/held-here.tsx'
import { ReceiptCells, ReceiptHeads, receiptLines } from './receipt-cells.tsx'
import classes from './withdrawals.module.css'

/** Withdrawn signals and what each member that ever had them has signed: late ones first. */
export function WithdrawalsPage() {
  const read = useRead<WithdrawalPage>('/v1/withdrawals')
  const items = read.data?.items ?? []
  const late = items.filter(({ holders }) => holders.some(({ overdue }) => overdue.length > 0)).length
  const open = items.filter(({ complete }) => !complete).length
  return (
    <ExchangeFrame
      title={text('network.withdrawals.title')}
      flush
      head={
        <ListHead
          title={text('network.withdrawals.title')}
          count={items.length > 0 && text('network.withdrawals.count', { late, open })}
        >
          {text('network.withdrawals.what')}
        </ListHead>
      }
    >
      <HeldHere />
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={8} height={34} />}
      {read.data && items.length === 0 && (
        <EmptyState title={text('network.withdrawals.empty')} next={text('network.withdrawals.emptyNext')} />
      )}
      {items.length > 0 && (
        <table className={table.table} style={{ minInlineSize: 860 }}>
          <caption className="visually-hidden">{text('network.withdrawals.tableName')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('network.withdrawals.column.signal')}</th>
              <th scope="col">{text('network.withdrawals.column.reason')}</th>
              <ReceiptHeads />
            </tr>
          </thead>
          <tbody>
            {items.map((state) => (
              <Rows key={state.signalId} state={state} />
            ))}
          </tbody>
        </table>
      )}
    </ExchangeFrame>
  )
}

function Rows({ state }: { state: WithdrawalState }) {
  const lines = receiptLines(state.holders)
  return lines.map((line, place) => (
    <tr key={`${line.through} ${line.holder.member}`} {...(place > 0 && { className: classes.further })}>
      {place === 0 && (
        <>
          <th scope="rowgroup" rowSpan={lines.length} className={table.wrap}>
            <GoLink to={paths.signal(state.signalId)}>
              {text('network.withdrawals.at', { clock: instantUtc(state.withdrawnAt) })}
            </GoLink>
          </th>
          <td rowSpan={lines.length} className={table.wrap}>
            {text(`signals.withdrawal.reasons.${state.reason}`)}
          </td>
        </>
      )}
      <ReceiptCells {...line} />
    </tr>
  ))
}
