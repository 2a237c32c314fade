import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core'
import { useRef, useState } from 'react'
import { text } from '../texts/text.ts'
import { isDay } from './day.ts'
import { Icon } from './icon.tsx'

/** The native date field only opens the browser's calendar; the day is typed into the text field beside it. */
const calendarPlace = {
  position: 'absolute',
  insetBlockEnd: 0,
  insetInlineEnd: 0,
  inlineSize: 1,
  blockSize: 1,
  padding: 0,
  border: 0,
  opacity: 0,
  pointerEvents: 'none',
} as const

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'rightSection'> {
  value: string
  /** Called with every change of the text, even if it is not a day yet. */
  onChange: (day: string) => void
}

/** Edits a day as year-month-day in any language of the browser. The day is typed, or chosen in the browser's calendar. */
export function DayInput({ value, onChange, ...rest }: Props) {
  const calendar = useRef<HTMLInputElement>(null)
  return (
    <TextInput
      placeholder={text('page-parts.dayForm')}
      maxLength={10}
      autoComplete="off"
      spellCheck={false}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.trim())}
      rightSection={
        <>
          <ActionIcon
            variant="transparent"
            size={24}
            tabIndex={-1}
            aria-hidden="true"
            title={text('page-parts.calendar')}
            onClick={() => calendar.current?.showPicker()}
          >
            <Icon name="calendar" size={14} />
          </ActionIcon>
          <input
            ref={calendar}
            type="date"
            style={calendarPlace}
            tabIndex={-1}
            aria-hidden="true"
            value={isDay(value) ? value : ''}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </>
      }
    />
  )
}

/**
 * Edits a day in a filter, which takes only a complete day or none. An invalid day is marked, and replaced by the present filter when the field
 * loses the focus.
 */
export function DayFilter({ value, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? value
  const wrong = shown !== '' && !isDay(shown)
  return (
    <DayInput
      {...rest}
      value={shown}
      onChange={(next) => {
        setTyped(next)
        if (next === '' || isDay(next)) onChange(next)
      }}
      onBlur={() => setTyped(null)}
      error={wrong && shown.length === 10}
      title={wrong ? text('problems.shape.day') : rest.title}
    />
  )
}
