import { classesOf } from '../../../safeguards/access/field-classes.ts'
import { bagFields, personFields, reservationFields, seatFields } from '../classes/reading-classes.ts'
import type { ReservationContent, StatementContent } from './statement-draft.ts'

export const statementClasses = classesOf<StatementContent>()('statement', {
  person: personFields,
  seats: seatFields,
  bags: bagFields,
  namesakes: 'kept',
})

export const reservationClasses = classesOf<ReservationContent>()('reservation_version', {
  ...reservationFields,
  peopleCount: 'kept',
  pointer: 'kept',
})
