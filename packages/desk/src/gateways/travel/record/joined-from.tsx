import type { TravellerRecord, TravellerStatement } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../../../app/session.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { instantUtc } from '../../../texts/times.ts'
import { paths } from '../paths.ts'
import { text } from '../texts/index.ts'
import classes from './joined-from.module.css'
import { TellApart } from './tell-apart.tsx'

/** From what one traveller is joined: who said it, where, and by which rule it was told to be about the same person; and the way to undo that. */
export function JoinedFrom({ record, caseId }: { record: TravellerRecord; caseId: string | null }) {
  const { role } = useMe()
  const [about, setAbout] = useState<TravellerStatement | null>(null)
  const { statements } = record
  const mayUndo = statements.length > 1 && !record.masked && (role === 'analyst' || role === 'supervisor')
  return (
    <Panel title={text('travel.joined.title')} note={statements.length}>
      <ul className={classes.list}>
        {statements.map((said) => (
          <li key={said.id}>
            <span>
              {text('travel.joined.said', {
                source: text(`travel.joined.source.${said.source}`) ?? said.source,
                sender: said.sender,
              })}{' '}
              <GoLink to={paths.message(said.messageId, { segment: said.segment, case: caseId })}>
                <bdi dir="ltr">{text('travel.joined.message', { at: instantUtc(said.receivedAt) })}</bdi>
              </GoLink>{' '}
              <span className={classes.dim}>
                {said.rule === null
                  ? text('travel.joined.first')
                  : (text(`travel.joined.rule.${said.rule}`) ?? said.rule)}
                {said.toldApart && ` · ${text('travel.joined.toldApart')}`}
              </span>
            </span>
            {mayUndo && (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={text('travel.joined.anotherOf', {
                  said: text('travel.joined.said', {
                    source: text(`travel.joined.source.${said.source}`) ?? said.source,
                    sender: said.sender,
                  }),
                  at: instantUtc(said.receivedAt),
                })}
                onClick={() => setAbout(said)}
              >
                {text('travel.joined.another')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {about !== null && <TellApart key={about.id} record={record} about={about} onClose={() => setAbout(null)} />}
    </Panel>
  )
}
