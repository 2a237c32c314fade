import type { CaseDetail } from '@entente/contracts'
import { actName, type DeskGateway, reasonName } from '../../../app/gateway.ts'
import { usePeople } from '../../../app/use-people.ts'
import { text } from '../../../texts/text.ts'
import { instantBoth } from '../../../texts/times.ts'

/** Shows the decision with both opinions, if this person may read them. */
export function PaperDecision({ detail, gateway }: { detail: CaseDetail; gateway: DeskGateway }) {
  const { decision, proposal, confirmations } = detail
  const { nameOf } = usePeople(decision !== null)
  const reasons = (codes: string[]): string => codes.map((code) => reasonName(gateway, code)).join('; ')
  return (
    <section>
      <h2>{text('print.decision')}</h2>
      {!decision && <p>{text('print.undecided')}</p>}
      {decision && (
        <p>
          {text('print.decided', {
            act: actName(gateway, decision.act),
            instant: instantBoth(decision.confirmedAt ?? decision.proposedAt, true),
            by: [decision.proposedBy, decision.confirmedBy]
              .flatMap((person) => (person ? [nameOf(person)] : []))
              .join(', '),
          })}{' '}
          {reasons(decision.reasons)}
          {decision.people === 'single-operator' && ` ${text('decision.ofOnePerson')}`}
        </p>
      )}
      {proposal && (
        <>
          <h3>{text('decision.done.first')}</h3>
          <p>
            {proposal.byName}, {instantBoth(proposal.at, true)}: {actName(gateway, proposal.act)}.{' '}
            {reasons(proposal.reasons)}
          </p>
          {proposal.text !== '' && <p>{proposal.text}</p>}
        </>
      )}
      {confirmations.map((confirmation) => (
        <div key={confirmation.at}>
          <h3>{text('decision.done.second')}</h3>
          <p>
            {confirmation.byName}, {instantBoth(confirmation.at, true)}:{' '}
            {confirmation.agree ? text('decision.done.yes') : text('decision.done.no')}. {reasons(confirmation.reasons)}
          </p>
          <p>{confirmation.text}</p>
        </div>
      ))}
    </section>
  )
}
