import type { CaseDetail } from '@entente/contracts'
import { textsOf } from '../texts/catalogue.ts'
import { clockUtc } from '../texts/times.ts'
import classes from './decision.module.css'

/** Both opinions, once both exist. */
export function Opinions({ detail }: { detail: CaseDetail }) {
  const t = textsOf('decision')
  const { proposal, confirmations } = detail
  if (!proposal) return null
  return (
    <div className={classes.opinions}>
      <Opinion
        title={t.done.first}
        act={t.acts[proposal.outcome === 'exempt' ? 'exempt' : proposal.act]?.name ?? proposal.act}
        by={proposal.byName}
        at={proposal.at}
        reasons={proposal.reasons}
        text={proposal.text}
        weighed={proposal.alternativesConsidered}
      />
      {confirmations.map((confirmation) => (
        <Opinion
          key={confirmation.at}
          title={t.done.second}
          act={confirmation.agree ? t.done.yes : t.done.no}
          by={confirmation.byName}
          at={confirmation.at}
          reasons={confirmation.reasons}
          text={confirmation.text}
          weighed={[]}
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
  text: string
  weighed: string[]
}
function Opinion({ title, act, by, at, reasons, text, weighed }: OpinionProps) {
  const t = textsOf('decision')
  return (
    <section className={classes.opinion}>
      <h3>{title}</h3>
      <p>
        <strong>{act}</strong>
      </p>
      <p className={classes.note}>{t.done.by(by, clockUtc(at, true))}</p>
      <ul>
        {reasons.map((code) => (
          <li key={code}>{t.reasonNames[code] ?? code}</li>
        ))}
      </ul>
      {text && (
        <p className={classes.quoted}>
          <bdi>{text}</bdi>
        </p>
      )}
      {weighed.length > 0 && (
        <p className={classes.note}>
          {t.done.weighed}: {weighed.join(' ')}
        </p>
      )}
    </section>
  )
}
