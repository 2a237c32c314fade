import { Menu } from '@mantine/core'
import { text } from '../texts/text.ts'
import classes from './filter-chip.module.css'
import { Icon } from './icon.tsx'

interface Props<Value extends string> {
  /** Name of the field. */
  name: string
  /** The chosen value; undefined if the list is not filtered by this field. */
  value: Value | undefined
  options: readonly { value: Value; label: string }[]
  onChoose: (value: Value | undefined) => void
}

/** Filters a list by one field. Without a value it offers the values; with one it shows it and removes it. */
export function FilterChip<Value extends string>({ name, value, options, onChoose }: Props<Value>) {
  if (value !== undefined) {
    const chosen = options.find((option) => option.value === value)?.label ?? value
    const chip = chosen === name ? name : text('list-parts.filter.chip', { field: name, value: chosen })
    return (
      <button
        type="button"
        className={classes.set}
        aria-label={text('list-parts.filter.remove', { what: chip })}
        onClick={() => onChoose(undefined)}
      >
        <bdi>{chip}</bdi> <Icon name="cross" size={12} />
      </button>
    )
  }
  const only = options.length === 1 ? options[0] : undefined
  if (only)
    return (
      <button type="button" className={classes.chip} onClick={() => onChoose(only.value)}>
        {name}
      </button>
    )
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.chip}>
          {name}
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {options.map((option) => (
          <Menu.Item key={option.value} onClick={() => onChoose(option.value)}>
            {option.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
