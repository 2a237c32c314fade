import type { CaseDetail, Decision } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { paths } from '../app/paths.ts'
import { usePeople } from '../app/use-people.ts'
import { AnswerBody } from '../gateways/travel/case/answers-panel.tsx'
import { useGo } from '../parts/go.ts'
import { Icon } from '../parts/icon.tsx'
import { Key } from '../parts/key.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { clockUtc } from '../texts/times.ts'
import { answerTo } from './answer-to.ts'
import classes from './decision.module.css'
import { decidedGateway } from './decision-draft.ts'
import { Opinions } from './opinions.tsx'
import { Reopen } from './reopen.tsx'

interface Props {
  detail: CaseDetail
  decision: Decision
  next: string | null
  reread: () => Promise<void>
}
const lookAgainMs = 1_500
/** How long after a decision the desk looks for its answer by itself. */
const lookForMs = 60_000

/** What was recorded, and the answer that went back. */
export function Decided({ detail, decision, next, reread }: Props) {
  const t = textsOf('decision')
  const go = useGo()
  const { nameOf } = usePeople(decision.adverse)
  const answer = answerTo(detail, decision)
  const at = decision.confirmedAt ?? decision.proposedAt
  const gateway = decidedGateway(detail.gateway)
  const sent = t.sent[gateway]
  // A platform is told the act itself, a carrier in words of its own.
  const told = t.acts[decision.act]?.told ?? decision.act
  useAnswerSoon(at, answer?.deliveredAt != null, reread)
  return (
    <>
      <div className={classes.scroll}>
        <p className={classes.done} role="status">
          <Icon name="circledTick" />
          <span>
            <strong>
              {decision.adverse && decision.confirmedBy
                ? t.done.adverse(
                    t.done.adverseActs[decision.act] ?? decision.act,
                    clockUtc(at, true),
                    nameOf(decision.proposedBy),
                    nameOf(decision.confirmedBy),
                  )
                : t.done.recorded(clockUtc(at, true))}
            </strong>{' '}
            {!answer
              ? sent.noAnswer
              : answer.deliveredAt === null
                ? sent.notSent(detail.dueAt && Date.parse(detail.dueAt) > Date.now() ? clockUtc(detail.dueAt) : null)
                : decision.adverse
                  ? sent.told(clockUtc(answer.deliveredAt, true))
                  : sent.answered(gateway === 'content' ? told : answer.text || told)}
          </span>
        </p>
        <p className={classes.note}>{decision.reasons.map((code) => t.reasonNames[code] ?? code).join(' · ')}</p>
        {answer && answer.body !== '' && (
          <div>
            <h3 className={classes.small}>{t.done.answerSent}</h3>
            <AnswerBody body={answer.body} label={t.done.answerSent} />
          </div>
        )}
        {detail.confirmations.length > 0 && <Opinions detail={detail} />}
      </div>
      <div className={classes.record}>
        <Button
          fullWidth
          h={36}
          onClick={() => go(next ? paths.case(next) : gateway === 'content' ? paths.content() : paths.queue())}
          aria-keyshortcuts="J"
        >
          {t.done.next}&nbsp;<Key>J</Key>
        </Button>
        {detail.may.reopen && (
          <Reopen caseId={detail.id} gateway={gateway} reference={detail.reference} reread={reread} />
        )}
      </div>
    </>
  )
}

/** The answer is sent by a job of its own: looks again until it is there, for a minute at most. */
function useAnswerSoon(decidedAt: string, there: boolean, reread: () => Promise<void>): void {
  const latest = useRef(reread)
  latest.current = reread
  useEffect(() => {
    if (there || Date.now() - Date.parse(decidedAt) > lookForMs) return
    const timer = setInterval(() => {
      if (Date.now() - Date.parse(decidedAt) > lookForMs) clearInterval(timer)
      else void latest.current()
    }, lookAgainMs)
    return () => clearInterval(timer)
  }, [decidedAt, there])
}
