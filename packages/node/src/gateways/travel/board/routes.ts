import { FlightDetail, FlightList, FlightQuery, ScheduleAnswer } from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import type { AirportZones } from '../flights/airport-zones.ts'
import { loadSchedule } from '../flights/load-schedule.ts'
import { bytesOf, takeAnyBody } from '../messages/receive-body.ts'
import { flightDetail } from './flight-detail.ts'
import { listFlights } from './list-flights.ts'

/** Routes of the flight board, of one flight, and of the schedule of expected flights. */
export function flightRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { zones: AirportZones }): void {
  app.get(
    '/v1/travel/flights',
    { schema: { summary: 'List flights', querystring: FlightQuery, response: { 200: FlightList } } },
    (request) => {
      // Flights and counts are not personal data: no purpose is required.
      const intent = { action: 'record.search', type: 'record.search', decision: 'allow', impersonal: true } as const
      return accessOf(deps, request).transaction(intent, (tx) => {
        tx.leavesNoEntry()
        return listFlights(tx, request.query)
      })
    },
  )

  app.get(
    '/v1/travel/flights/:key',
    {
      schema: {
        summary: 'Read a flight with its travellers',
        personal: true,
        params: z.object({ key: z.string().min(1).max(80) }),
        response: { 200: FlightDetail },
      },
    },
    (request) => {
      const intent = {
        action: 'record.read',
        type: 'record.read',
        decision: 'allow',
        details: { what: 'flight' },
      } as const
      return accessOf(deps, request).transaction(intent, (tx) => flightDetail(tx, request.params.key))
    },
  )

  takeAnyBody(app, (scope) => {
    scope.post(
      '/v1/travel/schedule',
      {
        config: { sender: { gateway: 'travel' } },
        schema: {
          summary: 'Add or update expected flights',
          consumes: ['text/csv'],
          examples: { body: 'carrier,number,from,to,departure,arrival' },
          described: { body: z.string() },
          errors: ['empty-body'],
          description:
            'CSV `carrier,number,from,to,departure,arrival`, local times. Lines that cannot be read, and a sender’s lines about a carrier it is not registered for, are rejected; the answer lists each with its reason.',
          response: { 200: ScheduleAnswer },
        },
      },
      (request) => {
        const text = bytesOf(request.body).toString('utf8')
        const intent = {
          action: 'schedule.write',
          type: 'config.change',
          impersonal: true,
          details: { what: 'schedule' },
        } as const
        return accessOf(deps, request).transaction(intent, (tx) => loadSchedule(tx, deps.zones, text, request.sender))
      },
    )
  })
}
