import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { homeOf } from '../app/navigation.ts'
import { shell } from '../app/root.ts'
import { count, oneOf, type Search, text } from '../app/search.ts'
import { refreshMe } from '../app/session.ts'

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: async () => {
    const me = await refreshMe().catch(() => null)
    if (me) throw redirect({ href: homeOf(me), replace: true })
  },
})
const queue = createRoute({
  getParentRoute: () => shell,
  path: '/queue',
  validateSearch: (search: Search) => ({
    with: oneOf(search, 'with', ['all', 'me', 'none']),
    gateway: oneOf(search, 'gateway', ['travel', 'cargo']),
    due: oneOf(search, 'due', ['30m', 'today']),
    from: text(search, 'from'),
    state: oneOf(search, 'state', ['decided']),
    sel: text(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../pages/queue/queue-page.tsx'), 'QueuePage'),
})
const second = createRoute({
  getParentRoute: () => shell,
  path: '/second',
  validateSearch: (search: Search) => ({ sel: text(search, 'sel') }),
  component: lazyRouteComponent(() => import('../pages/queue/second-page.tsx'), 'SecondPage'),
})
const flights = createRoute({
  getParentRoute: () => shell,
  path: '/flights',
  validateSearch: (search: Search) => ({
    day: text(search, 'day'),
    state: oneOf(search, 'state', ['expected', 'incomplete', 'complete', 'late', 'closed', 'cancelled']),
    carrier: text(search, 'carrier'),
    sel: text(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../gateways/travel/pages/flights/flights-page.tsx'), 'FlightsPage'),
})
const flight = createRoute({
  getParentRoute: () => shell,
  path: '/flights/$key',
  component: lazyRouteComponent(() => import('../gateways/travel/pages/flights/flight-page.tsx'), 'FlightPage'),
})
const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  validateSearch: (search: Search) => ({
    status: oneOf(search, 'status', ['received', 'read', 'partly-read', 'quarantined']),
    sender: text(search, 'sender'),
    sel: text(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../gateways/travel/pages/messages/messages-page.tsx'), 'MessagesPage'),
})
const message = createRoute({
  getParentRoute: () => shell,
  path: '/messages/$id',
  validateSearch: (search: Search) => ({
    view: oneOf(search, 'view', ['raw', 'read', 'answer']),
    segment: count(search, 'segment'),
    case: text(search, 'case'),
  }),
  component: lazyRouteComponent(() => import('../gateways/travel/pages/message/message-page.tsx'), 'MessagePage'),
})
const oneCase = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$id',
  validateSearch: (search: Search) => ({ hit: count(search, 'hit'), view: oneOf(search, 'view', ['weights']) }),
  component: lazyRouteComponent(() => import('../pages/case/case-page.tsx'), 'CasePage'),
})
const record = createRoute({
  getParentRoute: () => shell,
  path: '/records/$id',
  component: lazyRouteComponent(() => import('../gateways/travel/pages/record/record-page.tsx'), 'RecordPage'),
})
const find = createRoute({
  getParentRoute: () => shell,
  path: '/find',
  validateSearch: (search: Search) => ({ find: text(search, 'find') }),
  component: lazyRouteComponent(() => import('../pages/find/find-page.tsx'), 'FindPage'),
})

/** What is worked on: cases, flights, messages, records. */
export const workRoutes = [home, queue, second, flights, flight, messages, message, oneCase, record, find] as const
