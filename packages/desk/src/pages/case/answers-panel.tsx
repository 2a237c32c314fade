import type { CaseDetail } from '@entente/contracts'
import { type CaseParts, type DeskGateway, wordsOf } from '../../app/gateway.ts'
import { AnswerBody } from '../../parts/answer-body.tsx'
import { Instant } from '../../parts/instant.tsx'
import lines from '../../parts/lines.module.css'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { clockHere } from '../../texts/times.ts'

interface Props {
  answers: CaseDetail['answers']
  gateway: DeskGateway
  parts: CaseParts
}

/** Lists the answers that were sent to the sender about this case. */
export function AnswersPanel({ answers, gateway, parts }: Props) {
  const words = wordsOf(gateway)
  return (
    <Panel title={words('case.answers')}>
      {answers.length === 0 && <p className={lines.dim}>{words('case.noAnswers')}</p>}
      <ul className={lines.answers}>
        {answers.map((answer) => (
          <li key={answer.id}>
            <p>
              <bdi dir="ltr" className="mono">
                <Instant at={answer.at} seconds />
              </bdi>{' '}
              <strong>{parts.answerWords?.(answer) ?? answer.text}</strong>{' '}
              <span className={lines.dim}>
                {answer.deliveredAt
                  ? text('case.delivered', { clock: clockHere(answer.deliveredAt, true) })
                  : words('case.undelivered')}
              </span>
            </p>
            <AnswerBody body={answer.body} label={text('case.answerBody', { clock: clockHere(answer.at, true) })} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
