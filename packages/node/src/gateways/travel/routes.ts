import type { ReceiveDeps } from '../../pipeline/receive/receive-message.ts'
import type { App } from '../../safeguards/access/http.ts'
import type { AirportZones } from './flights/airport-zones.ts'
import { flightRoutes } from './flights/routes.ts'
import { messageRoutes } from './messages/routes.ts'
import { travellerRoutes } from './travellers/routes.ts'

/** Every row of the HTTP table of travel.md 5 but the interactive one. */
export function travelRoutes(app: App, deps: ReceiveDeps & { zones: AirportZones }): void {
  messageRoutes(app, deps)
  flightRoutes(app, deps)
  travellerRoutes(app, deps)
}
