import type { CaseDetail } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { instantUtc } from '../../texts/times.ts'
import classes from './case.module.css'

/** Notes stay in the case. Whoever writes one cannot be its second person. */
export function NotesPanel({ detail, reread }: { detail: CaseDetail; reread: () => Promise<void> }) {
  const t = textsOf('caseTexts')
  const [text, setText] = useDraft<string>(`note:${detail.id}`, '')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (text.trim() === '') return
    setBusy(true)
    try {
      await api.post(`/v1/cases/${detail.id}/notes`, { text: text.trim() })
      setText(null)
      setError(null)
      await reread()
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel title={t.notes}>
      {detail.notes.length === 0 && <p className={classes.dim}>{t.noNotes}</p>}
      <ul className={classes.answers}>
        {detail.notes.map((note) => (
          <li key={note.id}>
            <p className={classes.dim}>
              <bdi>{note.byName}</bdi>, <bdi dir="ltr">{instantUtc(note.at)}</bdi>
            </p>
            <p className={classes.noteText}>
              <bdi>{note.text}</bdi>
            </p>
          </li>
        ))}
      </ul>
      {detail.record.masked || (!detail.may.propose && !detail.may.confirm) ? null : (
        <form className={classes.noteForm} onSubmit={(event) => void add(event)}>
          <Textarea
            label={t.noteField}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          />
          {error && <ProblemCard error={error} kept={textsOf('problems').kept} />}
          <Button type="submit" variant="default" h={30} loading={busy} disabled={text.trim() === ''}>
            {t.addNote}
          </Button>
        </form>
      )}
    </Panel>
  )
}
