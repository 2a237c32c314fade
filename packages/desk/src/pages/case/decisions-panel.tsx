import type { CaseDetail } from '@entente/contracts'
import { actName, type DeskGateway, reasonName } from '../../app/gateway.ts'
import { usePeople } from '../../app/use-people.ts'
import lines from '../../parts/lines.module.css'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { instantUtc } from '../../texts/times.ts'

/** Decisions before the present one: they stay on record. */
export function DecisionsPanel({ detail, gateway }: { detail: CaseDetail; gateway: DeskGateway }) {
  const earlier = detail.decisions.filter((decision) => decision.id !== detail.decision?.id)
  const { nameOf } = usePeople(earlier.length > 0)
  if (earlier.length === 0) return null
  return (
    <Panel title={text('case.earlier')}>
      <ul className={lines.answers}>
        {earlier.map((decision) => (
          <li key={decision.id}>
            <p>
              <bdi dir="ltr" className="mono">
                {instantUtc(decision.confirmedAt ?? decision.proposedAt, true)}
              </bdi>{' '}
              <strong>{actName(gateway, decision.act)}</strong>{' '}
              {[decision.proposedBy, decision.confirmedBy]
                .flatMap((person) => (person ? [nameOf(person)] : []))
                .join(', ')}
            </p>
            <p className={lines.dim}>{decision.reasons.map((code) => reasonName(gateway, code)).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
