import type { WithdrawalState } from '@entente/contracts'
import { Chip } from '../../../parts/chip.tsx'
import table from '../../../parts/data-table.module.css'
import { text } from '../../../texts/text.ts'
import { dateUtc, instantHere } from '../../../texts/times.ts'

type Holder = WithdrawalState['holders'][number]
interface Line {
  holder: Holder
  /** The member that passed the signal on; null for this node. */
  through: string | null
  /** The text in place of the erasure date, for a member that got the signal from another one. */
  instead: string | null
}
const steps = ['received', 'stopped', 'erased'] as const

/** Shows one line for each member that had the signal, and below it one for each member that it passed the signal on to. */
export const receiptLines = (holders: readonly Holder[]): Line[] =>
  holders.flatMap((holder) => [
    { holder, through: null, instead: null },
    ...holder.onward.map((one) => ({
      holder: { ...one, refused: null, overdue: [], onward: [] },
      through: holder.member,
      instead: one.erased === null ? insteadOf(one) : null,
    })),
  ])

function insteadOf({ refused, heldUntil }: Holder['onward'][number]): string | null {
  if (refused) return text('network.withdrawals.refusedOnward')
  return heldUntil === null ? null : text('network.withdrawals.heldOnward', { until: dateUtc(heldUntil) })
}

export function ReceiptHeads() {
  return (
    <>
      <th scope="col">{text('network.withdrawals.column.member')}</th>
      {steps.map((step) => (
        <th key={step} scope="col">
          {text(`network.withdrawals.column.${step}`)}
        </th>
      ))}
    </>
  )
}

/** Shows one member that had a withdrawn signal, with the time of each receipt. Overdue receipts are marked, and a refusal shows its reason. */
export function ReceiptCells({ holder, through, instead }: Line) {
  const { refusal } = holder.refused ?? {}
  return (
    <>
      <td>
        <bdi>{holder.member}</bdi>
        {through && (
          <>
            <br />
            <bdi className={table.secondary}>{text('network.withdrawals.through', { member: through })}</bdi>
          </>
        )}
      </td>
      {refusal && holder.erased === null ? (
        <td colSpan={3} className={table.wrap}>
          <bdi>{text('network.withdrawals.refused', { reason: refusal.reason, until: dateUtc(refusal.until) })}</bdi>
        </td>
      ) : (
        steps.map((step) => <td key={step}>{(step === 'erased' && instead) || stepWords(holder, step)}</td>)
      )}
    </>
  )
}

function stepWords(holder: Holder, step: (typeof steps)[number]) {
  const at = holder[step]
  if (at !== null) return instantHere(at)
  if (holder.overdue.includes(step))
    return (
      <Chip tone="solid" icon="triangle">
        {text('network.withdrawals.late')}
      </Chip>
    )
  return <span className={table.dim}>{text('network.withdrawals.waiting')}</span>
}
