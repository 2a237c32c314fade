import type { Invitation } from '@entente/contracts'
import { Button, Modal, NumberInput, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { instantUtc } from '../../texts/times.ts'

const mostDays = 14

/** Makes an invitation file for one member. The file is in memory only, until it is saved and the dialog closed. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = textsOf('network').invitation
  const [member, setMember] = useState('')
  const [coalition, setCoalition] = useState('')
  const [days, setDays] = useState(mostDays)
  const [made, setMade] = useState<Invitation | null>(null)
  useEffect(() => {
    if (opened) return
    setMember('')
    setCoalition('')
    setDays(mostDays)
  }, [opened])
  return (
    <>
      <ConfirmAct
        opened={opened && made === null}
        onClose={onClose}
        title={t.title}
        act={t.act}
        notNow={t.notNow}
        blocked={member.trim() === ''}
        onAct={async () => {
          const name = coalition.trim()
          setMade(
            await api.post<Invitation>('/v1/peers/invitations', {
              member: member.trim(),
              days,
              ...(name !== '' && { coalition: name }),
            }),
          )
          markStale('/v1/peers')
        }}
      >
        <p>{t.what}</p>
        <TextInput
          mt={12}
          label={t.member}
          description={t.memberHint}
          value={member}
          onChange={(event) => setMember(event.currentTarget.value)}
        />
        <TextInput
          mt={12}
          label={t.coalition}
          description={t.optional}
          value={coalition}
          onChange={(event) => setCoalition(event.currentTarget.value)}
        />
        <NumberInput
          mt={12}
          label={t.days}
          description={t.daysHint}
          min={1}
          max={mostDays}
          allowDecimal={false}
          hideControls
          value={days}
          onChange={(value) => setDays(Number(value) || mostDays)}
        />
      </ConfirmAct>
      <MadeInvitation invitation={made} onClose={() => setMade(null)} />
    </>
  )
}

/** Shows that the file is there, to be saved the one time it exists in the clear. */
function MadeInvitation({ invitation, onClose }: { invitation: Invitation | null; onClose: () => void }) {
  const t = textsOf('network').invitation
  const [saved, setSaved] = useState('')
  const name = invitation === null ? '' : t.file(invitation.invitee.member)
  return (
    <Modal
      opened={invitation !== null}
      onClose={onClose}
      title={t.madeTitle}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      {invitation && <p>{t.made(invitation.invitee.member, instantUtc(invitation.expiresAt))}</p>}
      <p role="status" style={{ minBlockSize: 20 }}>
        {saved}
      </p>
      <div style={{ display: 'flex', gap: 10, marginBlockStart: 12 }}>
        <Button
          h={30}
          onClick={() => {
            saveFile(name, 'application/json', `${JSON.stringify(invitation, null, 2)}\n`)
            setSaved(t.saved(name))
          }}
        >
          {t.save}
        </Button>
        <Button
          variant="default"
          h={30}
          disabled={saved === ''}
          onClick={() => {
            setSaved('')
            onClose()
          }}
        >
          {t.close}
        </Button>
      </div>
    </Modal>
  )
}
