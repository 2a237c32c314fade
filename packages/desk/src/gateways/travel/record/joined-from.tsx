import type { TravellerRecord, TravellerStatement } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../../../app/session.ts'
import { Folded } from '../../../parts/folded.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { enumerate } from '../../../texts/lists.ts'
import { dateHere, instantHere } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'
import classes from './joined-from.module.css'
import { SeparateDialog } from './separate-dialog.tsx'

interface Props {
  record: TravellerRecord
  caseId: string | null
  folded?: boolean
}

/** Lists the statements that were joined into one traveller, with source, position and rule. A person can separate them. */
export function JoinedFrom({ record, caseId, folded }: Props) {
  const { role } = useMe()
  const [about, setAbout] = useState<TravellerStatement | null>(null)
  const { statements } = record
  const mayUndo = statements.length > 1 && !record.masked && (role === 'analyst' || role === 'supervisor')
  const card = folded
    ? { Card: Folded, title: foldedTitle(statements), note: foldedNote(statements) }
    : { Card: Panel, title: text('travel.joined.title'), note: statements.length }
  return (
    <card.Card title={card.title} note={card.note}>
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
    </card.Card>
  )
}

type Statements = readonly TravellerStatement[]
const foldedTitle = (statements: Statements): string =>
  text('travel.joined.fromMessages', { count: new Set(statements.map(({ messageId }) => messageId)).size })

/** Names the days of each source, then the rules by which the statements were joined. */
function foldedNote(statements: Statements): string {
  const sources = [...new Set(statements.map(({ source }) => source))].map((source) => {
    const days = statements.flatMap((each) => (each.source === source ? [dateHere(each.receivedAt)] : []))
    return text('travel.joined.sourceOn', {
      source: text(`travel.joined.source.${source}`),
      days: enumerate([...new Set(days)]),
    })
  })
  const rules = new Set(statements.flatMap(({ rule }) => (rule === null ? [] : [text(`travel.joined.rule.${rule}`)])))
  return [...sources, ...rules].join(' · ')
}
