import { Textarea } from '@mantine/core'
import { text } from '../texts/text.ts'
import classes from './decision.module.css'

interface Props {
  value: string
  onChange: (value: string) => void
  needed: boolean
  fault?: string | undefined
  id?: string
}

export function OwnWords({ value, onChange, needed, fault, id }: Props) {
  return (
    <Textarea
      {...(id && { id })}
      className={classes.words ?? ''}
      label={text('decision.ownWords')}
      description={needed ? text('decision.twentyOrMore') : text('decision.optional')}
      maxLength={4000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={fault}
    />
  )
}
