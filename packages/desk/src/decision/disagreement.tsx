import type { CaseDetail } from '@entente/contracts'
import { useMe } from '../app/session.ts'
import { Icon } from '../parts/icon.tsx'
import { textsOf } from '../texts/catalogue.ts'
import classes from './decision.module.css'
import { decidedGateway } from './decision-draft.ts'

/** Two people disagreed and a third is wanted: said to the two, and to whoever looks next. */
export function Disagreement({ detail }: { detail: CaseDetail }) {
  const t = textsOf('decision')
  const me = useMe()
  const sent = t.sent[decidedGateway(detail.gateway)]
  const disagreed = detail.state === 'in-review' && detail.confirmations.some((confirmation) => !confirmation.agree)
  if (!disagreed) return null
  const among =
    detail.proposal?.by === me.person || detail.confirmations.some((confirmation) => confirmation.by === me.person)
  return (
    <p className={classes.asked} role="status">
      <Icon name="second" size={14} />
      {among ? sent.disagreed : sent.disagreedOthers}
    </p>
  )
}
