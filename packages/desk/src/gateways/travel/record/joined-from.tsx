import type { TravellerRecord, TravellerStatement } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../../../app/session.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { instantHere } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'
import classes from './joined-from.module.css'
import { SeparateDialog } from './separate-dialog.tsx'

/** Lists the statements that were joined into one traveller, with source, position and rule. A person can separate them. */
export function JoinedFrom({ record, caseId }: { record: TravellerRecord; caseId: string | null }) {
  const { role } = useMe()
  const [about, setAbout] = useState<TravellerStatement | null>(null)
  const { statements } = record
  const mayUndo = statements.length > 1 && !record.masked && (role === 'analyst' || role === 'supervisor')
  return (
    <Panel title={text('travel.joined.title')} note={statements.length}>
      <ul className={classes.list}>
        {statements.map((statement) => (
          <li key={statement.id}>
            <span>
              {text('travel.joined.statement', {
                source: text(`travel.joined.source.${statement.source}`),
                sender: statement.sender,
              })}{' '}
              <GoLink to={paths.message(statement.messageId, { segment: statement.segment, case: caseId })}>
                <bdi dir="ltr">{text('travel.joined.message', { at: instantHere(statement.receivedAt) })}</bdi>
              </GoLink>{' '}
              <span className={classes.dim}>
                {statement.rule === null ? text('travel.joined.first') : text(`travel.joined.rule.${statement.rule}`)}
                {statement.separated && ` · ${text('travel.joined.separated')}`}
              </span>
            </span>
            {mayUndo && (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={text('travel.joined.anotherOf', {
                  statement: text('travel.joined.statement', {
                    source: text(`travel.joined.source.${statement.source}`),
                    sender: statement.sender,
                  }),
                  at: instantHere(statement.receivedAt),
                })}
                onClick={() => setAbout(statement)}
              >
                {text('travel.joined.another')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {about !== null && <SeparateDialog key={about.id} record={record} about={about} onClose={() => setAbout(null)} />}
    </Panel>
  )
}
