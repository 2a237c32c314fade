import type { CaseDetail, Decision } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { actText, type DeskGateway, reasonName, wordsOf } from '../app/gateway.ts'
import { paths } from '../app/paths.ts'
import { usePeople } from '../app/use-people.ts'
import { AnswerBody } from '../parts/answer-body.tsx'
import { useGo } from '../parts/go.ts'
import { Icon } from '../parts/icon.tsx'
import { Key } from '../parts/key.tsx'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import classes from './decision.module.css'
import { Opinions } from './opinions.tsx'
import { Reopen } from './reopen.tsx'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  decision: Decision
  next: string | null
  reread: () => Promise<void>
}
const pollMs = 1_500
/** The desk polls for the answer for this long after a decision. */
const pollForMs = 60_000

/** Shows the recorded decision, and what the row of the answer to the sender says about it; the message as sent is folded. */
export function Decided({ detail, gateway, decision, next, reread }: Props) {
  const go = useGo()
  const { nameOf } = usePeople(decision.adverse)
  const answer = answerTo(detail, decision)
  const at = decision.confirmedAt ?? decision.proposedAt
  const words = wordsOf(gateway)
  useAnswerSoon(at, answer?.deliveredAt != null, reread)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a landmark would have the name of its column */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a group that scrolls must be reachable by keyboard */}
      <div role="group" aria-labelledby="decision-title" tabIndex={0} className={classes.scroll}>
        <p className={classes.done} role="status">
          <Icon name="circledTick" />
          <span>
            <strong>
              {decision.adverse && decision.confirmedBy
                ? text('decision.done.adverse', {
                    act: actText(gateway, decision.act, 'done') ?? decision.act,
                    clock: clockHere(at, true),
                    first: nameOf(decision.proposedBy),
                    second: nameOf(decision.confirmedBy),
                  })
                : text('decision.done.recorded', { clock: clockHere(at, true) })}
            </strong>{' '}
            {answer === null
              ? words('decision.sent.noAnswer')
              : words('decision.sent.told', {
                  answer:
                    (gateway.decision?.sendsAct ? '' : answer.text) ||
                    (actText(gateway, decision.act, 'report') ?? decision.act),
                  sent: clockHere(answer.at, true),
                  delivered: answer.deliveredAt && clockHere(answer.deliveredAt, true),
                  until: detail.dueAt && Date.parse(detail.dueAt) > Date.now() ? clockHere(detail.dueAt) : null,
                })}
          </span>
        </p>
        {decision.people === 'single-operator' && <p className={classes.note}>{text('decision.ofOnePerson')}</p>}
        <p className={classes.note}>{decision.reasons.map((code) => reasonName(gateway, code)).join(' · ')}</p>
        {answer && answer.body !== '' && (
          <details>
            <summary className={classes.small}>{text('decision.done.answerSent')}</summary>
            <AnswerBody body={answer.body} label={text('decision.done.answerSent')} />
          </details>
        )}
        {detail.confirmations.length > 0 && <Opinions detail={detail} gateway={gateway} />}
      </div>
      <div className={classes.record}>
        <Button
          fullWidth
          h={36}
          onClick={() => go(next ? paths.case(next) : (gateway.queue?.own?.to ?? paths.queue()))}
          aria-keyshortcuts="J"
        >
          {text('decision.done.next')}&nbsp;<Key>J</Key>
        </Button>
        {detail.may.reopen && <Reopen detail={detail} decision={decision} gateway={gateway} reread={reread} />}
      </div>
    </>
  )
}

/** Reloads the case until the answer to the sender exists, for at most a minute. A job sends the answer, so it appears later than the decision. */
function useAnswerSoon(decidedAt: string, there: boolean, reread: () => Promise<void>): void {
  const latest = useRef(reread)
  latest.current = reread
  useEffect(() => {
    if (there || Date.now() - Date.parse(decidedAt) > pollForMs) return
    const timer = setInterval(() => {
      if (Date.now() - Date.parse(decidedAt) > pollForMs) clearInterval(timer)
      else void latest.current()
    }, pollMs)
    return () => clearInterval(timer)
  }, [decidedAt, there])
}

type Answer = CaseDetail['answers'][number]

/** Returns the answer that transmitted a decision to the sender: the latest one after the decision that is not an acknowledgement. */
function answerTo(detail: Pick<CaseDetail, 'answers'>, decision: Decision): Answer | null {
  const made = Date.parse(decision.confirmedAt ?? decision.proposedAt)
  const since = detail.answers.filter((answer) => answer.kind !== 'acknowledgement' && Date.parse(answer.at) >= made)
  return since.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null
}
