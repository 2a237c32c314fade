import type { CaseDetail } from '@entente/contracts'
import type { CaseParts, DeskGateway } from '../../app/gateway.ts'
import { wordsOf } from '../../app/gateway.ts'
import type { HitView } from '../../evidence/hit-source.ts'
import { Icon } from '../../parts/icon.tsx'
import lines from '../../parts/lines.module.css'
import { Sections } from '../../parts/sections.tsx'
import { text } from '../../texts/text.ts'
import { AnswersPanel } from './answers-panel.tsx'
import classes from './case.module.css'
import { DecisionsPanel } from './decisions-panel.tsx'
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

/** Evidence first, then what is around it, then what happened. */
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
            title: text('case.happened'),
            empty: text('case.nothingHappened'),
            kind: 'timeline',
            entries: detail.history,
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
