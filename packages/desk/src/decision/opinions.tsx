import type { ActMark, CaseDetail } from '@entente/contracts'
import { actName, type DeskGateway, reasonName } from '../app/gateway.ts'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import classes from './decision.module.css'
import { HowSigned } from './how-signed.tsx'

/** Shows the opinions of both people after both were recorded. */
export function Opinions({ detail, gateway }: { detail: CaseDetail; gateway: DeskGateway }) {
  const { proposal, confirmations } = detail
  if (!proposal) return null
  return (
    <div className={classes.opinions}>
      <Opinion
        title={text('decision.done.first')}
        act={actName(gateway, proposal.outcome === 'exempt' ? 'exempt' : proposal.act)}
        by={proposal.byName}
        at={proposal.at}
        reasons={proposal.reasons.map((code) => reasonName(gateway, code))}
        words={proposal.text}
        weighed={proposal.alternativesConsidered}
        signed={proposal.signed}
      />
      {confirmations.map((confirmation) => (
        <Opinion
          key={confirmation.at}
          title={text('decision.done.second')}
          act={confirmation.agree ? text('decision.done.yes') : text('decision.done.no')}
          by={confirmation.byName}
          at={confirmation.at}
          reasons={confirmation.reasons.map((code) => reasonName(gateway, code))}
          words={confirmation.text}
          weighed={[]}
          signed={confirmation.signed}
        />
      ))}
    </div>
  )
}

interface OpinionProps {
  title: string
  act: string
  by: string
  at: string
  reasons: string[]
  words: string
  weighed: string[]
  signed: ActMark | null
}
function Opinion({ title, act, by, at, reasons, words, weighed, signed }: OpinionProps) {
  return (
    <section className={classes.opinion}>
      <h3>{title}</h3>
      <p>
        <strong>{act}</strong>
      </p>
      <p className={classes.note}>{text('decision.done.by', { name: by, clock: clockHere(at, true) })}</p>
      {signed && <HowSigned mark={signed} />}
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {words !== '' && (
        <p className={classes.quoted}>
          <bdi>{words}</bdi>
        </p>
      )}
      {weighed.length > 0 && (
        <p className={classes.note}>
          {text('decision.done.weighed')}: {weighed.join(' ')}
        </p>
      )}
    </section>
  )
}
