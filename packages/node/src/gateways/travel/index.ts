import type { PipelineGateway } from '../../pipeline/gateway.ts'
import { travelAnswers } from './answers/travel-answers.ts'
import { loadFlights } from './flights/load-flights.ts'
import { loadRecord } from './travellers/load-record.ts'
import { loadSubjects, recentSubjects } from './travellers/load-subjects.ts'

/** The travel gateway as the pipeline asks it: who the travellers are, and what their carriers are told. */
export function createTravelGateway(): PipelineGateway {
  return { kind: 'travel', loadSubjects, recentSubjects, loadRecord, loadFlights, ...travelAnswers() }
}

export { readAirportZones } from './flights/airport-zones.ts'
export { partTimeoutTask } from './flights/part-timeout-task.ts'
export { flightLatenessTask } from './flights/watch-lateness.ts'
export { createTravelIntake } from './intake.ts'
export { sniffFormat } from './messages/sniff-format.ts'
export { travelRoutes } from './routes.ts'
