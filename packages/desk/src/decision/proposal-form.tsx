import type { CaseDetail } from '@entente/contracts'
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useDraft } from '../app/drafts.ts'
import { markStale } from '../app/query.ts'
import type { HitView } from '../evidence/hit-source.ts'
import { labelKey, useLabelNames } from '../gateways/content/labels/use-label-names.ts'
import { useKeys } from '../parts/keys.ts'
import { ProblemError } from '../parts/problem-error.ts'
import { textsOf } from '../texts/catalogue.ts'
import { clockUtc } from '../texts/times.ts'
import { ChoiceList } from './choice-list.tsx'
import classes from './decision.module.css'
import {
  type Choice,
  choiceOf,
  choicesOf,
  choose,
  type DecidedGateway,
  type DecisionContext,
  type Draft,
  decidedGateway,
  emptyDraft,
  type Faults,
  faultsOf,
  feedbackOf,
  proposalOf,
  reasonsOf,
  restsOnOf,
} from './decision-draft.ts'
import { DecisionProblem } from './decision-problem.tsx'
import { Disagreement } from './disagreement.tsx'
import { HandOver } from './hand-over.tsx'
import { OwnWords } from './own-words.tsx'
import { RecordPart } from './record-part.tsx'
import { TickList } from './tick-list.tsx'
import { Track } from './track.tsx'
import { useFloor } from './use-floor.ts'

interface Props {
  detail: CaseDetail
  views: HitView[]
  opened: string[]
  blocked: string | null
  reread: () => Promise<void>
}
const ids = {
  hits: 'decision-hits',
  reasons: 'decision-reasons',
  text: 'decision-words',
  alternatives: 'decision-weighed',
}

/** The first person's decision. Nothing is chosen beforehand; what is typed outlives a change of page and a cover. */
export function ProposalForm({ detail, views, opened, blocked, reread }: Props) {
  const t = textsOf('decision')
  const te = textsOf('evidence')
  const [draft, setDraft] = useDraft<Draft>(`decision:${detail.id}`, emptyDraft)
  const [faults, setFaults] = useState<Faults>({})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const gateway = decidedGateway(detail.gateway)
  const sent = t.sent[gateway]
  const choices = choicesOf(gateway)
  const choice = choiceOf(draft, gateway)
  const adverse = choice?.outcome === 'adverse'
  const { view } = detail
  const floor = useFloor(detail.id, view.activeSeconds, adverse ? view.floorAdverse : view.floorOther, true)
  const context: DecisionContext = {
    caseId: detail.id,
    gateway,
    version: detail.version,
    hits: views.map((each) => each.hit.id),
    explanations: detail.otherExplanations,
  }
  const restsOn = restsOnOf(draft, context)
  const source = views[0]?.source ?? detail.signalFrom.name
  const change = (next: Draft): void => {
    setDraft(next)
    setFaults({})
  }
  const record = async (): Promise<void> => {
    if (!choice || busy || blocked !== null || floor.left > 0) return
    const missing = faultsOf(draft, context)
    setFaults(missing)
    const [first] = (['hits', 'reasons', 'text', 'alternatives'] as const).filter((field) => missing[field])
    if (first) {
      const place = document.getElementById(ids[first])
      const field = place?.matches('textarea') ? place : place?.querySelector<HTMLElement>('input:not(:disabled)')
      return field?.focus()
    }
    setBusy(true)
    setError(null)
    try {
      await floor.look()
      await api.post(`/v1/cases/${detail.id}/proposal`, proposalOf(draft, choice, context))
      setDraft(null)
      markStale('/v1/cases', '/v1/badges')
      await reread()
    } catch (failure) {
      if (failure instanceof ProblemError && failure.code === 'too-soon')
        floor.wait(failure.problem.retryAfterMs ?? 1_000)
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setBusy(false)
    }
  }
  useKeys([
    ...choices.map((each) => ({
      keys: each.key,
      label: t.acts[each.id]?.name ?? each.act,
      act: () => change(choose(draft, each.id, gateway)),
    })),
    {
      keys: 'R',
      label: t.reasons,
      act: () => document.getElementById(ids.reasons)?.querySelector<HTMLElement>('input')?.focus(),
    },
    { keys: 'Ctrl+Enter', label: textsOf('caseTexts').keys.record, act: () => void record() },
  ])
  return (
    <>
      <div className={classes.scroll}>
        <Track views={views} brief={choice !== null} />
        <Disagreement detail={detail} />
        <ChoiceList
          items={choices.map((each) => ({
            value: each.id,
            key: each.key,
            name: t.acts[each.id]?.name ?? each.act,
            line: t.consequence[each.id]?.(source) ?? '',
            adverse: each.outcome === 'adverse',
          }))}
          chosen={draft.chosen}
          onChoose={(id) => change(choose(draft, id, gateway))}
        />
        {choice && views.length > 1 && (
          <TickList
            id={ids.hits}
            legend={t.restsOn}
            note={t.atLeastOne}
            ticked={draft.hits}
            onChange={(hits) => change({ ...draft, hits })}
            fault={faults.hits && t.faults.hits}
            ticks={views.map((each) => ({
              value: each.hit.id,
              label: t.hitName(each.place, each.signal ? te.signalKinds[each.signal.kind] : te.selectorKinds.name),
              off: opened.includes(each.hit.id) ? undefined : t.hitUnopened,
            }))}
          />
        )}
        {choice && (
          <TickList
            id={ids.reasons}
            legend={t.reasons}
            note={t.atLeastOne}
            ticked={draft.reasons}
            onChange={(reasons) => change({ ...draft, reasons })}
            fault={faults.reasons && t.faults.reasons}
            ticks={reasonsOf(choice, gateway).map((code) => ({ value: code, label: t.reasonNames[code] ?? code }))}
          />
        )}
        {choice && (
          <OwnWords
            id={ids.text}
            value={draft.text}
            onChange={(text) => change({ ...draft, text })}
            needed={adverse}
            fault={faults.text === undefined ? undefined : t.faults.text(faults.text)}
          />
        )}
        {adverse && (
          <TickList
            id={ids.alternatives}
            legend={t.alternatives}
            ticked={draft.alternatives}
            onChange={(alternatives) => change({ ...draft, alternatives })}
            fault={faults.alternatives && t.faults.alternatives}
            ticks={detail.otherExplanations.map((sentence) => ({ value: sentence, label: sentence }))}
          />
        )}
        {adverse && gateway === 'content' && <Labels draft={draft} views={views} onChange={change} />}
        {choice && <Feedback {...{ draft, views, restsOn, choice, gateway }} onChange={change} />}
        {error && <DecisionProblem error={error} onShow={() => void reread()} />}
      </div>
      <RecordPart
        act={choice && (t.acts[choice.id]?.record ?? choice.act)}
        adverse={adverse}
        blocked={blocked}
        busy={busy}
        floor={floor}
        onRecord={() => void record()}
        missing={Object.keys(faults).length > 0 ? t.faults.summary(Object.keys(faults).length) : null}
        under={choice && (adverse ? sent.underAdverse(detail.dueAt && clockUtc(detail.dueAt)) : sent.under(source))}
      >
        <HandOver caseId={detail.id} reread={reread} />
      </RecordPart>
    </>
  )
}

interface FeedbackProps {
  draft: Draft
  views: HitView[]
  restsOn: readonly string[]
  choice: Choice
  gateway: DecidedGateway
  onChange: (draft: Draft) => void
}
/** What each signal's owner is told. Follows the outcome until it is changed, and leaves only with the decision. */
function Feedback({ draft, views, restsOn, choice, gateway, onChange }: FeedbackProps) {
  const t = textsOf('decision')
  const options = ['mistaken', 'confirmed', 'not-useful'] as const
  return (
    <fieldset className={classes.ticks}>
      <legend>{t.feedbackTitle}</legend>
      {views.map((view) => (
        <NativeSelect
          key={view.hit.id}
          size="xs"
          label={t.feedbackFor(view.source, view.place)}
          value={feedbackOf(draft, choice.outcome, view.hit.id, restsOn) ?? 'none'}
          onChange={(event) => {
            const chosen = options.find((option) => option === event.currentTarget.value) ?? null
            onChange({ ...draft, feedback: { ...draft.feedback, [view.hit.id]: chosen } })
          }}
          data={[
            ...options.map((option) => ({
              value: option,
              label: option === 'mistaken' ? t.sent[gateway].mistaken : t.feedback[option],
            })),
            { value: 'none', label: t.feedback.none },
          ]}
        />
      ))}
      {choice.outcome === 'adverse' && <p className={classes.note}>{t.feedbackLater}</p>}
    </fieldset>
  )
}

/** What the platform is told that it is: labels that a source gave it. None is ticked beforehand; with none the platform is told those of the sources. */
function Labels({ draft, views, onChange }: Pick<FeedbackProps, 'draft' | 'views' | 'onChange'>) {
  const t = textsOf('decision')
  const nameOf = useLabelNames()
  const labels = new Map(views.flatMap(({ signal }) => signal?.labels ?? []).map((label) => [labelKey(label), label]))
  if (labels.size < 2) return null
  return (
    <TickList
      legend={t.labels}
      note={t.labelsNote}
      ticked={draft.labels}
      onChange={(ticked) => onChange({ ...draft, labels: ticked })}
      ticks={[...labels].map(([value, label]) => ({ value, label: nameOf(label) }))}
    />
  )
}
