import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core'
import { useRef, useState } from 'react'
import { text } from '../texts/text.ts'
import { isDay } from './day.ts'
import { Icon } from './icon.tsx'

/** The browser's calendar opens from here; the field itself is the text beside it. */
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
  /** Called with every change of the field, a day or not yet one. */
  onChange: (day: string) => void
}

/** A day as year-month-day, whatever the browser's language; typed, or chosen in the browser's calendar. */
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

/** The same for a filter: it takes a whole day or none. An invalid day is marked, and replaced by the day in use once the field is left. */
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
