import type { ConsignmentAnswer } from '@entente/contracts'
import { Chip, type ChipTone } from '../../../parts/chip.tsx'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import type { IconName } from '../../../parts/icon.tsx'
import { Instant } from '../../../parts/instant.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'
import type { StatedConsignment } from './use-consignment.ts'

const chips: Record<ConsignmentAnswer['state'], { tone: ChipTone; icon: IconName }> = {
  waiting: { tone: 'warn', icon: 'clock' },
  delivered: { tone: 'ok', icon: 'circledTick' },
  pulled: { tone: 'ok', icon: 'download' },
  replaced: { tone: 'plain', icon: 'cross' },
  failed: { tone: 'bad', icon: 'circledCross' },
}

/** Lists every answer to filers about the consignment: what it says, to which filer, about which version, and whether it arrived. */
export function AnswersPanel({ detail, caseId }: { detail: StatedConsignment; caseId?: string | undefined }) {
  const { answers } = detail
  return (
    <Panel title={text('cargo.answers.title')} note={answers.length} flush>
      {answers.length === 0 ? (
        <p className={table.secondary} style={{ padding: '8px 14px' }}>
          {text('cargo.answers.none')}
        </p>
      ) : (
        <DataTable
          name={text('cargo.answers.title')}
          columns={[
            text('cargo.answers.says'),
            text('cargo.answers.filer'),
            text('cargo.answers.about'),
            text('cargo.answers.leaves'),
            text('cargo.answers.delivery'),
          ]}
          stacks
        >
          {answers.map((answer) => (
            <tr key={answer.id}>
              <th scope="row" className={table.wrap}>
                {text(`cargo.answers.events.${answer.event}`)}{' '}
                {answer.code !== '' && (
                  <bdi dir="ltr">
                    <code>{answer.code}</code>
                  </bdi>
                )}
              </th>
              <td>
                <bdi>{answer.filerName}</bdi>
              </td>
              <td>
                <GoLink to={paths.cargoMessage(answer.messageId, { consignment: detail.id, case: caseId })}>
                  {text('cargo.versions.version', { n: answer.version })}
                </GoLink>
              </td>
              <td>
                <Instant at={answer.at} />
              </td>
              <td className={table.wrap}>
                <Delivery answer={answer} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

function Delivery({ answer: { state, deliveredAt, attempts } }: { answer: ConsignmentAnswer }) {
  return (
    <>
      <Chip {...chips[state]}>{text(`cargo.answers.states.${state}`)}</Chip>{' '}
      <span className={table.secondary}>
        {deliveredAt !== null && <Instant at={deliveredAt} />}
        {deliveredAt === null && attempts > 0 && text('cargo.answers.attempts', { count: attempts })}
      </span>
    </>
  )
}
