import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { type FieldFault, fieldProps } from './form-faults.ts'

interface Props {
  /** The pointer of the value in the request, such as `/name`. */
  at: string
  faults: readonly FieldFault[]
  label: string
  description?: ReactNode
  type?: 'text' | 'url'
  value: string
  onValue: (value: string) => void
  maxWidth?: number
}

/** A line of text of a form, with the fault of its value. */
export function TextField({ at, faults, label, description, type = 'text', value, onValue, maxWidth }: Props) {
  return (
    <TextInput
      {...fieldProps(faults, at)}
      type={type}
      label={label}
      description={description}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      {...(maxWidth !== undefined && { maw: maxWidth })}
    />
  )
}
