import type { WithdrawalState } from '@entente/contracts'
import { Chip } from '../../../parts/chip.tsx'
import table from '../../../parts/data-table.module.css'
import { textsOf } from '../../../texts/catalogue.ts'
import { dateUtc, instantUtc } from '../../../texts/times.ts'

type Holder = WithdrawalState['holders'][number]
interface Line {
  holder: Holder
  /** Who passed it on to this member; null where it had it from here. */
  through: string | null
  /** What stands in place of its erasure, of a member it was passed on to. */
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
  const t = textsOf('network').withdrawals
  if (refused) return t.refusedOnward
  return heldUntil === null ? null : t.heldOnward(dateUtc(heldUntil))
}

export function ReceiptHeads() {
  const t = textsOf('network').withdrawals.column
  return (
    <>
      <th scope="col">{t.member}</th>
      {steps.map((step) => (
        <th key={step} scope="col">
          {t[step]}
        </th>
      ))}
    </>
  )
}

/** A member that had a withdrawn signal, and when it signed each step; what is past its deadline stands out, a refusal says its reason. */
export function ReceiptCells({ holder, through, instead }: Line) {
  const t = textsOf('network').withdrawals
  const { refusal } = holder.refused ?? {}
  return (
    <>
      <td>
        <bdi>{holder.member}</bdi>
        {through && (
          <>
            <br />
            <bdi className={table.secondary}>{t.through(through)}</bdi>
          </>
        )}
      </td>
      {refusal && holder.erased === null ? (
        <td colSpan={3} className={table.wrap}>
          <bdi>{t.refused(refusal.reason, dateUtc(refusal.until))}</bdi>
        </td>
      ) : (
        steps.map((step) => <td key={step}>{(step === 'erased' && instead) || stepWords(holder, step)}</td>)
      )}
    </>
  )
}

function stepWords(holder: Holder, step: (typeof steps)[number]) {
  const t = textsOf('network').withdrawals
  const at = holder[step]
  if (at !== null) return instantUtc(at)
  if (holder.overdue.includes(step))
    return (
      <Chip tone="solid" icon="triangle">
        {t.late}
      </Chip>
    )
  return <span className={table.dim}>{t.waiting}</span>
}
