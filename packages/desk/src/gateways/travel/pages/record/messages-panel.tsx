import type { TravellerRecord } from '@entente/contracts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { instantUtc } from '../../../../texts/times.ts'
import { paths } from '../../paths.ts'
import { text } from '../../texts/index.ts'
import classes from './record.module.css'

/** The messages that said something about this person, newest first. */
export function MessagesPanel({ record }: { record: TravellerRecord }) {
  return (
    <Panel title={text('travel.record.messages')} note={record.messages.length}>
      <ul>
        {record.messages.map((message) => (
          <li key={`${message.id} ${message.segment}`}>
            <GoLink to={paths.message(message.id, { segment: message.segment })}>
              {text('travel.record.messageOf', { format: message.format, at: instantUtc(message.receivedAt) })}
            </GoLink>{' '}
            {message.segment !== null && (
              <span className={classes.dim}>{text('travel.record.segment', { n: message.segment })}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
