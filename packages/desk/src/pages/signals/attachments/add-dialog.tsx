import { type Attachment, largestAttachment, type SignalDetail } from '@entente/contracts'
import { useEffect, useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { FileDrop } from '../../../parts/file-drop.tsx'
import { number } from '../../../texts/numbers.ts'
import { text } from '../../../texts/text.ts'
import { kilobytes } from './picture-words.ts'

interface Props {
  signal: SignalDetail
  opened: boolean
  onClose: () => void
  onDone: (sentence: string) => void
}

/** Adds a file to a signal of this member. The node checks the file, and refuses an inconsistent one with the positions of the faults. */
export function AddDialog({ signal, opened, onClose, onDone }: Props) {
  const [file, setFile] = useState<File | null>(null)
  useEffect(() => {
    if (opened) setFile(null)
  }, [opened])
  const tooLarge = file !== null && file.size > largestAttachment
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('attachments.adding.title')}
      act={text('attachments.adding.act')}
      notNow={text('attachments.adding.notNow')}
      blocked={file === null || tooLarge}
      onAct={async () => {
        if (file === null) return
        const headers = { 'content-type': 'application/octet-stream' }
        await api.postBytes<Attachment>(`/v1/signals/${signal.id}/attachments`, file, { headers })
        onDone(text('attachments.adding.done'))
        markStale(`/v1/signals/${signal.id}`, `/v1/signals/${signal.id}/`)
      }}
    >
      <p style={{ marginBlockEnd: 12 }}>
        {signal.agreements.length === 0 ? text('attachments.adding.home') : text('attachments.adding.shared')}
      </p>
      <FileDrop
        what={text('attachments.adding.drop')}
        choose={text('attachments.adding.choose')}
        onFiles={([chosen]) => setFile(chosen ?? null)}
      />
      <p role="status" style={{ marginBlockStart: 8 }}>
        {file && (
          <bdi>{text('attachments.adding.chosen', { name: file.name, kilobytes: number(kilobytes(file.size)) })}</bdi>
        )}{' '}
        {tooLarge && text('attachments.adding.tooLarge')}
      </p>
    </ConfirmAct>
  )
}
