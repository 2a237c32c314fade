import type { CaseDetail } from '@entente/contracts'
import { usePeople } from '../../../app/use-people.ts'
import { textsOf } from '../../../texts/catalogue.ts'
import { instantUtc } from '../../../texts/times.ts'

/** The decision with both opinions, as far as this person may read them. */
export function PaperDecision({ detail }: { detail: CaseDetail }) {
  const t = textsOf('print')
  const td = textsOf('decision')
  const { decision, proposal, confirmations } = detail
  const { nameOf } = usePeople(decision !== null)
  const reasons = (codes: string[]): string => codes.map((code) => td.reasonNames[code] ?? code).join('; ')
  return (
    <section>
      <h2>{t.decision}</h2>
      {!decision && <p>{t.undecided}</p>}
      {decision && (
        <p>
          {t.decided(
            td.acts[decision.act]?.name ?? decision.act,
            instantUtc(decision.confirmedAt ?? decision.proposedAt, true),
            [decision.proposedBy, decision.confirmedBy]
              .flatMap((person) => (person ? [nameOf(person)] : []))
              .join(', '),
          )}{' '}
          {reasons(decision.reasons)}
        </p>
      )}
      {proposal && (
        <>
          <h3>{td.done.first}</h3>
          <p>
            {proposal.byName}, {instantUtc(proposal.at, true)}: {td.acts[proposal.act]?.name ?? proposal.act}.{' '}
            {reasons(proposal.reasons)}
          </p>
          {proposal.text !== '' && <p>{proposal.text}</p>}
        </>
      )}
      {confirmations.map((confirmation) => (
        <div key={confirmation.at}>
          <h3>{td.done.second}</h3>
          <p>
            {confirmation.byName}, {instantUtc(confirmation.at, true)}: {confirmation.agree ? td.done.yes : td.done.no}.{' '}
            {reasons(confirmation.reasons)}
          </p>
          <p>{confirmation.text}</p>
        </div>
      ))}
    </section>
  )
}
