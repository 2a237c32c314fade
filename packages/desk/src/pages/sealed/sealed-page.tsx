import type { OversightFiles, OversightRecipient } from '@entente/contracts'
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { markStale, useRead } from '../../app/query.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import { FilesPanel } from './files-panel.tsx'
import { OpenPanel } from './open-panel.tsx'
import { RecipientPanel } from './recipient-panel.tsx'
import classes from './sealed.module.css'

/** What only oversight reads: its recipient, the files sealed to it, the opening of one in this page, and notes. */
export function SealedPage() {
  const recipient = useRead<OversightRecipient>('/v1/oversight/recipient', {}, { staleTime: 0 })
  const files = useRead<OversightFiles>('/v1/oversight/files', {}, { staleTime: 0 })
  const [notice, setNotice] = useState('')
  const [file, setFile] = useState<{ name: string; sealed: Blob } | null>(null)
  return (
    <OversightFrame title={text('oversight.tabs.sealed')}>
      <div className={classes.panels}>
        <p role="status" className={classes.status}>
          {notice}
        </p>
        <ReadState read={recipient} rows={2} />
        {recipient.data && <RecipientPanel state={recipient.data} onDone={setNotice} />}
        <ReadState read={files} rows={4} />
        {files.data && <FilesPanel list={files.data} onOpen={setFile} onDone={setNotice} />}
        <OpenPanel file={file} onFile={setFile} />
        {recipient.data?.inForce && <NotePanel onDone={setNotice} />}
      </div>
    </OversightFrame>
  )
}

function NotePanel({ onDone }: { onDone: (sentence: string) => void }) {
  const submission = useSubmission()
  const [words, setWords] = useState('')
  const store = async (body: { text: string }): Promise<void> => {
    await api.post('/v1/oversight/notes', body)
    setWords('')
    markStale('/v1/oversight/files')
    onDone(text('sealed.note.done'))
  }
  return (
    <Panel title={text('sealed.note.title')}>
      <FormFrame
        submission={submission}
        onSubmit={() => void submission.submit({ text: words.trim() }, store)}
        save={text('sealed.note.act')}
        under={text('sealed.note.under')}
      >
        <Textarea
          {...fieldProps(submission.faults, '/text')}
          label={text('sealed.note.text')}
          autosize
          minRows={3}
          maxLength={20_000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </FormFrame>
    </Panel>
  )
}
