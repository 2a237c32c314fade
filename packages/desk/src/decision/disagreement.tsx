import type { CaseDetail } from '@entente/contracts'
import { type DeskGateway, wordsOf } from '../app/gateway.ts'
import { useMe } from '../app/session.ts'
import { Icon } from '../parts/icon.tsx'
import classes from './decision.module.css'

/** Shows that two people disagreed and that a third must decide. */
export function Disagreement({ detail, gateway }: { detail: CaseDetail; gateway: DeskGateway }) {
  const me = useMe()
  const disagreed = detail.state === 'in-review' && detail.confirmations.some((confirmation) => !confirmation.agree)
  if (!disagreed) return null
  const among =
    detail.proposal?.by === me.person || detail.confirmations.some((confirmation) => confirmation.by === me.person)
  return (
    <p className={classes.asked} role="status">
      <Icon name="second" size={14} />
      {wordsOf(gateway)(among ? 'decision.sent.disagreed' : 'decision.sent.disagreedOthers')}
    </p>
  )
}
