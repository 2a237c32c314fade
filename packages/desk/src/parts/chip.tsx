import type { ReactNode } from 'react'
import classes from './chip.module.css'
import { Icon, type IconName } from './icon.tsx'

/** The emphasis of a state. Only an overdue state has a solid background; the word and the icon show the meaning without colour. */
export type ChipTone = 'solid' | 'bad' | 'warn' | 'ok' | 'plain'

interface Props {
  tone: ChipTone
  icon: IconName
  children: ReactNode
}

/** Shows a state as an outlined icon and word. */
export function Chip({ tone, icon, children }: Props) {
  return (
    <span className={classes.chip} data-tone={tone}>
      <Icon name={icon} size={13} />
      {children}
    </span>
  )
}

/** Shows a state as a filter button, pressed or not. */
export function ChipButton({
  tone,
  icon,
  children,
  pressed,
  onPress,
}: Props & { pressed: boolean; onPress: () => void }) {
  return (
    <button type="button" className={classes.button} aria-pressed={pressed} onClick={onPress}>
      <Chip tone={tone} icon={icon}>
        {children}
      </Chip>
    </button>
  )
}
