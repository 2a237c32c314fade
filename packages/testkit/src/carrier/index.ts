export { type Callback, type CallbackServer, startCallbackServer } from './callback-server.ts'
export {
  type Acknowledged,
  type CarrierClientOptions,
  createCarrierClient,
  type InteractiveReply,
  NotAcknowledged,
  type Outgoing,
} from './client.ts'
export type { DirtyMessage, ExpectedPerson } from './dirt/dirty-message.ts'
export { dirtyMessages } from './dirt/dirty-messages.ts'
export type { Dirt } from './dirt/soil.ts'
export type { InventedPerson } from './people/invented-person.ts'
export { createRandom, type Random } from './random.ts'
export { type Carrier, carriers } from './schedule/carriers.ts'
export { type PlannedFlight, scheduleCsv } from './schedule/plan-flights.ts'
export { createTraffic, type Traffic, type TrafficMessage, type TrafficOrder } from './traffic.ts'
export { createWatchList } from './watch/create-watch-list.ts'
export { type Likeness, type LikenessShares, type Seated, usualShares } from './watch/seat-watched.ts'
export type { WatchedName, WatchedOrganisation, WatchedPerson, WatchList } from './watch/watched-person.ts'
export { watchListCsv, watchListJsonLines, watchListUnXml } from './watch/write-watch-list.ts'
export type { StatedPerson } from './write/stated-person.ts'
