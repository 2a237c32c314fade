import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { text } from '../../../texts/text.ts'

interface Props {
  id: string
  /** Whom it is no longer passed on to, or null while nobody is asked about. */
  member: string | null
  onClose: () => void
  onTold: (sentence: string) => void
}

/** Stops passing a signal on to one member, which erases it. */
export function StopDialog({ id, member, onClose, onTold }: Props) {
  return (
    <ConfirmAct
      opened={member !== null}
      onClose={onClose}
      title={text('passing-on.stopping.title')}
      act={text('passing-on.stopping.act')}
      notNow={text('passing-on.stopping.notNow')}
      onAct={async () => {
        if (member === null) return
        await api.post(`/v1/signals/${id}/pass-on`, { destination: member, ended: true })
        onTold(text('passing-on.stopping.done', { member }))
        markStale(`/v1/signals/${id}/`)
      }}
    >
      <p>{text('passing-on.stopping.what', { member: member ?? '' })}</p>
    </ConfirmAct>
  )
}
