import type { CargoTableVersion } from '@entente/contracts'
import { Chip } from '../../../../parts/chip.tsx'
import { text } from '../../texts/index.ts'

const chips = {
  'in-force': { tone: 'ok', icon: 'circledTick' },
  approved: { tone: 'plain', icon: 'clock' },
  proposed: { tone: 'warn', icon: 'person' },
  ended: { tone: 'plain', icon: 'dash' },
} as const

/** Shows whether a version counts, waits for its day or for a second person, or has ended. */
export function TableStateChip({ state }: Pick<CargoTableVersion, 'state'>) {
  return <Chip {...chips[state]}>{text(`cargo.tables.state.${state}`)}</Chip>
}
