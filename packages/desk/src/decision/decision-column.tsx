import type { CaseDetail } from '@entente/contracts'
import { useDraft } from '../app/drafts.ts'
import { useConnection } from '../app/events.ts'
import { useMe } from '../app/session.ts'
import { type HitView, standing } from '../evidence/hit-source.ts'
import { textsOf } from '../texts/catalogue.ts'
import { clockUtc } from '../texts/times.ts'
import { Decided } from './decided.tsx'
import classes from './decision.module.css'
import { type Draft, emptyDraft } from './decision-draft.ts'
import { Disagreement } from './disagreement.tsx'
import { Opinions } from './opinions.tsx'
import { ProposalForm } from './proposal-form.tsx'
import { SecondForm } from './second-form.tsx'
import { Track } from './track.tsx'

interface Props {
  detail: CaseDetail
  views: HitView[]
  opened: string[]
  changed: boolean
  next: string | null
  reread: () => Promise<void>
}

/** The decision beside the evidence, in whatever state the case is. */
export function DecisionColumn({ detail, views, opened, changed, next, reread }: Props) {
  const t = textsOf('decision')
  const live = views.filter(standing)
  const [draft] = useDraft<Draft>(`decision:${detail.id}`, emptyDraft)
  const restsOn = live.filter((view) => live.length === 1 || draft.hits.includes(view.hit.id))
  const second = detail.may.confirm
  const decided = detail.state === 'decided' ? detail.decision : null
  const blocked = changed ? t.changedFirst : isComplete(detail, live) ? null : t.incomplete
  return (
    <section className={classes.column} aria-labelledby="decision-title">
      <header>
        <h2 id="decision-title">{second ? t.secondTitle : decided ? t.done.title : t.title}</h2>
        {!decided && restsOn.length > 0 && (
          <span className={classes.note}>{t.rests(restsOn.map((view) => view.place).join(', '), views.length)}</span>
        )}
      </header>
      {decided ? (
        <Decided detail={detail} decision={decided} next={next} reread={reread} />
      ) : second ? (
        <SecondForm detail={detail} views={live} blocked={blocked} reread={reread} />
      ) : detail.may.propose ? (
        <ProposalForm detail={detail} views={live} opened={opened} blocked={blocked} reread={reread} />
      ) : (
        <ReadOnly detail={detail} views={live} />
      )}
      <LostWhileWriting />
    </section>
  )
}

/** Compare, evidence and the other explanations must be there before anyone decides. */
function isComplete(detail: CaseDetail, live: HitView[]): boolean {
  return (
    live.length > 0 &&
    live.every((view) => view.hit.comparison.length > 0 && view.hit.evidence.length > 0) &&
    detail.otherExplanations.length > 0
  )
}

function ReadOnly({ detail, views }: { detail: CaseDetail; views: HitView[] }) {
  const t = textsOf('decision')
  const me = useMe()
  const own = detail.proposal?.by === me.person
  return (
    <div className={classes.scroll}>
      <Track views={views} brief={false} />
      <Disagreement detail={detail} />
      <p role="status">{reasonWhyNot(detail, own)}</p>
      {detail.state === 'awaiting-second' && <p className={classes.note}>{t.waiting}</p>}
      {detail.state !== 'closed' && <Opinions detail={detail} />}
    </div>
  )
}

function reasonWhyNot(detail: CaseDetail, own: boolean): string {
  const t = textsOf('decision')
  if (detail.state === 'closed') return t.closed
  if (detail.state === 'awaiting-second' && own) return t.ownProposal
  return detail.may.because ?? (detail.assignedName ? t.readOnly(detail.assignedName) : t.mayNot)
}

/** A lost line while someone writes is said at once; the banner above says the rest. */
function LostWhileWriting() {
  const line = useConnection()
  const writing = document.activeElement?.matches('textarea, input[type=text]') ?? false
  return (
    <p className="visually-hidden" role="alert">
      {line.state === 'lost' && writing ? textsOf('shell').lost(clockUtc(line.beatAt, true)) : ''}
    </p>
  )
}
