import type { Attachment } from '@entente/contracts'
import { Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../app/api.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { saveBytes } from '../../../parts/save-file.ts'
import { text } from '../../../texts/text.ts'

interface Props {
  /** The file to copy, or null while the dialog is closed. */
  of: Attachment | null
  onClose: () => void
  onDone: (sentence: string) => void
}
const shortestReason = 10
const endings: Record<Attachment['format'], string> = {
  'ansi-nist': 'an2',
  'iso-19794-5': 'fac',
  'iso-19794-4': 'fir',
  jpeg: 'jpg',
  jpeg2000: 'jp2',
}

/** Asks for a reason before a file is copied from the node. The page never shows the file. */
export function CopyDialog({ of, onClose, onDone }: Props) {
  const [reason, setReason] = useState('')
  useEffect(() => {
    if (of) setReason('')
  }, [of])
  return (
    <ConfirmAct
      opened={of !== null}
      onClose={onClose}
      title={text('attachments.copying.title')}
      act={text('attachments.copying.act')}
      notNow={text('attachments.copying.notNow')}
      blocked={reason.trim().length < shortestReason}
      onAct={async () => {
        if (of === null) return
        const path = `/v1/signals/${of.signalId}/attachments/${of.id}/copy`
        const name = `attachment-${of.id.slice(0, 8)}.${endings[of.format]}`
        saveBytes(name, await api.postForBlob(path, { reason: reason.trim() }))
        onDone(text('attachments.copying.done', { name }))
      }}
    >
      <p>{text('attachments.copying.what')}</p>
      <Textarea
        mt={12}
        label={text('attachments.copying.reason')}
        description={text('attachments.copying.reasonHint')}
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmAct>
  )
}
