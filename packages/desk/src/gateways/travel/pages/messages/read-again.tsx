import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { clockHere } from '../../../../texts/times.ts'
import type { Message } from '../../messages/message-table.tsx'
import { text } from '../../texts/index.ts'

interface Props {
  message: Message
  onDone: (sentence: string) => void
  onFailed: (error: Error) => void
}

/** Asks for a new reading of a message that was not read completely. The result is a new version; the received bytes do not change. */
export function ReadAgain({ message, onDone, onFailed }: Props) {
  const [busy, setBusy] = useState(false)
  const at = clockHere(message.receivedAt)
  const read = async (): Promise<void> => {
    setBusy(true)
    try {
      await api.post(`/v1/travel/messages/${message.id}/read`)
      onDone(text('travel.messages.readAgainStarted', { from: message.senderName, at }))
      markStale('/v1/travel/messages', `/v1/travel/messages/${message.id}`, '/v1/badges')
    } catch (error) {
      onFailed(error as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant="default"
      size="compact-xs"
      h={24}
      disabled={busy}
      aria-label={text('travel.messages.readAgainName', { from: message.senderName, at })}
      onClick={() => void read()}
    >
      {busy ? text('travel.messages.reading') : text('travel.messages.readAgain')}
    </Button>
  )
}
