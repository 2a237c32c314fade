import { Purpose } from '@entente/contracts'
import { z } from 'zod'
import { defineJob, defineTopic } from '../../store/define-job.ts'

const Id = z.uuid()

export const readMessageJob = defineJob(
  'read-message',
  z.object({ messageId: Id, purpose: Purpose.nullable(), version: z.int().optional() }).loose(),
)
export const redactUnreadJob = defineJob('redact-unread', z.object({ messageId: Id, purpose: Purpose.nullable() }))
export const sweepRawFilesJob = defineJob('sweep-raw-files', z.object({}))
export const sweepDraftsJob = defineJob('sweep-drafts', z.object({}))
export const sweepRetentionJob = defineJob('sweep-retention', z.object({}))
/** Compares subjects of one gateway with the signals. */
export const matchSubjectsJob = defineJob(
  'match-subjects',
  z.object({
    gateway: z.string(),
    subjectIds: z.array(Id),
    messageId: Id.optional(),
    /** The messages that changed the subjects, with the count of subjects of each, if there are several. Each gets its own log entry. */
    messages: z.array(z.object({ messageId: Id, subjects: z.int() })).optional(),
    /** Answers senders even where no case changed, because the subjects themselves changed. */
    answerAll: z.boolean().optional(),
  }),
)
/** Compares what a stop left unchecked. */
export const checkLeftJob = defineJob('check-left', z.object({}))
/** Rules of a gateway changed: its subjects are compared again, first those with a hit of one of the rules. */
export const rulesChangedJob = defineJob(
  'rules-changed',
  z.object({
    gateway: z.string(),
    ruleIds: z.array(Id),
    cause: z.string(),
    phase: z.enum(['hits', 'recent']),
    after: Id.nullable(),
    /** Names the list of subjects of a phase, from its first part to its last. */
    run: Id.optional(),
  }),
)
/** The job that answers senders runs before jobs for the backlog of messages. */
export const answerSubjectJob = defineJob(
  'answer-subject',
  z.object({ gateway: z.string(), subjectId: Id.optional(), subjectIds: z.array(Id).optional() }),
  { priority: -20 },
)
/** A decision was made. Subscribers record feedback for the signals' owners, and gateways note what follows for them. */
export const decisionMadeTopic = defineTopic('record-feedback', z.object({ decisionId: Id }))
export const expireSignalsJob = defineJob('expire-signals', z.object({}))
export const thresholdTrialJob = defineJob('threshold-trial', z.object({ trialId: Id }))
export const measureRatesJob = defineJob('measure-rates', z.object({ cause: z.enum(['daily', 'list']).optional() }))
/** Counts subjects by group, and evaluates the months that are over. */
export const countGroupsJob = defineJob('count-groups', z.object({}), { priority: 5 })
export const relateHitsJob = defineJob('relate-hits', z.object({}))
/** Withdraws the own signals that a request for redress showed to be wrong. */
export const correctSignalsJob = defineJob('correct-signals', z.object({ requestId: Id }))
/** Raises alarms about late requests for redress, follows their corrections, and deletes what ended. */
export const watchRedressJob = defineJob('watch-redress', z.object({}))
/** Plants synthetic cases among the real ones, and tells the results of those that were judged. */
export const plantCasesJob = defineJob('plant-cases', z.object({}))
/** Raises alarms about acceptance, haste and missed planted cases. */
export const checkJudgementJob = defineJob('check-judgement', z.object({}))
