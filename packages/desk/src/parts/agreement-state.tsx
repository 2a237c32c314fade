import type { AgreementStatus } from '@entente/contracts'
import { text } from '../texts/text.ts'
import { Chip, type ChipTone } from './chip.tsx'
import type { IconName } from './icon.tsx'

const chips = {
  draft: { tone: 'plain', icon: 'pencil' },
  offered: { tone: 'warn', icon: 'clock' },
  active: { tone: 'ok', icon: 'circledTick' },
  suspended: { tone: 'warn', icon: 'circledI' },
  ended: { tone: 'plain', icon: 'circledCross' },
} satisfies Record<AgreementStatus, { tone: ChipTone; icon: IconName }>

/** Shows the state of an agreement as a word. */
export function AgreementState({ status }: { status: AgreementStatus }) {
  return (
    <Chip tone={chips[status].tone} icon={chips[status].icon}>
      {text(`agreements.status.${status}`)}
    </Chip>
  )
}
