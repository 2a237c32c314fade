import type { Attachment } from '@entente/contracts'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { textsOf } from '../../../texts/catalogue.ts'

interface Props {
  /** The file that is to go, or null while none is. */
  of: Attachment | null
  onClose: () => void
  onTold: (sentence: string) => void
}

/** Takes a file away from an own signal, here and at its holders. */
export function RemoveDialog({ of, onClose, onTold }: Props) {
  const t = textsOf('attachments').removing
  return (
    <ConfirmAct
      opened={of !== null}
      onClose={onClose}
      title={t.title}
      act={t.act}
      notNow={t.notNow}
      adverse
      onAct={async () => {
        if (of === null) return
        await api.delete(`/v1/signals/${of.signalId}/attachments/${of.id}`)
        onTold(t.done)
        markStale(`/v1/signals/${of.signalId}`, `/v1/signals/${of.signalId}/`)
      }}
    >
      <p>{t.what}</p>
    </ConfirmAct>
  )
}
