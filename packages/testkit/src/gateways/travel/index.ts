import type { SyntheticGateway } from '../../demo/synthetic-gateway.ts'

export { createCarrierClient, NotAcknowledged } from './client.ts'
export { corruptMessages } from './corrupt/corrupt-messages.ts'
export { eveningTraffic } from './evening-traffic.ts'
export { fillWithTraffic } from './fill-with-traffic.ts'
export { demoTraffic } from './play-flights.ts'
export { createTraffic, type TrafficMessage } from './traffic.ts'

/** The synthetic travel gateway: carriers that send passenger lists and reservations about invented people. */
export const travel: SyntheticGateway = {
  kind: 'travel',
  testSender: ({ acknowledge, callbackUrl }) => ({
    name: 'Nordvik Air',
    callbackUrl,
    settings: { carriers: ['7N'], acknowledge },
  }),
  history: async (target) => (await import('./travel-history.ts')).travelHistory(target),
  play: async (target) => (await import('./play-flights.ts')).playFlights(target),
  story: {
    kinds: ['person', 'travel-document'],
    purposes: ['border-control', 'terrorism-prevention'],
    tell: async (stage) => (await import('./tell-travel-story.ts')).tellTravelStory(stage),
  },
}
