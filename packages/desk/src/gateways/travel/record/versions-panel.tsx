import type { TravellerRecord } from '@entente/contracts'
import { paths } from '../../../app/paths.ts'
import classes from '../../../pages/case/case.module.css'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { instantUtc } from '../../../texts/times.ts'

/** A place in the record in words, where there are any: `/seat` is the seat. */
function fieldOf(pointer: string): string {
  const name = pointer.replace(/^\//, '')
  return textsOf('caseTexts').recordFields[name] ?? name.replaceAll('/', ' ')
}

/** Versions of the record, newest first, with what each message changed. */
export function VersionsPanel({ record, caseId }: { record: TravellerRecord; caseId: string | null }) {
  const t = textsOf('caseTexts')
  const segmentIn = new Map(record.messages.map((message) => [message.id, message.segment]))
  return (
    <Panel title={t.versions}>
      <ul className={classes.answers}>
        {record.versions.map((version) => (
          <li key={version.version}>
            <p>
              <strong>{t.version(version.version)}</strong>{' '}
              <bdi dir="ltr" className="mono">
                {instantUtc(version.at)}
              </bdi>{' '}
              {version.text}{' '}
              <GoLink
                to={paths.message(version.messageId, { segment: segmentIn.get(version.messageId), case: caseId })}
              >
                {t.openMessage}
              </GoLink>
            </p>
            {version.changed.length > 0 && (
              <ul className={classes.changes}>
                {version.changed.map((change) => (
                  <li key={change.field}>
                    {t.fieldChange(fieldOf(change.field))} <bdi>{change.before ?? t.absent}</bdi> →{' '}
                    <bdi>{change.after ?? t.absent}</bdi>
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
