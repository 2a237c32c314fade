import type { CaseDetail } from '@entente/contracts'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { actText, type DecisionRules, type DeskGateway, reasonName, wordsOf } from '../app/gateway.ts'
import { useSigning } from '../app/use-signing.tsx'
import type { HitView } from '../evidence/hit-source.ts'
import { Icon } from '../parts/icon.tsx'
import { useKeys } from '../parts/keys.ts'
import { ProblemError } from '../parts/problem-error.ts'
import { text } from '../texts/text.ts'
import { ChoiceList } from './choice-list.tsx'
import classes from './decision.module.css'
import { shortestWords } from './decision-draft.ts'
import { DecisionProblem } from './decision-problem.tsx'
import { DraftLine, DraftNotice } from './draft-notes.tsx'
import { leaveLists } from './leave-lists.ts'
import { OwnWords } from './own-words.tsx'
import { RecordPart } from './record-part.tsx'
import { confirmationShown } from './shown-acts.ts'
import { TickList } from './tick-list.tsx'
import { Track } from './track.tsx'
import { type DraftForm, useKeptDraft } from './use-kept-draft.ts'
import { useReadingTime } from './use-reading-time.ts'

type Answer = 'not-same' | 'further-check' | 'agree'
interface Draft {
  answer: Answer | null
  reasons: string[]
  text: string
}
const empty: Draft = { answer: null, reasons: [], text: '' }
/** Returns the reasons for each answer of the second person. No two answers share a reason, so the first reason identifies the answer. */
const reasonsOf = ({ reasons }: DecisionRules): Record<Answer, readonly string[]> => ({
  'not-same': reasons['no-action'],
  'further-check': reasons['further-check'],
  agree: reasons.adverse,
})
/** The answers of the second person, in the order of their keys. */
export const answers: readonly Answer[] = ['not-same', 'further-check', 'agree']
/** The outcome that each answer has in a draft on the node. */
const outcomes = { 'not-same': 'no-action', 'further-check': 'further-check', agree: 'adverse' } as const
const draftForm: DraftForm<Draft> = {
  toBody: ({ answer, reasons, text }) =>
    answer === null && reasons.length === 0 && text === ''
      ? null
      : {
          ...{ outcome: answer && outcomes[answer], act: null, reasons, text },
          ...{ alternatives: [], hits: [], feedback: {}, details: [] },
        },
  fromBody: ({ outcome, reasons, text }) => ({
    ...{ reasons, text },
    answer: answers.find((answer) => outcomes[answer] === outcome) ?? null,
  }),
}
const ids = { reasons: 'second-reasons', text: 'second-words' }

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  rules: DecisionRules
  views: HitView[]
  blocked: string | null
  reread: () => Promise<void>
}

/** The form of the second person. It shows the proposed act, but not its proposer or reasons. */
export function SecondForm({ detail, gateway, rules, views, blocked, reread }: Props) {
  const kept = useKeptDraft<Draft>(detail.id, 'second', empty, draftForm)
  const { draft, setDraft } = kept
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const act = detail.actAsked ?? ''
  const signing = useSigning()
  const words = wordsOf(gateway)
  const reasonsFor = reasonsOf(rules)
  const agrees = draft.answer === 'agree'
  const { view } = detail
  const readingTime = useReadingTime(
    detail.id,
    view.activeSeconds,
    agrees ? view.minSecondsAdverse : view.minSecondsOther,
    true,
  )
  const missingText = shortestWords - draft.text.trim().length
  const faults = { reasons: draft.reasons.length === 0, text: missingText > 0 }
  const count = Number(faults.reasons) + Number(faults.text)
  const choose = (answer: Answer): void => {
    setDraft({ ...draft, answer, reasons: draft.reasons.filter((code) => reasonsFor[answer].includes(code)) })
    setTried(false)
  }
  const record = async (): Promise<void> => {
    if (!draft.answer || busy || blocked !== null || readingTime.left > 0) return
    setTried(true)
    if (faults.reasons) return document.getElementById(ids.reasons)?.querySelector<HTMLElement>('input')?.focus()
    if (faults.text) return document.getElementById(ids.text)?.focus()
    setBusy(true)
    setError(null)
    try {
      await readingTime.report()
      const body = {
        agree: agrees,
        reasons: reasonsFor[draft.answer].filter((code) => draft.reasons.includes(code)),
        text: draft.text.trim(),
        seen: detail.version,
      }
      const signed = agrees ? await signing.sign(() => confirmationShown(detail, act, body)) : {}
      await api.post(`/v1/cases/${detail.id}/confirmation`, { ...body, ...signed })
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
  const optionOf = (answer: Answer): { name: string; line: string } =>
    answer === 'agree'
      ? { name: actText(gateway, act, 'agree') ?? act, line: actText(gateway, act, 'agreeLine') ?? '' }
      : { name: words(`decision.sent.no.${answer}.name`), line: words(`decision.sent.no.${answer}.line`) }
  useKeys([
    ...answers.map((answer, place) => ({
      keys: String(place + 1),
      label: optionOf(answer).name,
      act: () => choose(answer),
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
          act={draft.answer && optionOf(draft.answer).name}
          reasons={draft.reasons.length}
          words={draft.text}
        />
        <Track views={views} brief={draft.answer !== null} />
        <p className={classes.asked}>
          <Icon name="padlock" size={14} />
          {actText(gateway, act, 'asked') ?? act}
        </p>
        <ChoiceList
          items={answers.map((answer, place) => ({
            value: answer,
            key: String(place + 1),
            ...optionOf(answer),
            adverse: answer === 'agree',
          }))}
          chosen={draft.answer}
          onChoose={choose}
        />
        {draft.answer && (
          <>
            <TickList
              id={ids.reasons}
              legend={text('decision.reasons')}
              note={text('decision.atLeastOne')}
              ticked={draft.reasons}
              onChange={(reasons) => setDraft({ ...draft, reasons })}
              fault={tried && faults.reasons ? text('decision.faults.reasons') : undefined}
              ticks={reasonsFor[draft.answer].map((code) => ({
                value: code,
                label: reasonName(gateway, code),
              }))}
            />
            <OwnWords
              id={ids.text}
              value={draft.text}
              onChange={(written) => setDraft({ ...draft, text: written })}
              needed
              fault={
                tried && faults.text
                  ? text('decision.faults.text', { least: shortestWords, missing: missingText })
                  : undefined
              }
            />
          </>
        )}
        {error && <DecisionProblem error={error} onShow={() => void reread()} />}
        {signing.dialog}
      </div>
      <RecordPart
        act={draft.answer && text('decision.record')}
        adverse={agrees}
        blocked={blocked}
        busy={busy}
        readingTime={readingTime}
        onRecord={() => void record()}
        missing={tried && count > 0 ? text('decision.faults.summary', { count }) : null}
        under={draft.answer && text('decision.underSecond')}
      >
        <span className={classes.foot}>
          <DraftLine kept={kept} />
        </span>
      </RecordPart>
    </>
  )
}
