import { Textarea } from '@mantine/core'
import { textsOf } from '../texts/catalogue.ts'
import classes from './decision.module.css'

interface Props {
  value: string
  onChange: (value: string) => void
  needed: boolean
  fault?: string | undefined
  id?: string
}

export function OwnWords({ value, onChange, needed, fault, id }: Props) {
  const t = textsOf('decision')
  return (
    <Textarea
      {...(id && { id })}
      className={classes.words ?? ''}
      label={t.ownWords}
      description={needed ? t.twentyOrMore : t.optional}
      maxLength={4000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={fault}
    />
  )
}
