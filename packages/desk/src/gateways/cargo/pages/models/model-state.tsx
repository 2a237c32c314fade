import type { CargoModel } from '@entente/contracts'
import { Chip } from '../../../../parts/chip.tsx'
import { text } from '../../texts/index.ts'

const chips = {
  training: { tone: 'plain', icon: 'clock' },
  trained: { tone: 'warn', icon: 'second' },
  active: { tone: 'ok', icon: 'circledTick' },
  retired: { tone: 'plain', icon: 'dash' },
  failed: { tone: 'bad', icon: 'circledCross' },
} as const

/** Shows whether a model is trained, waits for a second person, scores consignments, or has ended. */
export function ModelStateChip({ state }: Pick<CargoModel, 'state'>) {
  return <Chip {...chips[state]}>{text(`cargo.models.state.${state}`)}</Chip>
}

/** Returns the word by which texts choose the name of a kind of model. */
export const kindWord = (kind: CargoModel['kind']): string => (kind === 'hit-rate-table' ? 'table' : 'trees')
