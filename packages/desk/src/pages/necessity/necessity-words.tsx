import type { NecessityRecord, NecessityStanding, NecessitySubject } from '@entente/contracts'
import type { DeskGateway } from '../../app/gateway.ts'
import { Chip, type ChipTone } from '../../parts/chip.tsx'
import type { IconName } from '../../parts/icon.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

const standings: Record<NecessityStanding['state'], { tone: ChipTone; icon: IconName }> = {
  missing: { tone: 'plain', icon: 'circledCross' },
  draft: { tone: 'warn', icon: 'second' },
  current: { tone: 'ok', icon: 'circledTick' },
  lapsed: { tone: 'bad', icon: 'circledCross' },
}
const records: Record<NecessityRecord['state'], { tone: ChipTone; icon: IconName }> = {
  draft: { tone: 'warn', icon: 'second' },
  current: { tone: 'ok', icon: 'circledTick' },
  lapsed: { tone: 'plain', icon: 'circledCross' },
}

/** Shows whether something is on. */
export const StandingChip = ({ state }: Pick<NecessityStanding, 'state'>) => (
  <Chip {...standings[state]}>{text(`necessity.state.${state}`)}</Chip>
)

/** Shows the state of a record. */
export const RecordChip = ({ state }: Pick<NecessityRecord, 'state'>) => (
  <Chip {...records[state]}>{text(`necessity.record.${state}`)}</Chip>
)

/** Names what needs a record: `List: Sanctions 2026`. */
export function subjectName(
  gateways: readonly DeskGateway[],
  { type, id }: NecessitySubject,
  name: string | null = null,
): string {
  const own = type === 'gateway' ? gateways.find(({ kind }) => kind === id)?.findText(`${id}.queue.name`) : name
  return text('necessity.subject', { kind: text(`necessity.type.${type}`), name: own ?? id })
}

/** A share as a percentage. */
export const percent = (share: number): string => text('necessity.percent', { n: number(share * 100, 4) })
