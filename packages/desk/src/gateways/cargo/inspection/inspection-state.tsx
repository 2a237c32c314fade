import type { InspectionRow } from '@entente/contracts'
import type { ComponentProps } from 'react'
import { Chip } from '../../../parts/chip.tsx'
import { findText, text } from '../texts/index.ts'

type Look = Pick<ComponentProps<typeof Chip>, 'tone' | 'icon'>
/** How each state of an inspection order looks. */
export const stateChips = {
  open: { tone: 'warn', icon: 'clock' },
  'awaiting-second': { tone: 'warn', icon: 'second' },
  closed: { tone: 'plain', icon: 'tick' },
} as const satisfies Record<InspectionRow['state'], Look>
const outcomeChips = {
  found: { tone: 'bad', icon: 'flag' },
  'nothing-found': { tone: 'ok', icon: 'circledTick' },
  'data-error': { tone: 'plain', icon: 'pencil' },
  'not-inspected': { tone: 'plain', icon: 'notSaid' },
} as const satisfies Record<NonNullable<InspectionRow['outcome']>, Look>
export const laneChips = {
  red: { tone: 'bad', icon: 'search' },
  yellow: { tone: 'warn', icon: 'log' },
  blue: { tone: 'plain', icon: 'reread' },
} as const satisfies Record<InspectionRow['lane'], Look>

/** Shows the result of an order, or its state while it has none. */
export function InspectionStateChip({
  order: { state, outcome },
}: {
  order: Pick<InspectionRow, 'state' | 'outcome'>
}) {
  if (outcome !== null) return <Chip {...outcomeChips[outcome]}>{text(`cargo.inspection.outcomes.${outcome}`)}</Chip>
  return <Chip {...stateChips[state]}>{text(`cargo.inspection.states.${state}`)}</Chip>
}

/** Shows the reasons of an inspection order, one a line. */
export function Reasons({ reasons }: { reasons: InspectionRow['reasons'] }) {
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {reasons.map(({ kind, text: named, at }) => (
        <li key={`${kind} ${named} ${at}`}>
          {text(`cargo.inspection.reasons.${kind}`)}
          {named !== null && (
            <>
              {': '}
              <bdi>{kind === 'act' ? (findText(`cargo.decision.acts.${named}.name`) ?? named) : named}</bdi>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
