import { useId } from 'react'
import { cx } from './cx.ts'
import classes from './segments.module.css'

interface Props<Value extends string> {
  value: string
  data: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  /** 22 px high, for the head of a panel. */
  small?: boolean
  'aria-label': string
  'aria-keyshortcuts'?: string
}

/** Shows a few choices side by side, of which one applies. The arrow keys change it. */
export function Segments<Value extends string>({ value, data, onChange, small, ...labels }: Props<Value>) {
  const name = useId()
  return (
    <div role="radiogroup" className={cx(classes.segments, small && classes.small)} {...labels}>
      {data.map((each) => (
        <label key={each.value}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={each.value === value}
            onChange={() => onChange(each.value)}
          />
          <span>{each.label}</span>
        </label>
      ))}
    </div>
  )
}
