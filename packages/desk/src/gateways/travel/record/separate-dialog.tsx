import type { SplitAnswer, TravellerRecord, TravellerStatement } from '@entente/contracts'
import { Checkbox, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { instantHere } from '../../../texts/times.ts'
import { text } from '../texts/index.ts'
import classes from './joined-from.module.css'

const shortestReason = 20

interface Props {
  record: TravellerRecord
  /** The statement from which the dialog was opened. It is selected, together with the check-in at the same position in its message. */
  about: TravellerStatement
  onClose: () => void
}

/** Asks which statements are about another person, and for a reason, and shows the consequences. */
export function SeparateDialog({ record, about, onClose }: Props) {
  const placeOf = (statement: TravellerStatement) => `${statement.messageId}${statement.pointer}`
  const [places, setPlaces] = useState<readonly string[]>([placeOf(about)])
  const [reason, setReason] = useState('')
  const apart = record.statements.filter((statement) => places.includes(placeOf(statement)))
  const stays = record.statements.length - apart.length
  // A check-in cannot be chosen separately: it follows the record in which it was stated.
  const choices = record.statements.filter(
    (statement) =>
      statement.source !== 'check-in' ||
      !record.statements.some((other) => other !== statement && placeOf(other) === placeOf(statement)),
  )
  return (
    <ConfirmAct
      opened
      onClose={onClose}
      title={text('travel.joined.dialog.title')}
      act={text('travel.joined.dialog.act')}
      notNow={text('travel.joined.dialog.notNow')}
      blocked={apart.length === 0 || stays === 0 || reason.trim().length < shortestReason}
      onAct={async () => {
        const statements = apart.map((statement) => statement.id)
        await api.post<SplitAnswer>(`/v1/travel/travellers/${record.travellerId}/split`, {
          statements,
          reason: reason.trim(),
        })
        markStale('/v1/travel/', '/v1/cases', '/v1/cases/', '/v1/badges')
      }}
    >
      <fieldset className={classes.which}>
        <legend>{text('travel.joined.dialog.which')}</legend>
        {choices.map((statement) => (
          <Checkbox
            key={statement.id}
            size="xs"
            label={text('travel.joined.dialog.statement', {
              source: text(`travel.joined.source.${statement.source}`),
              sender: statement.sender,
              at: instantHere(statement.receivedAt),
            })}
            checked={places.includes(placeOf(statement))}
            onChange={(event) => {
              const place = placeOf(statement)
              const { checked } = event.currentTarget
              setPlaces((before) => (checked ? [...before, place] : before.filter((one) => one !== place)))
            }}
          />
        ))}
      </fieldset>
      <p role="status">
        {apart.length === 0
          ? text('travel.joined.dialog.none')
          : stays === 0
            ? text('travel.joined.dialog.all')
            : text('travel.joined.dialog.counted', { apart: apart.length, stays })}
      </p>
      <Textarea
        mt={12}
        label={text('travel.joined.dialog.reason')}
        description={text('travel.joined.dialog.note')}
        maxLength={2000}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmAct>
  )
}
