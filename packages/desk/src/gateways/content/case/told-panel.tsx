import type { CaseDetail } from '@entente/contracts'
import classes from '../../../pages/case/case.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { clockUtc, instantUtc } from '../../../texts/times.ts'
import { AnswerBody } from '../../travel/case/answers-panel.tsx'

/** What went back to the platform about this upload, word for word. */
export function ToldPanel({ answers }: { answers: CaseDetail['answers'] }) {
  const t = textsOf('contentCase')
  const acts = textsOf('decision').acts
  return (
    <Panel title={t.told}>
      {answers.length === 0 && <p className={classes.dim}>{t.notTold}</p>}
      <ul className={classes.answers}>
        {answers.map((answer) => (
          <li key={answer.id}>
            <p>
              <bdi dir="ltr" className="mono">
                {instantUtc(answer.at, true)}
              </bdi>{' '}
              <strong>{acts[answer.text]?.name ?? answer.text}</strong>{' '}
              <span className={classes.dim}>
                {answer.deliveredAt ? t.deliveredAt(clockUtc(answer.deliveredAt, true)) : t.undelivered}
              </span>
            </p>
            <AnswerBody body={answer.body} label={textsOf('caseTexts').answerBody(clockUtc(answer.at, true))} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
