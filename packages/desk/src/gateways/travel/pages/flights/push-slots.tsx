import type { BoardFlight } from '@entente/contracts'
import { text } from '../../texts/index.ts'
import classes from './push-slots.module.css'

/**
 * Shows the expected messages of a flight as six slots: pushes 48, 24, 12 and 1 h before departure, check-in, close-out. The accessible name lists
 * them in words.
 */
export function PushSlots({ slots }: { slots: BoardFlight['slots'] }) {
  const name = text('travel.flights.slotsName', {
    slots: slots
      .map(({ slot, state }) =>
        text('travel.flights.slotName', {
          slot: text(`travel.flights.slot.${slot}`),
          state: text(`travel.flights.slotState.${state}`),
        }),
      )
      .join('; '),
  })
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
