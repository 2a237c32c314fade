import type { Attachment } from '@entente/contracts'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { text } from '../../../texts/text.ts'

interface Props {
  /** The file that is to go, or null while none is. */
  of: Attachment | null
  onClose: () => void
  onTold: (sentence: string) => void
}

/** Takes a file away from an own signal, here and at its holders. */
export function RemoveDialog({ of, onClose, onTold }: Props) {
  return (
    <ConfirmAct
      opened={of !== null}
      onClose={onClose}
      title={text('attachments.removing.title')}
      act={text('attachments.removing.act')}
      notNow={text('attachments.removing.notNow')}
      adverse
      onAct={async () => {
        if (of === null) return
        await api.delete(`/v1/signals/${of.signalId}/attachments/${of.id}`)
        onTold(text('attachments.removing.done'))
        markStale(`/v1/signals/${of.signalId}`, `/v1/signals/${of.signalId}/`)
      }}
    >
      <p>{text('attachments.removing.what')}</p>
    </ConfirmAct>
  )
}
