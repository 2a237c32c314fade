import { type CaseDetail, reasonCodes } from '@entente/contracts'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useDraft } from '../app/drafts.ts'
import { markStale } from '../app/query.ts'
import type { HitView } from '../evidence/hit-source.ts'
import { Icon } from '../parts/icon.tsx'
import { useKeys } from '../parts/keys.ts'
import { ProblemError } from '../parts/problem-error.ts'
import { textsOf } from '../texts/catalogue.ts'
import { ChoiceList } from './choice-list.tsx'
import classes from './decision.module.css'
import { type DecidedGateway, decidedGateway, shortestWords } from './decision-draft.ts'
import { DecisionProblem } from './decision-problem.tsx'
import { OwnWords } from './own-words.tsx'
import { RecordPart } from './record-part.tsx'
import { TickList } from './tick-list.tsx'
import { Track } from './track.tsx'
import { useFloor } from './use-floor.ts'

type Answer = 'not-same' | 'further-check' | 'agree'
interface Draft {
  answer: Answer | null
  reasons: string[]
  text: string
}
const empty: Draft = { answer: null, reasons: [], text: '' }
/** Which No it was is told by the first reason: each answer has reasons of its own. */
const reasonsOf = (gateway: DecidedGateway): Record<Answer, readonly string[]> => ({
  'not-same': reasonCodes[gateway]['no-action'],
  'further-check': reasonCodes[gateway]['further-check'],
  agree: reasonCodes[gateway].adverse,
})
const answers: Answer[] = ['not-same', 'further-check', 'agree']
const ids = { reasons: 'second-reasons', text: 'second-words' }

interface Props {
  detail: CaseDetail
  views: HitView[]
  blocked: string | null
  reread: () => Promise<void>
}

/** The second person's own answer: the act that is asked for, without who asked or why. */
export function SecondForm({ detail, views, blocked, reread }: Props) {
  const t = textsOf('decision')
  const [draft, setDraft] = useDraft<Draft>(`second:${detail.id}`, empty)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const act = detail.actAsked ?? ''
  const gateway = decidedGateway(detail.gateway)
  const reasonsFor = reasonsOf(gateway)
  const agrees = draft.answer === 'agree'
  const { view } = detail
  const floor = useFloor(detail.id, view.activeSeconds, agrees ? view.floorAdverse : view.floorOther, true)
  const missingText = shortestWords - draft.text.trim().length
  const faults = { reasons: draft.reasons.length === 0, text: missingText > 0 }
  const count = Number(faults.reasons) + Number(faults.text)
  const choose = (answer: Answer): void => {
    setDraft({ ...draft, answer, reasons: draft.reasons.filter((code) => reasonsFor[answer].includes(code)) })
    setTried(false)
  }
  const record = async (): Promise<void> => {
    if (!draft.answer || busy || blocked !== null || floor.left > 0) return
    setTried(true)
    if (faults.reasons) return document.getElementById(ids.reasons)?.querySelector<HTMLElement>('input')?.focus()
    if (faults.text) return document.getElementById(ids.text)?.focus()
    setBusy(true)
    setError(null)
    try {
      await floor.look()
      await api.post(`/v1/cases/${detail.id}/confirmation`, {
        agree: agrees,
        reasons: reasonsFor[draft.answer].filter((code) => draft.reasons.includes(code)),
        text: draft.text.trim(),
        version: detail.version,
      })
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
  const wordsOf = (answer: Answer): { name: string; line: string } =>
    answer === 'agree' ? (t.secondOptions.agree[act] ?? { name: act, line: '' }) : t.sent[gateway].no[answer]
  useKeys([
    ...answers.map((answer, place) => ({
      keys: String(place + 1),
      label: wordsOf(answer).name,
      act: () => choose(answer),
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
        <Track views={views} brief={draft.answer !== null} />
        <p className={classes.asked}>
          <Icon name="padlock" size={14} />
          {t.asked[act] ?? act}
        </p>
        <ChoiceList
          items={answers.map((answer, place) => ({
            value: answer,
            key: String(place + 1),
            ...wordsOf(answer),
            adverse: answer === 'agree',
          }))}
          chosen={draft.answer}
          onChoose={choose}
        />
        {draft.answer && (
          <>
            <TickList
              id={ids.reasons}
              legend={t.reasons}
              note={t.atLeastOne}
              ticked={draft.reasons}
              onChange={(reasons) => setDraft({ ...draft, reasons })}
              fault={tried && faults.reasons ? t.faults.reasons : undefined}
              ticks={reasonsFor[draft.answer].map((code) => ({ value: code, label: t.reasonNames[code] ?? code }))}
            />
            <OwnWords
              id={ids.text}
              value={draft.text}
              onChange={(text) => setDraft({ ...draft, text })}
              needed
              fault={tried && faults.text ? t.faults.text(missingText) : undefined}
            />
          </>
        )}
        {error && <DecisionProblem error={error} onShow={() => void reread()} />}
      </div>
      <RecordPart
        act={draft.answer && t.record}
        adverse={agrees}
        blocked={blocked}
        busy={busy}
        floor={floor}
        onRecord={() => void record()}
        missing={tried && count > 0 ? t.faults.summary(count) : null}
        under={draft.answer && t.underSecond}
      />
    </>
  )
}
