import { type Attachment, largestAttachment, type SignalDetail } from '@entente/contracts'
import { useEffect, useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { FileDrop } from '../../../parts/file-drop.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { number } from '../../../texts/numbers.ts'
import { kilobytes } from './picture-words.ts'

interface Props {
  signal: SignalDetail
  opened: boolean
  onClose: () => void
  onTold: (sentence: string) => void
}

/** Lays a file beside an own signal. The node checks it; a file that does not hold together is refused with its places. */
export function AddDialog({ signal, opened, onClose, onTold }: Props) {
  const t = textsOf('attachments').adding
  const [file, setFile] = useState<File | null>(null)
  useEffect(() => {
    if (opened) setFile(null)
  }, [opened])
  const tooLarge = file !== null && file.size > largestAttachment
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={t.title}
      act={t.act}
      notNow={t.notNow}
      blocked={file === null || tooLarge}
      onAct={async () => {
        if (file === null) return
        const headers = { 'content-type': 'application/octet-stream' }
        await api.postBytes<Attachment>(`/v1/signals/${signal.id}/attachments`, file, { headers })
        onTold(t.done)
        markStale(`/v1/signals/${signal.id}`, `/v1/signals/${signal.id}/`)
      }}
    >
      <p style={{ marginBlockEnd: 12 }}>{signal.agreements.length === 0 ? t.home : t.shared}</p>
      <FileDrop what={t.drop} choose={t.choose} onFiles={([chosen]) => setFile(chosen ?? null)} />
      <p role="status" style={{ marginBlockStart: 8 }}>
        {file && <bdi>{t.chosen(file.name, number(kilobytes(file.size)))}</bdi>} {tooLarge && t.tooLarge}
      </p>
    </ConfirmAct>
  )
}
