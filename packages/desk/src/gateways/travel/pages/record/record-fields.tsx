import type { RecordField, TravellerRecord } from '@entente/contracts'
import type { z } from 'zod'
import { FactList } from '../../../../parts/fact-list.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Masked } from '../../../../parts/masked.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { partialDate } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { findText, text } from '../../texts/index.ts'
import classes from './record.module.css'

type Field = z.infer<typeof RecordField>

/** Shows each field with its source. The node sends a masked field without its value. */
export function RecordFields({ record }: { record: TravellerRecord }) {
  const segmentIn = new Map(record.messages.map((message) => [message.id, message.segment]))
  return (
    <Panel title={text('travel.record.title')}>
      <FactList
        facts={record.fields.map((field) => ({
          name: findText(`travel.record.field.${field.field}`) ?? field.field,
          value: (
            <Value field={field} segment={field.messageId === null ? null : (segmentIn.get(field.messageId) ?? null)} />
          ),
        }))}
      />
    </Panel>
  )
}

function Value({ field, segment }: { field: Field; segment: number | null }) {
  if (field.masked) return <Masked />
  if (field.value === null) return <span className={classes.dim}>{text('travel.record.notSaid')}</span>
  const name = findText(`travel.record.field.${field.field}`) ?? field.field
  return (
    <span className={classes.value}>
      {field.field === 'birthDate' ? partialDate(field.value) : <bdi>{field.value}</bdi>}
      {field.messageId !== null && (
        <GoLink
          to={paths.message(field.messageId, { segment })}
          className={classes.where}
          aria-label={text('travel.record.whereName', { field: name })}
        >
          {text('travel.record.where')}
        </GoLink>
      )}
    </span>
  )
}
