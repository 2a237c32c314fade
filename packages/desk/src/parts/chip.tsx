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

interface FilterProps<State extends string> {
  label: string
  states: readonly State[]
  chips: Readonly<Record<State, { tone: ChipTone; icon: IconName }>>
  wordsOf: (state: State) => string
  chosen: State | undefined
  /** Takes the state of the pressed button, or undefined if it was chosen already. */
  onChoose: (state: State | undefined) => void
}

/** Filters a list by one state: a button for each, of which at most one is pressed. */
export function ChipFilter<State extends string>({
  label,
  states,
  chips,
  wordsOf,
  chosen,
  onChoose,
}: FilterProps<State>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend
    <div role="group" aria-label={label} className={classes.filter}>
      {states.map((state) => (
        <button
          key={state}
          type="button"
          className={classes.button}
          aria-pressed={chosen === state}
          onClick={() => onChoose(chosen === state ? undefined : state)}
        >
          <Chip {...chips[state]}>{wordsOf(state)}</Chip>
        </button>
      ))}
    </div>
  )
}
