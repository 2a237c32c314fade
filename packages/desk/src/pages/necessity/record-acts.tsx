import { type NecessityRecord, necessityContent } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useSigning } from '../../app/use-signing.tsx'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'

interface ActProps {
  record: NecessityRecord
  onDone: (words: string) => void
}

/** Approves a record as the second person, who signs every word of it. */
export function ApprovePanel({ record, title, onDone }: ActProps & { title: string }) {
  const signing = useSigning()
  const [asked, setAsked] = useState(false)
  const approve = async (): Promise<void> => {
    const signed = await signing.sign(async () => ({
      ...{ type: 'necessity.approve', about: `necessity:${record.id}`, body: {} },
      content: necessityContent(record),
    }))
    await api.post(`/v1/necessity/${record.id}/approve`, signed)
    onDone(text('necessity.approve.done'))
  }
  return (
    <Panel title={text('necessity.approve.title')}>
      <p style={{ marginBlockEnd: 12 }}>{text('necessity.approve.what')}</p>
      <Button h={36} onClick={() => setAsked(true)}>
        {text('necessity.approve.act')}
      </Button>
      {signing.dialog}
      <ConfirmAct
        opened={asked}
        onClose={() => setAsked(false)}
        title={text('necessity.approve.question', { what: title })}
        act={text('necessity.approve.act')}
        notNow={text('page-parts.form.cancel')}
        onAct={approve}
      >
        <p>{text('necessity.approve.effect')}</p>
      </ConfirmAct>
    </Panel>
  )
}

/** Shows the notes of oversight, and adds one. */
export function NotesPanel({ record, mayNote, onDone }: ActProps & { mayNote: boolean }) {
  const submission = useSubmission()
  const [words, setWords] = useState('')
  if (record.notes.length === 0 && !mayNote) return null
  return (
    <Panel title={text('necessity.notes.title')}>
      {record.notes.map(({ text: said, by, at }) => (
        <p key={at} style={{ marginBlockEnd: 12 }}>
          <bdi style={{ whiteSpace: 'pre-line' }}>{said}</bdi>
          <br />
          <span className={table.secondary}>
            <bdi>{by}</bdi>, <Instant at={at} />
          </span>
        </p>
      ))}
      {mayNote && (
        <FormFrame
          submission={submission}
          save={text('necessity.notes.act')}
          onSubmit={() =>
            void submission.submit({ text: words.trim() }, async (body) => {
              await api.post(`/v1/oversight/necessity/${record.id}/note`, body)
              setWords('')
              onDone(text('necessity.notes.done'))
            })
          }
        >
          <Textarea
            {...fieldProps(submission.faults, '/text')}
            label={text('necessity.notes.label')}
            autosize
            minRows={2}
            maxLength={2000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </FormFrame>
      )}
    </Panel>
  )
}
