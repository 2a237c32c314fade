import type { HandoverNote } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { useZone } from '../../app/session.ts'
import { useNow } from '../../parts/clock.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { clockOn } from '../../texts/times.ts'
import classes from './shift.module.css'

interface Props {
  notes: readonly HandoverNote[]
  onAccepted: (words: string) => void
}

/** Shows the newest notes with which the shift was handed over, and lets the supervisor who comes sign one. */
export function NotesPanel({ notes, onAccepted }: Props) {
  const zone = useZone()
  const now = useNow(60_000)
  const [error, setError] = useState<Error | null>(null)
  if (notes.length === 0) return null
  const accept = async (note: HandoverNote): Promise<void> => {
    setError(null)
    try {
      await api.post(`/v1/shift/handovers/${note.id}/accept`)
      onAccepted(text('shift.notes.done', { name: note.byName }))
    } catch (problem) {
      setError(problem as Error)
    }
    markStale('/v1/shift')
  }
  return (
    <Panel title={text('shift.notes.title')} note={notes.length}>
      {error && <ProblemCard error={error} />}
      <ul className={classes.notes}>
        {notes.map((note) => (
          <li key={note.id}>
            <p className={classes.below}>
              {text('shift.notes.given', { by: note.byName, to: note.toName, at: clockOn(note.at, zone, now) })}{' '}
              {note.acceptedAt === null
                ? text('shift.notes.waits')
                : text('shift.notes.accepted', { at: clockOn(note.acceptedAt, zone, now) })}{' '}
              {text('shift.notes.facts', note.facts)}
            </p>
            <p className={classes.words}>
              <bdi>{note.text}</bdi>
            </p>
            {note.may.accept && (
              <Button h={30} onClick={() => void accept(note)}>
                {text('shift.notes.accept')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
