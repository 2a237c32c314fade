import type { WithdrawalState } from '@entente/contracts'
import { Chip } from '../../../parts/chip.tsx'
import table from '../../../parts/data-table.module.css'
import { text } from '../../../texts/text.ts'
import { dateUtc, instantUtc } from '../../../texts/times.ts'

type Holder = WithdrawalState['holders'][number]
interface Line {
  holder: Holder
  /** The member that passed it on; null for this node. */
  through: string | null
  /** The text in place of a date of erasure, for a member it was passed on to. */
  instead: string | null
}
const steps = ['received', 'stopped', 'erased'] as const

/** A line for each member that had it, and below it one for each that it passed it on to. */
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

/** One member that had a withdrawn signal, with the time of each receipt; overdue ones are marked, and a refusal has its reason. */
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
  if (at !== null) return instantUtc(at)
  if (holder.overdue.includes(step))
    return (
      <Chip tone="solid" icon="triangle">
        {text('network.withdrawals.late')}
      </Chip>
    )
  return <span className={table.dim}>{text('network.withdrawals.waiting')}</span>
}
