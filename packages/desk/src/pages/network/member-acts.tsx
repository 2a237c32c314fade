import type { MemberExchange, Peer } from '@entente/contracts'
import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { signalsIn } from './use-exchange.ts'

interface Props {
  peer: Peer
  exchange: MemberExchange | undefined
  onDone: (sentence: string) => void
}
const shortestReason = 3

/** Offers an administrator's acts on a member: read its log now, suspend it, remove it. */
export function MemberActs({ peer, exchange, onDone }: Props) {
  const [dialog, setDialog] = useState<'suspend' | 'remove' | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const path = `/v1/peers/${encodeURIComponent(peer.member)}`
  const sync = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const now = await api.post<Peer>(`${path}/sync`)
      onDone(
        now.trouble === null
          ? text('network.member.synced', { entries: now.lag ?? 0 })
          : text('network.member.syncBroken'),
      )
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
      markStale('/v1/peers', path, '/v1/exchange')
    }
  }
  const close = (): void => setDialog(null)
  const dialogs = { peer, exchange, onDone, onClose: close }
  if (peer.state === 'removed') return null
  return (
    <>
      {error && <ProblemCard error={error} />}
      {peer.state !== 'invited' && (
        <Button variant="default" h={30} loading={busy} onClick={() => void sync()}>
          {text('network.member.sync')}
        </Button>
      )}
      {(peer.state === 'active' || peer.state === 'joined-unconfirmed') && (
        <Button variant="default" h={30} onClick={() => setDialog('suspend')}>
          {text('network.member.suspend')}
        </Button>
      )}
      <Button variant="outline" color="bad" h={30} onClick={() => setDialog('remove')}>
        {text('network.member.remove')}
      </Button>
      <SuspendDialog {...dialogs} opened={dialog === 'suspend'} />
      <RemoveDialog {...dialogs} opened={dialog === 'remove'} />
    </>
  )
}

interface DialogProps extends Props {
  opened: boolean
  onClose: () => void
}
async function change(member: string, act: 'suspend' | 'remove', reason: string): Promise<void> {
  const path = `/v1/peers/${encodeURIComponent(member)}`
  await api.post(`${path}/${act}`, { reason: reason.trim() })
  markStale('/v1/peers', path, '/v1/exchange', '/v1/withdrawals')
}

function SuspendDialog({ peer, exchange, onDone, opened, onClose }: DialogProps) {
  const [reason, setReason] = useState('')
  useEffect(() => {
    if (!opened) setReason('')
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('network.suspend.title', { member: peer.member })}
      act={text('network.suspend.act')}
      notNow={text('network.suspend.notNow')}
      adverse
      blocked={reason.trim().length < shortestReason}
      onAct={async () => {
        await change(peer.member, 'suspend', reason)
        onDone(text('network.suspend.done'))
      }}
    >
      <p>{text('network.suspend.what', { signals: signalsIn(exchange?.given) })}</p>
      <TextInput
        mt={12}
        label={text('network.suspend.reason')}
        description={text('network.suspend.reasonHint')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmAct>
  )
}

/** Removes a member after its name was typed. Only a new invitation can undo this. */
function RemoveDialog({ peer, exchange, onDone, opened, onClose }: DialogProps) {
  const [reason, setReason] = useState('')
  const [name, setName] = useState('')
  useEffect(() => {
    if (opened) return
    setReason('')
    setName('')
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('network.remove.title', { member: peer.member })}
      act={text('network.remove.act')}
      notNow={text('network.suspend.notNow')}
      adverse
      blocked={name.trim() !== peer.member || reason.trim().length < shortestReason}
      onAct={async () => {
        await change(peer.member, 'remove', reason)
        onDone(text('network.remove.done'))
      }}
    >
      <p>{text('network.remove.what', { out: signalsIn(exchange?.given), back: signalsIn(exchange?.received) })}</p>
      <TextInput
        mt={12}
        label={text('network.suspend.reason')}
        description={text('network.suspend.reasonHint')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        mt={12}
        label={text('network.remove.type', { member: peer.member })}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ConfirmAct>
  )
}
