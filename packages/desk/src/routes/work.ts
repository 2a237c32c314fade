import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useGateways } from '../app/gateway.ts'
import { homeOf } from '../app/navigation.ts'
import { shell } from '../app/root.tsx'
import { asCount, asText, oneOf, type Search } from '../app/search.ts'
import { useMe } from '../app/session.ts'
import { useGo } from '../parts/go.ts'

const home = createRoute({ getParentRoute: () => shell, path: '/', component: Home })
const queue = createRoute({
  getParentRoute: () => shell,
  path: '/queue',
  validateSearch: (search: Search) => ({
    with: oneOf(search, 'with', ['all', 'me', 'none']),
    gateway: asText(search, 'gateway'),
    filter: asText(search, 'filter'),
    state: oneOf(search, 'state', ['decided']),
    sel: asText(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../pages/queue/queue-page.tsx'), 'QueuePage'),
})
const second = createRoute({
  getParentRoute: () => shell,
  path: '/second',
  validateSearch: (search: Search) => ({ sel: asText(search, 'sel') }),
  component: lazyRouteComponent(() => import('../pages/queue/second-page.tsx'), 'SecondPage'),
})
const oneCase = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$id',
  validateSearch: (search: Search) => ({
    tab: oneOf(search, 'tab', ['links', 'messages', 'history']),
    hit: asCount(search, 'hit'),
    view: oneOf(search, 'view', ['weights', 'table']),
    message: asText(search, 'message'),
  }),
  component: lazyRouteComponent(() => import('../pages/case/case-page.tsx'), 'CasePage'),
})
/** The routes of the queue and cases. */
export const workRoutes = [home, queue, second, oneCase] as const

/** Redirects to the first page of the signed-in person. */
function Home() {
  const go = useGo()
  const home = homeOf(useMe(), useGateways())
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => go(home, { replace: true }), [home])
  return null
}
