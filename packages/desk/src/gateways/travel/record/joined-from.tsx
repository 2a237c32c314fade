import type { TravellerRecord, TravellerStatement } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../../../app/paths.ts'
import { useMe } from '../../../app/session.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { instantUtc } from '../../../texts/times.ts'
import classes from './joined-from.module.css'
import { TellApart } from './tell-apart.tsx'

/** From what one traveller is joined: who said it, where, and by which rule it was told to be about the same person; and the way to undo that. */
export function JoinedFrom({ record, caseId }: { record: TravellerRecord; caseId: string | null }) {
  const t = textsOf('joinedFrom')
  const { role } = useMe()
  const [about, setAbout] = useState<TravellerStatement | null>(null)
  const { statements } = record
  const mayUndo = statements.length > 1 && !record.masked && (role === 'analyst' || role === 'supervisor')
  return (
    <Panel title={t.title} note={statements.length}>
      <ul className={classes.list}>
        {statements.map((said) => (
          <li key={said.id}>
            <span>
              {t.said(t.source[said.source] ?? said.source, said.sender)}{' '}
              <GoLink to={paths.message(said.messageId, { segment: said.segment, case: caseId })}>
                <bdi dir="ltr">{t.message(instantUtc(said.receivedAt))}</bdi>
              </GoLink>{' '}
              <span className={classes.dim}>
                {said.rule === null ? t.first : (t.rule[said.rule] ?? said.rule)}
                {said.toldApart && ` · ${t.toldApart}`}
              </span>
            </span>
            {mayUndo && (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={t.anotherOf(
                  t.said(t.source[said.source] ?? said.source, said.sender),
                  instantUtc(said.receivedAt),
                )}
                onClick={() => setAbout(said)}
              >
                {t.another}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {about !== null && <TellApart key={about.id} record={record} about={about} onClose={() => setAbout(null)} />}
    </Panel>
  )
}
