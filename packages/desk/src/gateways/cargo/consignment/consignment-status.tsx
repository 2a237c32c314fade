import type { ConsignmentStatus } from '@entente/contracts'
import { Chip, type ChipTone } from '../../../parts/chip.tsx'
import type { IconName } from '../../../parts/icon.tsx'
import { text } from '../texts/index.ts'

export const statusChips: Record<ConsignmentStatus, { tone: ChipTone; icon: IconName }> = {
  partial: { tone: 'warn', icon: 'circledI' },
  complete: { tone: 'plain', icon: 'tick' },
  'in-review': { tone: 'plain', icon: 'queue' },
  asked: { tone: 'plain', icon: 'clock' },
  cleared: { tone: 'ok', icon: 'circledTick' },
  'do-not-load': { tone: 'bad', icon: 'circledCross' },
  held: { tone: 'bad', icon: 'padlock' },
  cancelled: { tone: 'plain', icon: 'cross' },
  closed: { tone: 'plain', icon: 'dash' },
}

/** Shows the state of a consignment as an icon and a word. */
export function ConsignmentStatusChip({ status }: { status: ConsignmentStatus }) {
  return <Chip {...statusChips[status]}>{text(`cargo.status.${status}`)}</Chip>
}
