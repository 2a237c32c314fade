import type { UnmaskRequest } from '@entente/contracts'
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'

/** Lets oversight note what it found about an unmasking. */
export function ReviewPanel({ request, onDone }: { request: UnmaskRequest; onDone: (sentence: string) => void }) {
  const submission = useSubmission()
  const [words, setWords] = useState('')
  const store = async (body: { text: string }): Promise<void> => {
    await api.post(`/v1/oversight/unmaskings/${request.id}/review`, body)
    onDone(text('unmask.review.done'))
  }
  return (
    <Panel title={text('unmask.review.title')}>
      <FormFrame
        submission={submission}
        onSubmit={() => void submission.submit({ text: words.trim() }, store)}
        save={text('unmask.review.act')}
      >
        <Textarea
          {...fieldProps(submission.faults, '/text')}
          label={text('unmask.review.note')}
          description={text('unmask.wordsHint')}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </FormFrame>
    </Panel>
  )
}
