import {
  isOutsideApproval,
  type UnmaskApproval,
  type UnmaskKind,
  type UnmaskRequest,
  unmaskContent,
} from '@entente/contracts'
import { NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useSigning } from '../../app/use-signing.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { fieldProps } from '../../parts/form-faults.ts'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemError } from '../../parts/problem-error.ts'
import { TextField } from '../../parts/text-field.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import { WordsPanel } from './words-panel.tsx'

interface Props {
  request: UnmaskRequest
  onDone: (sentence: string) => void
}

/** Approves a request, or refuses it with a reason. */
export function DecidePanel({ request, onDone }: Props) {
  return (
    <>
      <Approve request={request} onDone={onDone} />
      <WordsPanel
        title={text('unmask.refuse.title')}
        label={text('unmask.refuse.reason')}
        act={text('unmask.refuse.act')}
        path={`/v1/unmask/${request.id}/refuse`}
        onDone={() => onDone(text('unmask.refuse.done'))}
      />
    </>
  )
}

function Approve({ request, onDone }: Props) {
  const submission = useSubmission()
  const signing = useSigning()
  const [kind, setKind] = useState<UnmaskKind>(request.needs[0] as UnmaskKind)
  const [hours, setHours] = useState<number | string>(Math.min(2, request.maxHours))
  const [reference, setReference] = useState('')
  const [document, setDocument] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const { faults } = submission
  const isOutside = isOutsideApproval(kind)
  const approval = (): UnmaskApproval => ({
    ...{ kind, hours: Number(hours) },
    ...(isOutside && { reference: reference.trim(), documentSha256: document.trim().toLowerCase() }),
  })
  const store = async (given: UnmaskApproval): Promise<void> => {
    const signed = await signing.sign(async () => ({
      ...{ type: 'unmask.approve', about: `unmask:${request.id}`, body: given },
      content: await unmaskContent({ ...request, reason: request.reason ?? '' }, given),
    }))
    await api.post(`/v1/unmask/${request.id}/approve`, { ...given, ...signed })
    const isSealed = file === null || !isOutside || (await sealDocument(request.id, file))
    onDone(text(isSealed ? 'unmask.decide.approved' : 'unmask.decide.approvedUnsealed'))
  }
  return (
    <Panel title={text('unmask.decide.title')}>
      <FormFrame
        submission={submission}
        onSubmit={() => void submission.submit(approval(), store)}
        save={text('unmask.decide.approve')}
        under={text('unmask.decide.under')}
      >
        <Select
          {...fieldProps(faults, '/kind')}
          label={text('unmask.decide.kind')}
          value={kind}
          onChange={(value) => value !== null && setKind(value as UnmaskKind)}
          data={request.needs.map((value) => ({ value, label: text(`unmask.kind.${value}`) }))}
        />
        {isOutside && (
          <>
            <TextField
              at="/reference"
              faults={faults}
              label={text('unmask.decide.reference')}
              value={reference}
              onValue={setReference}
            />
            <TextField
              at="/documentSha256"
              faults={faults}
              label={text('unmask.decide.document')}
              description={text('unmask.decide.documentHint')}
              value={document}
              onValue={(value) => {
                setDocument(value)
                setFile(null)
              }}
            />
            <FileDrop
              what={
                file === null ? text('unmask.decide.fileWhat') : text('unmask.decide.fileChosen', { name: file.name })
              }
              choose={text('unmask.decide.fileChoose')}
              onFiles={([chosen]) => {
                if (chosen === undefined) return
                setFile(chosen)
                void sha256Of(chosen).then(setDocument)
              }}
            />
          </>
        )}
        <NumberInput
          {...fieldProps(faults, '/hours')}
          label={text('unmask.decide.hours')}
          description={text('unmask.decide.hoursHint', { most: request.maxHours })}
          min={1}
          max={request.maxHours}
          allowDecimal={false}
          value={hours}
          onChange={setHours}
          maw={180}
          hideControls
        />
      </FormFrame>
      {signing.dialog}
    </Panel>
  )
}

/** Sends the document of an approval to be sealed for oversight. Returns false if the node has no key of oversight yet. */
async function sealDocument(id: string, file: File): Promise<boolean> {
  try {
    await api.postBytes(`/v1/unmask/${id}/document`, file, { headers: { 'content-type': 'application/octet-stream' } })
    return true
  } catch (problem) {
    if (problem instanceof ProblemError && problem.code === 'recipient-missing') return false
    throw problem
  }
}

async function sha256Of(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
