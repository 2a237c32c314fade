import type { Peer } from '@entente/contracts'
import { Button, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { FileDrop } from '../../parts/file-drop.tsx'
import { useGo } from '../../parts/go.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'

/** Joins by an invitation file, then opens the page of the member, which shows the six words to compare. */
export function JoinDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const go = useGo()
  const [error, setError] = useState<Error | null>(null)
  const [unread, setUnread] = useState(false)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!opened) return
    setError(null)
    setUnread(false)
  }, [opened])
  const take = async (file: File | undefined): Promise<void> => {
    setError(null)
    const invitation = file && parse(await file.text())
    setUnread(invitation === null)
    if (invitation == null) return
    setBusy(true)
    try {
      const peer = await api.post<Peer>('/v1/peers/join', invitation)
      markStale('/v1/peers')
      onClose()
      go(paths.networkMember(peer.member))
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text('network.joining.title')}
      closeButtonProps={{ 'aria-label': text('page-parts.close') }}
    >
      <FileDrop
        what={busy ? text('network.joining.busy') : text('network.joining.what')}
        choose={text('network.joining.choose')}
        busy={busy}
        onFiles={([file]) => void take(file)}
      />
      {unread && (
        <p role="alert" style={{ marginBlockStart: 12 }}>
          <strong>{text('network.joining.notJson')}</strong> {text('network.joining.notJsonNext')}
        </p>
      )}
      {error && (
        <div style={{ marginBlockStart: 12 }}>
          <ProblemCard error={error} />
        </div>
      )}
      <Button variant="default" h={36} mt={16} onClick={onClose}>
        {text('network.joining.close')}
      </Button>
    </Modal>
  )
}

/** Returns the JSON object in a file, or null if there is none. */
function parse(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}
