import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'

interface Props {
  title: string
  label: string
  act: string
  /** The request that stores the words. */
  path: string
  onDone: () => void
}

/** Asks for the words of a refusal or of a review. */
export function WordsPanel({ title, label, act, path, onDone }: Props) {
  const submission = useSubmission()
  const [words, setWords] = useState('')
  const store = async (body: { text: string }): Promise<void> => {
    await api.post(path, body)
    onDone()
  }
  return (
    <Panel title={title}>
      <FormFrame
        submission={submission}
        onSubmit={() => void submission.submit({ text: words.trim() }, store)}
        save={act}
      >
        <Textarea
          {...fieldProps(submission.faults, '/text')}
          label={label}
          description={text('unmask.wordsHint')}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </FormFrame>
    </Panel>
  )
}
