import type { Invitation } from '@entente/contracts'
import { Button, Modal, NumberInput, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'

const mostDays = 14

/** Creates an invitation file for one member. The file is in memory only, until it is saved and the dialog closed. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
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
        title={text('network.invitation.title')}
        act={text('network.invitation.act')}
        notNow={text('network.invitation.notNow')}
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
        <p>{text('network.invitation.what')}</p>
        <TextInput
          mt={12}
          label={text('network.invitation.member')}
          description={text('network.invitation.memberHint')}
          value={member}
          onChange={(event) => setMember(event.currentTarget.value)}
        />
        <TextInput
          mt={12}
          label={text('network.invitation.coalition')}
          description={text('network.invitation.optional')}
          value={coalition}
          onChange={(event) => setCoalition(event.currentTarget.value)}
        />
        <NumberInput
          mt={12}
          label={text('network.invitation.days')}
          description={text('network.invitation.daysHint')}
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

/** Offers the invitation file to be saved. It cannot be shown again. */
function MadeInvitation({ invitation, onClose }: { invitation: Invitation | null; onClose: () => void }) {
  const [saved, setSaved] = useState('')
  const name = invitation === null ? '' : text('network.invitation.file', { member: invitation.invitee.member })
  return (
    <Modal
      opened={invitation !== null}
      onClose={onClose}
      title={text('network.invitation.madeTitle')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      {invitation && (
        <p>
          {text('network.invitation.made', {
            member: invitation.invitee.member,
            until: instantHere(invitation.expiresAt),
          })}
        </p>
      )}
      <p role="status" style={{ minBlockSize: 20 }}>
        {saved}
      </p>
      <div style={{ display: 'flex', gap: 10, marginBlockStart: 12 }}>
        <Button
          h={30}
          onClick={() => {
            saveFile(name, 'application/json', `${JSON.stringify(invitation, null, 2)}\n`)
            setSaved(text('network.invitation.saved', { name }))
          }}
        >
          {text('network.invitation.save')}
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
          {text('network.invitation.close')}
        </Button>
      </div>
    </Modal>
  )
}
