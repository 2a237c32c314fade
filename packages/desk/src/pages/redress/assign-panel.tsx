import { Radio } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'

/** Names the cases that a request concerns. The node chooses the reviewer. */
export function AssignPanel({ path, onDone }: { path: string; onDone: () => void }) {
  const submission = useSubmission()
  const [identity, setIdentity] = useState('')
  const [cases, setCases] = useState('')
  const { faults } = submission
  const store = async (body: object): Promise<void> => {
    await api.post(`${path}/assign`, body)
    onDone()
  }
  return (
    <Panel title={text('redress.assign.title')}>
      <FormFrame
        submission={submission}
        save={text('redress.assign.act')}
        under={text('redress.assign.under')}
        onSubmit={() =>
          void submission.submit({ identity, cases: cases.split(/[\s,;]+/).filter((each) => each !== '') }, store)
        }
      >
        <Radio.Group
          {...fieldProps(faults, '/identity')}
          label={text('redress.assign.identity')}
          value={identity}
          onChange={setIdentity}
        >
          <div style={{ display: 'grid', gap: 8, marginBlockStart: 8 }}>
            <Radio value="shown" label={text('redress.assign.shown')} />
            <Radio value="not-needed" label={text('redress.assign.notNeeded')} />
          </div>
        </Radio.Group>
        <TextField
          at="/cases"
          faults={faults}
          label={text('redress.assign.cases')}
          description={text('redress.assign.casesHint')}
          value={cases}
          onValue={setCases}
        />
      </FormFrame>
    </Panel>
  )
}
