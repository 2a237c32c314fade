import type { BoardFlight } from '@entente/contracts'
import { textsOf } from '../../../../texts/catalogue.ts'
import classes from './push-slots.module.css'

/** Six slots: pushes 48, 24, 12 and 1 h before, check-in, close-out. The accessible name spells them out. */
export function PushSlots({ slots }: { slots: BoardFlight['slots'] }) {
  const t = textsOf('flights')
  const name = t.slotsName(slots.map(({ slot, state }) => t.slotName(t.slot[slot], t.slotState[state])))
  return (
    <span className={classes.slots} role="img" aria-label={name} title={name}>
      {slots.map(({ slot, state }) => (
        <span key={slot} className={classes.slot} data-state={state} data-apart={slot === 'C' || undefined}>
          {slot}
        </span>
      ))}
    </span>
  )
}
