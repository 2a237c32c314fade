import type { CaseDetail } from '@entente/contracts'
import classes from '../../../pages/case/case.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { clockUtc, instantUtc } from '../../../texts/times.ts'

/** What went back to the carrier about this person, word for word. */
export function AnswersPanel({ answers }: { answers: CaseDetail['answers'] }) {
  const t = textsOf('caseTexts')
  return (
    <Panel title={t.answers}>
      {answers.length === 0 && <p className={classes.dim}>{t.noAnswers}</p>}
      <ul className={classes.answers}>
        {answers.map((answer) => (
          <li key={answer.id}>
            <p>
              <bdi dir="ltr" className="mono">
                {instantUtc(answer.at, true)}
              </bdi>{' '}
              <strong>{t.answerLine(answer.text, t.answerKinds[answer.kind])}</strong>{' '}
              <span className={classes.dim}>
                {answer.deliveredAt ? t.delivered(clockUtc(answer.deliveredAt, true)) : t.undelivered}
              </span>
            </p>
            <AnswerBody body={answer.body} label={t.answerBody(clockUtc(answer.at, true))} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The bytes of an answer as text, one segment a line as sent. Always left to right. */
export function AnswerBody({ body, label }: { body: string; label: string }) {
  if (body === '') return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={classes.sent}>
      <pre dir="ltr">{body}</pre>
    </section>
  )
}
