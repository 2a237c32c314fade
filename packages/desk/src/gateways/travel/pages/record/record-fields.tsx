import type { TravellerField, TravellerRecord } from '@entente/contracts'
import type { z } from 'zod'
import { paths } from '../../../../app/paths.ts'
import { FactList } from '../../../../parts/fact-list.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Masked } from '../../../../parts/masked.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { partialDate } from '../../../../texts/times.ts'
import classes from './record.module.css'

type Field = z.infer<typeof TravellerField>

/** Each field with where it was said. A masked one came without its value. */
export function RecordFields({ record }: { record: TravellerRecord }) {
  const t = textsOf('record')
  const segmentIn = new Map(record.messages.map((message) => [message.id, message.segment]))
  return (
    <Panel title={t.title}>
      <FactList
        facts={record.fields.map((field) => ({
          name: t.field[field.field] ?? field.field,
          value: (
            <Value field={field} segment={field.messageId === null ? null : (segmentIn.get(field.messageId) ?? null)} />
          ),
        }))}
      />
    </Panel>
  )
}

function Value({ field, segment }: { field: Field; segment: number | null }) {
  const t = textsOf('record')
  if (field.masked) return <Masked />
  if (field.value === null) return <span className={classes.dim}>{t.notSaid}</span>
  const name = t.field[field.field] ?? field.field
  return (
    <span className={classes.value}>
      {field.field === 'birthDate' ? partialDate(field.value) : <bdi>{field.value}</bdi>}
      {field.messageId !== null && (
        <GoLink
          to={paths.message(field.messageId, { segment })}
          className={classes.where}
          aria-label={t.whereName(name)}
        >
          {t.where}
        </GoLink>
      )}
    </span>
  )
}
