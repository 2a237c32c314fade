import type { CaseState } from '@entente/contracts'
import { text } from '../texts/text.ts'
import { Chip, type ChipTone } from './chip.tsx'
import type { IconName } from './icon.tsx'

const chips: Record<CaseState, { tone: ChipTone; icon: IconName }> = {
  open: { tone: 'plain', icon: 'queue' },
  'in-review': { tone: 'plain', icon: 'clock' },
  'awaiting-second': { tone: 'warn', icon: 'second' },
  decided: { tone: 'ok', icon: 'circledTick' },
  closed: { tone: 'plain', icon: 'tick' },
}

/** Shows the state of a case in the same way on every page. */
export function CaseStateChip({ state }: { state: CaseState }) {
  return <Chip {...chips[state]}>{text(`case.states.${state}`)}</Chip>
}
