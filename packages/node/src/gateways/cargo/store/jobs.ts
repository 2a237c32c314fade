import { CargoTableKind } from '@entente/contracts'
import { z } from 'zod'
import { defineJob } from '../../../store/define-job.ts'

/** A version of a table begins or ends: known goods are compared again. */
export const applyTablesJob = defineJob('apply-cargo-tables', z.object({ kind: CargoTableKind }))
