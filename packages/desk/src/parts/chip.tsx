import type { ReactNode } from 'react'
import classes from './chip.module.css'
import { Icon, type IconName } from './icon.tsx'

/** Emphasis of a state. Only lateness is solid; the word and the icon carry the meaning without colour. */
export type ChipTone = 'solid' | 'bad' | 'warn' | 'ok' | 'plain'

interface Props {
  tone: ChipTone
  icon: IconName
  children: ReactNode
}

/** A state: icon, word, outline. */
export function Chip({ tone, icon, children }: Props) {
  return (
    <span className={classes.chip} data-tone={tone}>
      <Icon name={icon} size={13} />
      {children}
    </span>
  )
}

/** The same as a filter: pressed or not. */
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
