import type { MessageStatus } from '@entente/contracts'
import { Chip, type ChipTone } from '../../../parts/chip.tsx'
import type { IconName } from '../../../parts/icon.tsx'
import { text } from '../texts/index.ts'

/** How each state of a message looks. */
export const statusChips: Record<MessageStatus, { tone: ChipTone; icon: IconName }> = {
  quarantined: { tone: 'bad', icon: 'hatched' },
  'partly-read': { tone: 'warn', icon: 'circledI' },
  received: { tone: 'plain', icon: 'clock' },
  read: { tone: 'plain', icon: 'tick' },
}
/** The states of messages in display order: those that need a person come first. */
export const statusOrder: readonly MessageStatus[] = ['quarantined', 'partly-read', 'received', 'read']

export function MessageStatusChip({ status }: { status: MessageStatus }) {
  return <Chip {...statusChips[status]}>{text(`travel.messages.status.${status}`)}</Chip>
}
