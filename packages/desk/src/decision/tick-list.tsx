import { Checkbox } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './decision.module.css'

interface Tick {
  value: string
  label: ReactNode
  /** The reason why the item cannot be ticked now. */
  off?: string | undefined
}
interface Props {
  legend: string
  note?: string | undefined
  ticks: readonly Tick[]
  ticked: readonly string[]
  onChange: (ticked: string[]) => void
  fault?: string | undefined
  /** Id of the list, used by keys and by the list of missing fields. */
  id?: string
}

/** Shows the check boxes of one question. None is preselected. */
export function TickList({ legend, note, ticks, ticked, onChange, fault, id }: Props) {
  const faultId = useId()
  return (
    <fieldset className={classes.ticks} id={id} aria-describedby={fault ? faultId : undefined}>
      <legend>
        {legend} {note && <span className={classes.note}>{note}</span>}
      </legend>
      {ticks.map((tick) => (
        <Checkbox
          key={tick.value}
          size="xs"
          checked={ticked.includes(tick.value)}
          disabled={tick.off !== undefined}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked ? [...ticked, tick.value] : ticked.filter((value) => value !== tick.value),
            )
          }
          aria-invalid={fault !== undefined || undefined}
          label={
            <>
              {tick.label}
              {tick.off && <span className={classes.note}> · {tick.off}</span>}
            </>
          }
        />
      ))}
      {fault && (
        <p id={faultId} className={classes.fault}>
          {fault}
        </p>
      )}
    </fieldset>
  )
}
