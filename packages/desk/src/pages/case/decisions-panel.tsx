import type { CaseDetail } from '@entente/contracts'
import { usePeople } from '../../app/use-people.ts'
import { Panel } from '../../parts/panel.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { instantUtc } from '../../texts/times.ts'
import classes from './case.module.css'

/** Decisions before the present one: they stay on record. */
export function DecisionsPanel({ detail }: { detail: CaseDetail }) {
  const t = textsOf('caseTexts')
  const td = textsOf('decision')
  const earlier = detail.decisions.filter((decision) => decision.id !== detail.decision?.id)
  const { nameOf } = usePeople(earlier.length > 0)
  if (earlier.length === 0) return null
  return (
    <Panel title={t.earlier}>
      <ul className={classes.answers}>
        {earlier.map((decision) => (
          <li key={decision.id}>
            <p>
              <bdi dir="ltr" className="mono">
                {instantUtc(decision.confirmedAt ?? decision.proposedAt, true)}
              </bdi>{' '}
              <strong>{td.acts[decision.act]?.name ?? decision.act}</strong>{' '}
              {[decision.proposedBy, decision.confirmedBy]
                .flatMap((person) => (person ? [nameOf(person)] : []))
                .join(', ')}
            </p>
            <p className={classes.dim}>{decision.reasons.map((code) => td.reasonNames[code] ?? code).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
