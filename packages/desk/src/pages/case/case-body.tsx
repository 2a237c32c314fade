import type { CaseDetail } from '@entente/contracts'
import { actName, type CaseParts, type DeskGateway, reasonName, wordsOf } from '../../app/gateway.ts'
import { entryOfNode } from '../../app/sentence-of-node.tsx'
import { usePeople } from '../../app/use-people.ts'
import type { HitView } from '../../evidence/hit-source.ts'
import { Icon } from '../../parts/icon.tsx'
import lines from '../../parts/lines.module.css'
import { Panel } from '../../parts/panel.tsx'
import { Sections } from '../../parts/sections.tsx'
import { text } from '../../texts/text.ts'
import { instantUtc } from '../../texts/times.ts'
import { AnswersPanel } from './answers-panel.tsx'
import classes from './case.module.css'
import { HitEvidence } from './hit-evidence.tsx'
import { NotesPanel } from './notes-panel.tsx'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  parts: CaseParts
  view: HitView | undefined
  weights: boolean
  onWeights: () => void
  toMessage: string | undefined
  reread: () => Promise<void>
}

/** Shows the evidence, then the record, then the history. */
export function CaseBody({ detail, gateway, parts, view, weights, onWeights, toMessage, reread }: Props) {
  const { Evidence, Record, Origin } = parts
  const body = (
    <>
      {detail.record.masked && <MaskedNotice detail={detail} gateway={gateway} parts={parts} />}
      {Evidence ? (
        <Evidence detail={detail} />
      ) : view ? (
        <HitEvidence {...{ detail, gateway, parts, view, weights, onWeights, toMessage }} />
      ) : (
        <p>{text('case.partMissing', { part: text('case.hits') })}</p>
      )}
      {Record && <Record detail={detail} />}
      <AnswersPanel answers={detail.answers} gateway={gateway} parts={parts} />
      <DecisionsPanel detail={detail} gateway={gateway} />
      {Origin && <Origin detail={detail} />}
      <NotesPanel detail={detail} reread={reread} />
      <Sections
        sections={[
          {
            id: 'history',
            title: text('case.history'),
            empty: text('case.noHistory'),
            kind: 'timeline',
            entries: detail.history.map(entryOfNode),
          },
        ]}
      />
    </>
  )
  if (Evidence) return <div className={classes.body}>{body}</div>
  return (
    <div
      id="hit-panel"
      role="tabpanel"
      aria-labelledby={view ? `hit-${view.place}` : undefined}
      className={classes.body}
    >
      {body}
    </div>
  )
}

function MaskedNotice({ detail, gateway, parts: { MaskedNote } }: Pick<Props, 'detail' | 'gateway' | 'parts'>) {
  const words = wordsOf(gateway)
  return (
    <div className={lines.notice}>
      <p>
        <Icon name="hatched" size={14} /> <strong>{words('case.maskedTitle')}</strong> {words('case.maskedText')}
      </p>
      {MaskedNote && <MaskedNote detail={detail} />}
    </div>
  )
}

/** Lists the decisions before the present one, which remain on record. */
function DecisionsPanel({ detail, gateway }: { detail: CaseDetail; gateway: DeskGateway }) {
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
