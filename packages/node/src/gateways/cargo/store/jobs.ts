import { CargoTableKind } from '@entente/contracts'
import { z } from 'zod'
import { defineJob } from '../../../store/define-job.ts'

/** A version of a table begins or ends: known goods are compared again. */
export const applyTablesJob = defineJob('apply-cargo-tables', z.object({ kind: CargoTableKind }))

/** Tests a version of a rule on stored consignments. */
export const ruleTestJob = defineJob('rule-test', z.object({ testId: z.uuid() }))
/** Notes which rules began and ended. */
export const expireRulesJob = defineJob('expire-rules', z.object({}))
