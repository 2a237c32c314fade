import type { SignalHold } from '@entente/contracts'
import { text } from '../../../texts/text.ts'
import { dateUtc } from '../../../texts/times.ts'

/** Shows the state, the end, the reason and the basis of a legal hold. */
export function HoldWords({ hold }: { hold: SignalHold }) {
  const state =
    hold.state === 'asked'
      ? text('two-people.hold.state.asked', { by: hold.setBy })
      : hold.state === 'in-force'
        ? text('two-people.hold.state.in-force', { by: hold.setBy, second: hold.approvedBy ?? '' })
        : text('two-people.hold.state.ended')
  return (
    <>
      <p>
        <bdi>{state}</bdi> {text('two-people.hold.untilDay', { day: dateUtc(hold.until) })}
      </p>
      <p>
        {text(`two-people.hold.reasons.${hold.reason}`)}: <bdi>{hold.basis}</bdi>
      </p>
    </>
  )
}
