import { z } from 'zod'
import { Instant } from '../../../terms/ids.ts'

export const IncidentLevel = z.enum(['incident', 'contentIncident', 'contentIncidentProtocol'])
export const NewIncident = z.strictObject({
  name: z.string().min(1).max(200),
  level: IncidentLevel,
  startsAt: Instant,
  endsAt: Instant.nullable().optional(),
})
export const PatchIncident = NewIncident.partial().strict()
export const Incident = z.object({
  id: z.uuid(),
  name: z.string(),
  level: IncidentLevel,
  startsAt: Instant,
  endsAt: Instant.nullable(),
  createdAt: Instant,
  items: z.int(),
  /** When the first signal of the incident was entered, and when one of its signals first matched an upload. */
  firstSignalAt: Instant.nullable(),
  firstHitAt: Instant.nullable(),
})
export type Incident = z.infer<typeof Incident>

export const RetroRequest = z.strictObject({
  itemIds: z.array(z.uuid()).min(1).max(10_000).optional(),
  bank: z.string().max(200).optional(),
  since: Instant,
})
export type RetroRequest = z.infer<typeof RetroRequest>
export const RetroJob = z.object({
  jobId: z.uuid(),
  state: z.enum(['waiting', 'done']),
  checked: z.int(),
  hits: z.int(),
  caseIds: z.array(z.uuid()),
})
export type RetroJob = z.infer<typeof RetroJob>
