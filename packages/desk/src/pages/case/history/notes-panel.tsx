import type { CaseDetail } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../../app/api.ts'
import { useDraft } from '../../../app/drafts.ts'
import { paths } from '../../../app/paths.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { Instant } from '../../../parts/instant.tsx'
import lines from '../../../parts/lines.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { text } from '../../../texts/text.ts'
import classes from './history.module.css'

/** Shows the notes on a case. The author of a note cannot be the second person of the case. */
export function NotesPanel({ detail, reread }: { detail: CaseDetail; reread: () => Promise<void> }) {
  const [note, setNote] = useDraft<string>(`note:${detail.id}`, '')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (note.trim() === '') return
    setBusy(true)
    try {
      await api.post(`/v1/cases/${detail.id}/notes`, { text: note.trim() })
      setNote(null)
      setError(null)
      await reread()
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel title={text('case.notes')}>
      {detail.notes.length === 0 && <p className={lines.dim}>{text('case.noNotes')}</p>}
      <ul className={lines.answers}>
        {detail.notes.map((each) => (
          <li key={each.id}>
            <p className={lines.dim}>
              <bdi>{each.byName}</bdi>,{' '}
              <bdi dir="ltr">
                <Instant at={each.at} />
              </bdi>
              {each.copiedFrom !== null && (
                <>
                  {' · '}
                  <GoLink to={paths.case(each.copiedFrom)}>{text('case.copiedFrom')}</GoLink>
                </>
              )}
            </p>
            <p className={classes.noteText}>
              <bdi>{each.text}</bdi>
            </p>
          </li>
        ))}
      </ul>
      {detail.record.masked || (!detail.may.propose && !detail.may.confirm) ? null : (
        <form className={classes.noteForm} onSubmit={(event) => void add(event)}>
          <Textarea
            label={text('case.noteField')}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          />
          {error && <ProblemCard error={error} kept={text('problems.kept')} />}
          <Button type="submit" variant="default" h={30} loading={busy} disabled={note.trim() === ''}>
            {text('case.addNote')}
          </Button>
        </form>
      )}
    </Panel>
  )
}
