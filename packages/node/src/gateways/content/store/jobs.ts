import { z } from 'zod'
import { defineJob } from '../../../store/define-job.ts'

const Id = z.uuid()

export const matchUploadJob = defineJob('match-upload', z.object({ uploadId: Id }))
export const matchUploadsAgainJob = defineJob('settle-uploads', z.object({ signalIds: z.array(Id) }))
export const matchExpiredJob = defineJob('settle-expired', z.object({}))
export const retroMatchJob = defineJob('retro-match', z.object({ jobId: Id }))
export const deliverDecisionJob = defineJob('deliver-decision', z.object({ deliveryId: Id }), { priority: -20 })
export const removeRawFilesJob = defineJob('remove-raw-files', z.object({ names: z.array(z.string()) }))
export const emptyBankJob = defineJob('empty-bank', z.object({ bankId: z.int() }))
export const fetchExchangesJob = defineJob('fetch-exchanges', z.object({}))
export const fetchExchangeJob = defineJob('fetch-exchange', z.object({ name: z.string() }))
export const contentClocksJob = defineJob('content-clocks', z.object({}))
export const contentSnapshotJob = defineJob('content-snapshot', z.object({}))
