import type { CargoAnswer, CargoContact, CargoQuestion, Referral } from '@entente/contracts'
import { classesOf, type FieldsOf } from '../../../safeguards/access/field-classes.ts'

/** The sealed part of an answer. The columns of its row have the rest. */
export interface AnswerBody {
  consignment: CargoAnswer['consignment']
  /** Counts the filer's own messages about the consignment. */
  version: number
  questions: CargoQuestion[]
  method: string | null
  dueAt: string | null
  contact: CargoContact | null
  /** Matching was stopped, in whole or in part. */
  unchecked?: boolean
}

/** The sealed part of a referral: its questions and the answer of the filer. */
export interface ReferralBody {
  questions: CargoQuestion[]
  method: string | null
  answers: Referral['answers']
  attachments: Referral['attachments']
}

const questions: FieldsOf<CargoQuestion> = { path: 'kept', text: 'remarks', finding: 'kept' }

export const answerClasses = classesOf<AnswerBody>()('cargo_answer', {
  consignment: { key: 'kept', masterId: 'kept', houseId: 'kept' },
  ...{ unchecked: 'kept', version: 'kept', questions, method: 'kept', dueAt: 'kept' },
  contact: { name: 'names', phone: 'contact' },
})
export const referralClasses = classesOf<ReferralBody>()('cargo_referral', {
  ...{ questions, method: 'kept' },
  answers: { path: 'kept', text: 'remarks' },
  attachments: { name: 'masked', mediaType: 'kept', bytes: 'kept', sha256: 'kept' },
})

/** The questions of a row. Texts are empty once they are masked. */
export const questionsOf = (all: readonly CargoQuestion[] | null | undefined): CargoQuestion[] =>
  (all ?? []).map(({ path, text, finding }) => ({ path, text: text ?? '', finding: finding ?? null }))
