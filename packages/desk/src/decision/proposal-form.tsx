import type { CaseDetail } from '@entente/contracts'
import { NativeSelect } from '@mantine/core'
import { Suspense, useState } from 'react'
import { api } from '../app/api.ts'
import { actText, type DecisionRules, type DeskGateway, reasonName, wordsOf } from '../app/gateway.ts'
import { SentenceOfNode } from '../app/sentence-of-node.tsx'
import { useSigning } from '../app/use-signing.tsx'
import { hitKind } from '../evidence/evidence-sides.ts'
import type { HitView } from '../evidence/hit-source.ts'
import { useKeys } from '../parts/keys.ts'
import { ProblemError } from '../parts/problem-error.ts'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import { useAskedForm } from './asked-form.ts'
import { ChoiceList } from './choice-list.tsx'
import classes from './decision.module.css'
import {
  type Choice,
  choicesOf,
  choose,
  type DecisionContext,
  type Draft,
  draftFormOf,
  emptyDraft,
  type Faults,
  faultsOf,
  feedbackOf,
  proposalOf,
  restsOnOf,
  shortestWords,
} from './decision-draft.ts'
import { DecisionProblem } from './decision-problem.tsx'
import { Disagreement } from './disagreement.tsx'
import { DraftLine, DraftNotice } from './draft-notes.tsx'
import { HandOver } from './hand-over.tsx'
import { leaveLists } from './leave-lists.ts'
import { OwnWords } from './own-words.tsx'
import { RecordPart } from './record-part.tsx'
import { proposalShown } from './shown-acts.ts'
import { TickList } from './tick-list.tsx'
import { Track } from './track.tsx'
import { useKeptDraft } from './use-kept-draft.ts'
import { useReadingTime } from './use-reading-time.ts'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  rules: DecisionRules
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
  details: 'decision-details',
}

/** The form of the first person's decision. Nothing is preselected. The input is kept when the page is left or covered. */
export function ProposalForm({ detail, gateway, rules, views, opened, blocked, reread }: Props) {
  const kept = useKeptDraft<Draft>(detail.id, 'first', emptyDraft, draftFormOf(rules))
  const { draft, setDraft } = kept
  const [faults, setFaults] = useState<Faults>({})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const signing = useSigning()
  const words = wordsOf(gateway)
  const absent = rules.absent?.(detail, Date.now()) ?? {}
  const choices = choicesOf(rules).filter(({ act }) => absent[act] === undefined)
  const choice = choices.find(({ id }) => id === draft.chosen) ?? null
  const adverse = choice?.outcome === 'adverse'
  const { view } = detail
  const readingTime = useReadingTime(
    detail.id,
    view.activeSeconds,
    adverse ? view.minSecondsAdverse : view.minSecondsOther,
    true,
  )
  const context: DecisionContext = {
    caseId: detail.id,
    rules,
    seen: detail.version,
    hits: views.map((each) => each.hit.id),
    explanations: detail.otherExplanations.map((sentence) => sentence.text),
  }
  const restsOn = restsOnOf(draft, context)
  const source = views[0]?.source ?? detail.signalFrom.name
  const change = (next: Draft): void => {
    setDraft(next)
    setFaults({})
  }
  const record = async (): Promise<void> => {
    if (!choice || busy || blocked !== null || readingTime.left > 0) return
    const missing = faultsOf(draft, context)
    setFaults(missing)
    const [first] = (['hits', 'reasons', 'text', 'alternatives', 'details'] as const).filter((field) => missing[field])
    if (first) {
      const place = document.getElementById(ids[first])
      const field = place?.matches('textarea')
        ? place
        : place?.querySelector<HTMLElement>('[aria-invalid=true], input:not(:disabled), textarea')
      return field?.focus()
    }
    setBusy(true)
    setError(null)
    try {
      await readingTime.report()
      const body = proposalOf(draft, choice, context)
      const signed = adverse ? await signing.sign(() => proposalShown(detail, body)) : {}
      await api.post(`/v1/cases/${detail.id}/proposal`, { ...body, ...signed })
      kept.recorded()
      leaveLists(detail.id)
      await reread()
    } catch (failure) {
      if (failure instanceof ProblemError && failure.code === 'too-soon')
        readingTime.wait(failure.problem.retryAfterMs ?? 1_000)
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setBusy(false)
    }
  }
  // The outcomes that a second person must confirm are the last ones. Nothing is chosen: that stays with the person.
  useAskedForm('second', detail.id, () => {
    const second = choices.find((each) => each.outcome === 'adverse')
    document.querySelector<HTMLElement>(`input[type=radio][value="${second?.id}"]`)?.focus()
  })
  useKeys([
    ...choices.map((each) => ({
      keys: each.key,
      label: actText(gateway, each.id, 'name') ?? each.act,
      act: () => change(choose(draft, each.id, rules)),
    })),
    {
      keys: 'R',
      label: text('decision.reasons'),
      act: () => document.getElementById(ids.reasons)?.querySelector<HTMLElement>('input')?.focus(),
    },
    { keys: 'Ctrl+Enter', label: text('case.keys.record'), act: () => void record() },
  ])
  return (
    <>
      <div className={classes.scroll}>
        <DraftNotice
          kept={kept}
          act={choice && (actText(gateway, choice.id, 'name') ?? choice.act)}
          reasons={draft.reasons.length}
          words={draft.text}
        />
        <Track views={views} brief={choice !== null} />
        <Disagreement detail={detail} gateway={gateway} />
        <ChoiceList
          items={choices.map((each) => ({
            value: each.id,
            key: each.key,
            name: actText(gateway, each.id, 'name') ?? each.act,
            line: actText(gateway, each.id, 'consequence', { source }) ?? '',
            adverse: each.outcome === 'adverse',
          }))}
          chosen={draft.chosen}
          onChoose={(id) => change(choose(draft, id, rules))}
        />
        {Object.entries(absent).map(([act, because]) => (
          <p key={act} className={classes.note}>
            {because}
          </p>
        ))}
        {choice && views.length > 1 && (
          <TickList
            id={ids.hits}
            legend={text('decision.restsOn')}
            note={text('decision.atLeastOne')}
            ticked={draft.hits}
            onChange={(hits) => change({ ...draft, hits })}
            fault={faults.hits && text('decision.faults.hits')}
            ticks={views.map((each) => ({
              value: each.hit.id,
              label: text('decision.hitName', {
                place: each.place,
                kind: hitKind(each),
              }),
              off: opened.includes(each.hit.id) ? undefined : text('decision.hitUnopened'),
            }))}
          />
        )}
        {choice && (
          <TickList
            id={ids.reasons}
            legend={text('decision.reasons')}
            note={text('decision.atLeastOne')}
            ticked={draft.reasons}
            onChange={(reasons) => change({ ...draft, reasons })}
            fault={faults.reasons && text('decision.faults.reasons')}
            ticks={rules.reasons[choice.outcome].map((code) => ({
              value: code,
              label: reasonName(gateway, code),
            }))}
          />
        )}
        {choice && (
          <OwnWords
            id={ids.text}
            value={draft.text}
            onChange={(written) => change({ ...draft, text: written })}
            needed={adverse}
            fault={
              faults.text === undefined
                ? undefined
                : text('decision.faults.text', { least: shortestWords, missing: faults.text })
            }
          />
        )}
        {adverse && (
          <TickList
            id={ids.alternatives}
            legend={text('decision.alternatives')}
            ticked={draft.alternatives}
            onChange={(alternatives) => change({ ...draft, alternatives })}
            fault={faults.alternatives && text('decision.faults.alternatives')}
            ticks={detail.otherExplanations.map((sentence) => ({
              value: sentence.text,
              label: <SentenceOfNode sentence={sentence} />,
            }))}
          />
        )}
        {choice && rules.Details && (
          <div id={ids.details}>
            <Suspense>
              <rules.Details
                detail={detail}
                act={choice.act}
                entered={draft.details}
                onChange={(details) => change({ ...draft, details })}
                fault={faults.details === true}
              />
            </Suspense>
          </div>
        )}
        {choice && <Feedback {...{ draft, views, restsOn, choice, gateway }} onChange={change} />}
        {error && <DecisionProblem error={error} onShow={() => void reread()} />}
        {signing.dialog}
      </div>
      <RecordPart
        act={choice && (actText(gateway, choice.id, 'record') ?? choice.act)}
        adverse={adverse}
        blocked={blocked}
        busy={busy}
        readingTime={readingTime}
        onRecord={() => void record()}
        missing={
          Object.keys(faults).length > 0 ? text('decision.faults.summary', { count: Object.keys(faults).length }) : null
        }
        under={
          choice &&
          (adverse
            ? words('decision.sent.underAdverse', { clock: detail.dueAt && clockHere(detail.dueAt) })
            : words('decision.sent.under', { source }))
        }
      >
        <span className={classes.foot}>
          <HandOver caseId={detail.id} reread={reread} onDone={kept.recorded} />
          <DraftLine kept={kept} />
        </span>
      </RecordPart>
    </>
  )
}

interface FeedbackProps {
  draft: Draft
  views: HitView[]
  restsOn: readonly string[]
  choice: Choice
  gateway: DeskGateway
  onChange: (draft: Draft) => void
}
/** Asks for the feedback to the owner of each signal. It follows the outcome until the person changes it, and is sent with the decision. */
function Feedback({ draft, views, restsOn, choice, gateway, onChange }: FeedbackProps) {
  const options = ['mistaken', 'confirmed', 'not-useful'] as const
  return (
    <fieldset className={classes.ticks}>
      <legend>{text('decision.feedbackTitle')}</legend>
      {views.map((view) => (
        <NativeSelect
          key={view.hit.id}
          size="xs"
          label={text('decision.feedbackFor', { source: view.source, place: view.place })}
          value={feedbackOf(draft, choice.outcome, view.hit.id, restsOn) ?? 'none'}
          onChange={(event) => {
            const chosen = options.find((option) => option === event.currentTarget.value) ?? null
            onChange({ ...draft, feedback: { ...draft.feedback, [view.hit.id]: chosen } })
          }}
          data={[
            ...options.map((option) => ({
              value: option,
              label:
                option === 'mistaken'
                  ? wordsOf(gateway)('decision.sent.mistaken')
                  : text(`decision.feedback.${option}`),
            })),
            { value: 'none', label: text('decision.feedback.none') },
          ]}
        />
      ))}
      {choice.outcome === 'adverse' && <p className={classes.note}>{text('decision.feedbackLater')}</p>}
    </fieldset>
  )
}
