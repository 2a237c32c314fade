import type { TravellerRecord } from '@entente/contracts'
import { paths } from '../../../../app/paths.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { instantUtc } from '../../../../texts/times.ts'
import classes from './record.module.css'

/** The messages that said something about this person, newest first. */
export function MessagesPanel({ record }: { record: TravellerRecord }) {
  const t = textsOf('record')
  return (
    <Panel title={t.messages} note={record.messages.length}>
      <ul>
        {record.messages.map((message) => (
          <li key={`${message.id} ${message.segment}`}>
            <GoLink to={paths.message(message.id, { segment: message.segment })}>
              {t.messageOf(message.format, instantUtc(message.receivedAt))}
            </GoLink>{' '}
            {message.segment !== null && <span className={classes.dim}>{t.segment(message.segment)}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
