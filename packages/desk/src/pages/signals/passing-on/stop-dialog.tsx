import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { textsOf } from '../../../texts/catalogue.ts'

interface Props {
  id: string
  /** Whom it is no longer passed on to, or null while nobody is asked about. */
  member: string | null
  onClose: () => void
  onTold: (sentence: string) => void
}

/** Stops passing a signal on to one member, which erases it. */
export function StopDialog({ id, member, onClose, onTold }: Props) {
  const t = textsOf('passingOn').stopping
  return (
    <ConfirmAct
      opened={member !== null}
      onClose={onClose}
      title={t.title}
      act={t.act}
      notNow={t.notNow}
      onAct={async () => {
        if (member === null) return
        await api.post(`/v1/signals/${id}/pass-on`, { destination: member, ended: true })
        onTold(t.done(member))
        markStale(`/v1/signals/${id}/`)
      }}
    >
      <p>{t.what(member ?? '')}</p>
    </ConfirmAct>
  )
}
