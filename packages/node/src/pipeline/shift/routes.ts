import { HandoverNote, Shift, ShiftHandoverRequest, ShiftQuery } from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { acceptShift, handShiftOver } from './hand-over.ts'
import { readShift, type ShiftDeps } from './read-shift.ts'

/** Registers the page of a supervisor's shift, and the notes with which a shift is handed over. */
export function shiftRoutes(app: App, deps: Pick<CoreDeps, 'store'> & ShiftDeps): void {
  app.get(
    '/v1/shift',
    {
      schema: {
        summary: 'Read the work of the present shift',
        personal: true,
        errors: ['body-invalid'],
        querystring: ShiftQuery,
        response: { 200: Shift },
      },
    },
    (request) => readShift(accessOf(deps, request), deps, request.query),
  )
  app.post(
    '/v1/shift/handovers',
    {
      schema: {
        summary: 'Hand the shift over to another supervisor with a note',
        personal: true,
        errors: ['body-invalid', 'same-person'],
        body: ShiftHandoverRequest,
        response: { 201: HandoverNote },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await handShiftOver(accessOf(deps, request), deps.gateways, request.body)),
  )
  app.post(
    '/v1/shift/handovers/:id/accept',
    {
      schema: {
        summary: 'Accept a shift from the supervisor who handed it over',
        personal: true,
        errors: ['handover-over'],
        params: z.object({ id: z.uuid() }),
        response: { 200: HandoverNote },
      },
    },
    (request) => acceptShift(accessOf(deps, request), request.params.id),
  )
}
