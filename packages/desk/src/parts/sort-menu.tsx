import { Menu } from '@mantine/core'
import { useState } from 'react'
import { text } from '../texts/text.ts'
import { Icon } from './icon.tsx'
import { Key } from './key.tsx'
import { useKeys } from './keys.ts'
import classes from './sort-menu.module.css'

interface Props<Value extends string> {
  value: Value
  options: readonly { value: Value; label: string }[]
  onChoose: (value: Value) => void
}

const pointerEvents = ['mousedown', 'touchstart']

/** Chooses the column by which a list is sorted. */
export function SortMenu<Value extends string>({ value, options, onChoose }: Props<Value>) {
  const [opened, setOpened] = useState(false)
  useKeys([{ keys: 'S', label: text('list-parts.sort.key'), act: () => setOpened(true) }])
  const chosen = options.find((option) => option.value === value)?.label ?? value
  return (
    // The key that opens the menu must not close it as a key outside of it.
    <Menu position="bottom-end" opened={opened} onChange={setOpened} clickOutsideEvents={pointerEvents}>
      <Menu.Target>
        <button type="button" className={classes.button} aria-keyshortcuts="S">
          {text('list-parts.sort.by', { column: chosen })} <Key>S</Key>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {options.map((option) => (
          <Menu.Item
            key={option.value}
            onClick={() => onChoose(option.value)}
            aria-current={option.value === value || undefined}
            rightSection={option.value === value ? <Icon name="tick" size={14} /> : null}
          >
            {option.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
