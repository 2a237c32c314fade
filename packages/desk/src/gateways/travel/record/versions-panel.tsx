import type { TravellerRecord } from '@entente/contracts'
import { SentenceOfNode } from '../../../app/sentence-of-node.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { Instant } from '../../../parts/instant.tsx'
import classes from '../../../parts/lines.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { paths } from '../addresses/paths.ts'
import { findText, text } from '../texts/index.ts'
import own from './record-panels.module.css'

/** Names a path of the record in words, if a text exists: `/seat` is the seat. */
function fieldOf(pointer: string): string {
  const name = pointer.replace(/^\//, '')
  return findText(`travel.case.recordFields.${name}`) ?? name.replaceAll('/', ' ')
}

/** Lists the versions of the record, newest first, with the changes that each message made. */
export function VersionsPanel({ record, caseId }: { record: TravellerRecord; caseId: string | null }) {
  const segmentIn = new Map(record.messages.map((message) => [message.id, message.segment]))
  return (
    <Panel title={text('travel.case.versions')}>
      <ul className={classes.answers}>
        {record.versions.map((version) => (
          <li key={version.version}>
            <p>
              <strong>{text('travel.case.version', { number: version.version })}</strong>{' '}
              <bdi dir="ltr" className="mono">
                <Instant at={version.at} />
              </bdi>{' '}
              <bdi>
                <SentenceOfNode sentence={version.text} />
              </bdi>{' '}
              <GoLink
                to={paths.message(version.messageId, { segment: segmentIn.get(version.messageId), case: caseId })}
              >
                {text('travel.case.openMessage')}
              </GoLink>
            </p>
            {version.changed.length > 0 && (
              <ul className={own.changes}>
                {version.changed.map((change) => (
                  <li key={change.field}>
                    {text('travel.case.fieldChange', { field: fieldOf(change.field) })}{' '}
                    <bdi>{change.before ?? text('travel.case.absent')}</bdi> →{' '}
                    <bdi>{change.after ?? text('travel.case.absent')}</bdi>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
