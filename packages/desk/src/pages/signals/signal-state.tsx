import type { Signal } from '@entente/contracts'
import { Chip } from '../../parts/chip.tsx'
import { text } from '../../texts/text.ts'

export function SignalState({ status }: { status: Signal['status'] }) {
  const icon = { active: 'tick', withdrawn: 'circledCross', expired: 'clock' } as const
  return (
    <Chip tone="plain" icon={icon[status]}>
      {text(`signals.state.${status}`)}
    </Chip>
  )
}
