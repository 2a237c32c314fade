import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { PageFailed } from '../app/page-failed.tsx'
import { root, shell } from '../app/root.ts'
import { type Search, text } from '../app/search.ts'
import { contentRoutes } from './content.ts'
import { exchangeRoutes } from './exchange.ts'
import { matchingRoutes } from './matching.ts'
import { peopleRoutes } from './people.ts'
import { signalRoutes } from './signals.ts'
import { workRoutes } from './work.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only an own path is followed after signing in.
  validateSearch: (search: Search) => {
    const to = text(search, 'to')
    return { to: to?.startsWith('/') && !to.startsWith('//') ? to : undefined }
  },
  component: lazyRouteComponent(() => import('../pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const casePrint = createRoute({
  getParentRoute: () => root,
  path: '/cases/$id/print',
  component: lazyRouteComponent(() => import('../pages/case/print/print-page.tsx'), 'PrintPage'),
})

const routeTree = root.addChildren([
  signIn,
  casePrint,
  shell.addChildren([
    ...workRoutes,
    ...contentRoutes,
    ...signalRoutes,
    ...exchangeRoutes,
    ...matchingRoutes,
    ...peopleRoutes,
  ]),
])

/** The routes of desk.md 2: a file each for what belongs together. Each page is a piece of its own, loaded when it is first opened. */
export const router = createRouter({
  routeTree,
  defaultPreload: false,
  defaultErrorComponent: PageFailed,
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
