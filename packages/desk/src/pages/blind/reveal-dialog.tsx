import type { BlindCheckResult, Signal } from '@entente/contracts'
import { Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { text } from '../../texts/text.ts'

interface Props {
  /** The member whose signals matched, or null while the dialog is closed. */
  holder: BlindCheckResult['holders'][number] | null
  onClose: () => void
  onShown: (signals: Signal[], member: string) => void
}
const shortestReason = 20

/** Asks another member for the signals behind a result, with a reason. That member then learns which of its signals matched. */
export function RevealDialog({ holder, onClose, onShown }: Props) {
  const [reason, setReason] = useState('')
  // The dialog keeps its text while it closes.
  const [last, setLast] = useState(holder)
  useEffect(() => {
    if (holder) setLast(holder)
    else setReason('')
  }, [holder])
  const about = holder ?? last
  return (
    <ConfirmAct
      opened={holder !== null}
      onClose={onClose}
      title={text('blind.reveal.title', { member: about?.member ?? '' })}
      act={text('blind.reveal.act')}
      notNow={text('blind.reveal.notNow')}
      blocked={reason.trim().length < shortestReason}
      onAct={async () => {
        if (holder === null) return
        const { signals } = await api.post<{ signals: Signal[] }>(`/v1/blind/checks/${holder.id}/reveal`, {
          reason: reason.trim(),
        })
        onShown(signals, holder.member)
        markStale('/v1/blind/checks')
      }}
    >
      <p>{text('blind.reveal.what', { hits: about?.hits ?? 0, member: about?.member ?? '' })}</p>
      <Textarea
        mt={12}
        label={text('blind.reveal.reason')}
        description={text('blind.reveal.reasonHint')}
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmAct>
  )
}
