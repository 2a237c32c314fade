import type { CargoRuleState } from '@entente/contracts'
import { Chip } from '../../../../parts/chip.tsx'
import { text } from '../../texts/index.ts'

export const ruleChips = {
  draft: { tone: 'plain', icon: 'pencil' },
  tested: { tone: 'plain', icon: 'tick' },
  waits: { tone: 'warn', icon: 'second' },
  refused: { tone: 'plain', icon: 'circledCross' },
  approved: { tone: 'plain', icon: 'clock' },
  active: { tone: 'ok', icon: 'circledTick' },
  replaced: { tone: 'plain', icon: 'dash' },
  expired: { tone: 'plain', icon: 'dash' },
  withdrawn: { tone: 'plain', icon: 'dash' },
} as const

/** Shows the state of a version. A tested one whose approval was asked for waits for a second person. */
export function RuleStateChip({ state, waits = false }: { state: CargoRuleState; waits?: boolean }) {
  const shown = waits && state === 'tested' ? 'waits' : state
  return <Chip {...ruleChips[shown]}>{text(`cargo.rules.state.${shown}`)}</Chip>
}
