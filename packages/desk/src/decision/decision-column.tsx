import type { CaseDetail } from '@entente/contracts'
import { useEffect, useRef } from 'react'
import { useDraft } from '../app/drafts.ts'
import { useConnection } from '../app/events.ts'
import type { DeskGateway } from '../app/gateway.ts'
import { useMe } from '../app/session.ts'
import { type HitView, standing } from '../evidence/hit-source.ts'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import { Decided } from './decided.tsx'
import classes from './decision.module.css'
import { type Draft, emptyDraft } from './decision-draft.ts'
import { Disagreement } from './disagreement.tsx'
import { Opinions } from './opinions.tsx'
import { ProposalForm } from './proposal-form.tsx'
import { Proposed } from './proposed.tsx'
import { SecondForm } from './second-form.tsx'
import { Track } from './track.tsx'
import { draftKey } from './use-kept-draft.ts'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  views: HitView[]
  opened: string[]
  changed: boolean
  next: string | null
  reread: () => Promise<void>
}

/** Shows the decision beside the evidence, for every state of the case. */
export function DecisionColumn({ detail, gateway, views, opened, changed, next, reread }: Props) {
  const live = views.filter(standing)
  const [draft] = useDraft<Draft>(draftKey(detail.id, 'first'), emptyDraft)
  const restsOn = live.filter((view) => live.length === 1 || draft.hits.includes(view.hit.id))
  const rules = gateway.decision
  const second = detail.may.confirm
  const decided = detail.state === 'decided' ? detail.decision : null
  const me = useMe()
  const own = detail.state === 'awaiting-second' && detail.proposal?.by === me.person ? detail.proposal : null
  const isLost = useConnection().state === 'lost'
  const blocked = isLost
    ? text('decision.recordsAgain')
    : changed
      ? text('decision.changedFirst')
      : isComplete(detail, live)
        ? null
        : text('decision.incomplete')
  return (
    <section className={classes.column} aria-labelledby="decision-title">
      <header>
        <h2 id="decision-title" tabIndex={-1}>
          {second || own
            ? text('decision.secondTitle')
            : decided
              ? text('decision.done.title')
              : text('decision.title')}
        </h2>
        {own && <span className={classes.note}>{text('decision.proposed.asked', { clock: clockHere(own.at) })}</span>}
        {!decided && !own && restsOn.length > 0 && (
          <span className={classes.note}>
            {text('decision.rests', { hits: restsOn.map((view) => view.place).join(', '), of: views.length })}
          </span>
        )}
      </header>
      {decided ? (
        <Decided detail={detail} gateway={gateway} decision={decided} next={next} reread={reread} />
      ) : rules && second ? (
        <SecondForm {...{ detail, gateway, rules, blocked, reread }} views={live} />
      ) : rules && detail.may.propose ? (
        <ProposalForm {...{ detail, gateway, rules, opened, blocked, reread }} views={live} />
      ) : own ? (
        <Proposed detail={detail} proposal={own} gateway={gateway} reread={reread} />
      ) : (
        <ReadOnly detail={detail} gateway={gateway} views={live} reread={reread} />
      )}
      <LostWhileWriting />
    </section>
  )
}

/**
 * Tests whether the page has all parts that a decision needs: Compare, evidence and the other explanations. Where no hit applies any more there
 * is nothing to compare: the node refuses an adverse outcome, and every other one closes the case.
 */
function isComplete(detail: CaseDetail, live: HitView[]): boolean {
  if (live.length === 0) return detail.hits.length > 0
  return (
    // A rule compares values with its own conditions, which are its evidence.
    live.every(({ hit }) => (hit.comparison.length > 0 || hit.of === 'rule') && hit.evidence.length > 0) &&
    detail.otherExplanations.length > 0
  )
}

interface ReadOnlyProps {
  detail: CaseDetail
  gateway: DeskGateway
  views: HitView[]
  reread: () => Promise<void>
}
function ReadOnly({ detail, gateway, views, reread }: ReadOnlyProps) {
  const verifying = detail.state === 'awaiting-second' && detail.confirmations.some(({ agree }) => agree)
  useDecisionSoon(verifying, reread)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a landmark would have the name of its column
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a group that scrolls must be reachable by keyboard
    <div role="group" aria-labelledby="decision-title" tabIndex={0} className={classes.scroll}>
      <Track views={views} brief={false} />
      <Disagreement detail={detail} gateway={gateway} />
      <p role="status">{reasonWhyNot(detail)}</p>
      {detail.state === 'awaiting-second' && (
        <p className={classes.note} role="status">
          {verifying ? text('decision.verifying') : text('decision.waiting')}
        </p>
      )}
      {detail.state !== 'closed' && <Opinions detail={detail} gateway={gateway} />}
    </div>
  )
}

const pollMs = 1_500
const mostPolls = 40

/** Reloads the case until the signatures are verified and the decision is there, for at most a minute. */
function useDecisionSoon(verifying: boolean, reread: () => Promise<void>): void {
  const latest = useRef(reread)
  latest.current = reread
  useEffect(() => {
    if (!verifying) return
    let left = mostPolls
    const timer = setInterval(() => {
      left -= 1
      if (left < 0) clearInterval(timer)
      else void latest.current()
    }, pollMs)
    return () => clearInterval(timer)
  }, [verifying])
}

function reasonWhyNot(detail: CaseDetail): string {
  if (detail.state === 'closed') return text('decision.closed')
  return (
    detail.may.because ??
    (detail.assignedName ? text('decision.readOnly', { name: detail.assignedName }) : text('decision.mayNot'))
  )
}

/** Reports a lost connection while a person writes; the banner above shows the details. */
function LostWhileWriting() {
  const line = useConnection()
  const writing = document.activeElement?.matches('textarea, input[type=text]') ?? false
  return (
    <p className="visually-hidden" role="alert">
      {line.state === 'lost' && writing ? text('shell.lost', { clock: clockHere(line.beatAt, true) }) : ''}
    </p>
  )
}
