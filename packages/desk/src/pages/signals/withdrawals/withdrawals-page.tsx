import type { SignalHold, WithdrawalPage, WithdrawalState } from '@entente/contracts'
import { useState } from 'react'
import { ExchangeFrame } from '../../../app/exchange-frame.tsx'
import { ListHead } from '../../../app/page.tsx'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import table from '../../../parts/data-table.module.css'
import { GoLink } from '../../../parts/go-link.tsx'
import { ListBody } from '../../../parts/list-body.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { text } from '../../../texts/text.ts'
import { instantHere } from '../../../texts/times.ts'
import { ChangeHold } from '../two-people/change-hold.tsx'
import { HoldWords } from '../two-people/hold-words.tsx'
import { ReceiptCells, ReceiptHeads, receiptLines } from './receipt-cells.tsx'
import classes from './withdrawals.module.css'

/** Lists the withdrawn signals with the receipts of each member that ever had them, late ones first. */
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
      <LegalHoldsHere />
      <ListBody
        read={read}
        rows={items}
        awaited={8}
        empty={{ title: text('network.withdrawals.empty'), next: text('network.withdrawals.emptyNext') }}
      >
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
      </ListBody>
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
              {text('network.withdrawals.at', { clock: instantHere(state.withdrawnAt) })}
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

/** Lists the copies of other members' signals that are kept only because of a legal hold. Shows nothing if there is none. */
function LegalHoldsHere() {
  const me = useMe()
  const read = useRead<{ items: SignalHold[] }>('/v1/signal-holds')
  const [notice, setNotice] = useState('')
  const kept = (read.data?.items ?? []).filter(({ keeps }) => keeps)
  if (kept.length === 0 && notice === '') return null
  const may = me.role === 'signal-officer' || me.role === 'supervisor'
  return (
    <Panel title={text('two-people.hold.here')} note={kept.length}>
      <p className={table.secondary}>{text('two-people.hold.hereNote')}</p>
      <p role="status">{notice}</p>
      <ul>
        {kept.map((hold) => (
          <li key={hold.id}>
            <strong>
              <bdi>{text('two-people.hold.of', { kind: text(`signals.kind.${hold.kind}`), owner: hold.owner })}</bdi>
            </strong>
            <HoldWords hold={hold} />
            {may && <ChangeHold hold={hold} onDone={setNotice} />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
