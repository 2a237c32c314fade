import { Checkbox } from '@mantine/core'
import layout from '../../parts/form.module.css'
import { type FieldFault, fieldProps } from '../../parts/form-faults.ts'
import classes from './agreements.module.css'

/** Shows a list of check boxes, none preselected. */
export function Checks(props: {
  at: string
  faults: readonly FieldFault[]
  label: string
  chosen: readonly string[]
  options: readonly { value: string; label: string }[]
  change: (chosen: string[]) => void
}) {
  return (
    <Checkbox.Group
      {...fieldProps(props.faults, props.at)}
      label={props.label}
      value={[...props.chosen]}
      onChange={props.change}
      className={layout.wide}
    >
      <div className={classes.checks}>
        {props.options.map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
