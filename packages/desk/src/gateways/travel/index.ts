import { identityCells, travelPurposes } from '@entente/contracts'
import { lazyRouteComponent } from '@tanstack/react-router'
import { lazy } from 'react'
import { defineDeskGateway } from '../../app/gateway.ts'
import { readers } from '../../app/navigation.ts'
import { paths } from './addresses/paths.ts'
import { flightsSearch, messageSearch, messagesSearch } from './addresses/searches.ts'
import { flightInQueue, previewFacts } from './case/in-queue.ts'
import { decisionRules } from './decision-rules.ts'
import { findText, text } from './texts/index.ts'

const flightIcon = {
  path: 'M2 11.8l12-4.5c.7-.3.5-1.5-.4-1.5l-3 .3-4.4-3-1.3.4 2.4 3.3-3 .6-1.5-1.2-.9.3 1.1 2.7',
  directional: true,
}

/** The travel gateway: passenger lists and reservations of carriers. */
export const travel = defineDeskGateway({
  kind: 'travel',
  findText,
  entries: [
    {
      id: 'flights',
      name: () => text('travel.pages.flights'),
      to: paths.flights(),
      icon: flightIcon,
      group: 'work',
      place: 40,
      roles: readers,
      key: 'F',
      phone: true,
      badge: ({ flightsLate: count = 0 }) => (count > 0 ? text('travel.badgeLate', { count }) : null),
      badgeTo: paths.flights({ state: 'late' }),
    },
    {
      id: 'messages',
      name: () => text('travel.pages.messages'),
      to: paths.messages(),
      icon: 'messages',
      group: 'records',
      place: 10,
      roles: readers,
      key: 'M',
      badge: ({ messagesHeld: count = 0 }) => (count > 0 ? text('travel.badgeHeld', { count }) : null),
      badgeTo: paths.messages({ status: 'quarantined' }),
    },
  ],
  pages: [
    {
      path: '/flights',
      search: flightsSearch,
      component: lazyRouteComponent(() => import('./pages/flights/flights-page.tsx'), 'FlightsPage'),
    },
    {
      path: '/flights/$key',
      component: lazyRouteComponent(() => import('./pages/flights/flight-page.tsx'), 'FlightPage'),
    },
    {
      path: '/messages',
      search: messagesSearch,
      component: lazyRouteComponent(() => import('./pages/messages/messages-page.tsx'), 'MessagesPage'),
    },
    {
      path: '/messages/$id',
      search: messageSearch,
      component: lazyRouteComponent(() => import('./pages/message/message-page.tsx'), 'MessagePage'),
    },
    {
      path: '/records/$id',
      component: lazyRouteComponent(() => import('./pages/record/record-page.tsx'), 'RecordPage'),
    },
  ],
  stale: {
    'flight.changed': ['/v1/travel/flights', '/v1/badges'],
    'message.read': ['/v1/travel/messages', '/v1/badges'],
  },
  decision: decisionRules,
  loadCase: async () => (await import('./case/case-parts.tsx')).caseParts,
  queue: {
    name: () => text('travel.queue.name'),
    columns: { who: () => text('travel.queue.who') },
    purposes: travelPurposes,
    evidenceCells: identityCells,
    cellColumns: true,
    on: flightInQueue,
    filters: [
      { field: 'on', name: () => text('travel.queue.filters.on'), hint: () => text('travel.queue.filters.onHint') },
      {
        field: 'filer',
        name: () => text('travel.queue.filters.filer'),
        hint: () => text('travel.queue.filters.filerHint'),
      },
      {
        field: 'route',
        name: () => text('travel.queue.filters.route'),
        hint: () => text('travel.queue.filters.routeHint'),
      },
    ],
    more: (count) => text('travel.queue.more', { count }),
    preview: previewFacts,
    emptyLinks: () => [{ to: paths.flights(), label: text('travel.queue.emptyFlights') }],
  },
  sender: {
    Fields: lazy(async () => ({ default: (await import('./sender/sender-fields.tsx')).SenderFields })),
  },
  finds: [
    { type: 'person', prefix: 'p', icon: 'person' },
    { type: 'flight', prefix: 'f', icon: flightIcon },
    { type: 'locator', prefix: 'l', icon: 'log' },
    { type: 'document', prefix: 'd', icon: 'log' },
  ],
  loadHeld: async () => (await import('./find/held-travel.ts')).heldTravel,
  logTypes: ['message.receive'],
  overdue: (badges) => [
    {
      what: text('travel.overdue.flights'),
      count: badges?.flightsLate,
      to: paths.flights({ state: 'late' }),
    },
    { what: text('travel.overdue.messages'), count: badges?.messagesToCheck, to: paths.messages() },
  ],
})
