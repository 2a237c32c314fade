import type { SignalDetail, SignalHolders, WithdrawalState } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import { PassedOnPanel } from './passing-on/passed-on-panel.tsx'
import { ReceiptCells, ReceiptHeads, receiptLines } from './withdrawals/receipt-cells.tsx'

/**
 * Shows the exchange about one signal: feedback from members, members that have it, receipts of its withdrawal, and equal signals of other members.
 */
export function SignalExchange({ signal }: { signal: SignalDetail }) {
  const me = useMe()
  const own = signal.owner === me.member
  const readsReceipts = me.role !== 'analyst'
  return (
    <>
      {(signal.feedback.length > 0 || (own && signal.agreements.length > 0)) && <FeedbackPanel signal={signal} />}
      {!own && readsReceipts && <PassedOnPanel signal={signal} />}
      {own && readsReceipts && signal.withdrawal === null && signal.agreements.length > 0 && <Holders id={signal.id} />}
      {own && readsReceipts && signal.withdrawal !== null && <Receipts id={signal.id} />}
      {signal.sameAs.length > 0 && (
        <Panel title={text('signals.one.sameAs')} note={signal.sameAs.length}>
          <p>{text('signals.one.sameAsNote')}</p>
          <ul>
            {signal.sameAs.map(({ id, owner }) => (
              <li key={id}>
                <GoLink to={paths.signal(id)}>
                  <bdi>{text('signals.one.sameAsOne', { owner })}</bdi>
                </GoLink>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

function FeedbackPanel({ signal }: { signal: SignalDetail }) {
  return (
    <Panel title={text('signals.one.feedbackFrom')} flush={signal.feedback.length > 0}>
      {signal.feedback.length === 0 && <p>{text('signals.one.noFeedback')}</p>}
      {signal.feedback.length > 0 && (
        <DataTable
          name={text('signals.one.feedbackFrom')}
          columns={[
            text('signals.one.feedbackWords.from'),
            { head: text('signals.one.feedbackWords.confirmed'), number: true },
            { head: text('signals.one.feedbackWords.mistaken'), number: true },
            { head: text('signals.one.feedbackWords.notUseful'), number: true },
            { head: text('signals.one.feedbackWords.precision'), number: true },
          ]}
        >
          {signal.feedback.map((one) => (
            <tr key={one.from}>
              <th scope="row" className={table.wrap}>
                <bdi>{one.from}</bdi>
              </th>
              <td className={table.number}>{one.confirmed}</td>
              <td className={table.number}>{one.mistaken}</td>
              <td className={table.number}>{one.notUseful}</td>
              <td className={table.number}>
                {one.precision === null
                  ? text('signals.one.notSaid')
                  : text('signals.one.feedbackWords.percent', { n: one.precision })}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

function Holders({ id }: { id: string }) {
  const read = useRead<SignalHolders>(`/v1/signals/${id}/holders`)
  const items = read.data?.items ?? []
  return (
    <Panel title={text('signals.one.holders')} {...(read.data && { note: items.length })} flush={items.length > 0}>
      {read.error && <ProblemCard error={read.error} />}
      {read.data && items.length === 0 && <p>{text('signals.one.holdersNone')}</p>}
      {items.length > 0 && (
        <DataTable
          name={text('signals.one.holders')}
          columns={[
            text('signals.one.holder.member'),
            text('signals.one.holder.version'),
            text('signals.one.holder.since'),
            text('signals.one.holder.until'),
          ]}
        >
          {items.map((holder) => (
            <tr key={`${holder.via} ${holder.member}`}>
              <th scope="row" className={table.wrap}>
                <bdi>{holder.member}</bdi>
                {holder.via && (
                  <>
                    <br />
                    <bdi className={table.secondary}>{text('signals.one.holderVia', { member: holder.via })}</bdi>
                  </>
                )}
              </th>
              <td>{holder.version}</td>
              <td className={table.wrap}>{dateUtc(holder.since)}</td>
              <td className={table.wrap}>
                {holder.endedAt === null
                  ? text('signals.one.holderStill')
                  : text('signals.one.holderEnded', { at: dateUtc(holder.endedAt) })}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

function Receipts({ id }: { id: string }) {
  const read = useRead<WithdrawalState>(`/v1/signals/${id}/receipts`)
  const holders = read.data?.holders ?? []
  return (
    <Panel title={text('signals.one.receipts')} flush={holders.length > 0}>
      {read.error && <ProblemCard error={read.error} />}
      {read.data && holders.length === 0 && <p>{text('signals.one.holdersNone')}</p>}
      {holders.length > 0 && (
        <table className={table.table}>
          <caption className="visually-hidden">{text('signals.one.receipts')}</caption>
          <thead>
            <tr>
              <ReceiptHeads />
            </tr>
          </thead>
          <tbody>
            {receiptLines(holders).map((line) => (
              <tr key={`${line.through} ${line.holder.member}`}>
                <ReceiptCells {...line} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
