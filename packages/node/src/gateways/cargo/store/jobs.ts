import { CargoTableKind } from '@entente/contracts'
import { z } from 'zod'
import { defineJob } from '../../../store/define-job.ts'

const Id = z.uuid()

/** A version of a table begins or ends: known goods are compared again. */
export const applyTablesJob = defineJob('apply-cargo-tables', z.object({ kind: CargoTableKind }))

/** Tests a version of a rule on stored consignments. */
export const ruleTestJob = defineJob('rule-test', z.object({ testId: z.uuid() }))
/** Notes which rules began and ended. */
export const expireRulesJob = defineJob('expire-rules', z.object({}))
/** Gives the waiting answers to a filer their sequences, and starts their delivery. */
export const releaseAnswersJob = defineJob('release-cargo-answers', z.object({ senderId: Id }), { priority: -20 })
export const deliverCargoAnswerJob = defineJob('deliver-cargo-answer', z.object({ answerId: Id }), { priority: -20 })
export const referralDeadlineJob = defineJob(
  'referral-deadline',
  z.object({ referralId: Id, kind: z.enum(['reminder', 'due']) }),
  { priority: -20 },
)
export const caseDueJob = defineJob('case-due', z.object({ consignmentId: Id }), { priority: -20 })
/** Enqueues the work that a lost job or a clock that jumped left out. */
export const answerClocksJob = defineJob('cargo-answer-clocks', z.object({}))
/** Compares the containers of manifests with those of stowage plans of a voyage. */
export const compareVoyageJob = defineJob('compare-cargo-voyage', z.object({ voyageId: Id }))
