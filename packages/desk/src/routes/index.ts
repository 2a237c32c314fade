import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import type { DeskGateway } from '../app/gateway.ts'
import { loadPart } from '../app/load-part.ts'
import { offerPalette } from '../app/palette-opener.tsx'
import { PageFailed, PagePending, root, shell } from '../app/root.tsx'
import { asText, type Search } from '../app/search.ts'
import { currentLanguage } from '../texts/language.ts'
import { loadTexts, pageTexts } from '../texts/load-texts.ts'
import { exchangeRoutes } from './exchange.ts'
import { matchingRoutes } from './matching.ts'
import { peopleRoutes } from './people.ts'
import { signalRoutes } from './signals.ts'
import { workRoutes } from './work.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // After signing in, only addresses of the desk itself are followed.
  validateSearch: (search: Search) => {
    const to = asText(search, 'to')
    return { to: to?.startsWith('/') && !to.startsWith('//') ? to : undefined, provider: asText(search, 'provider') }
  },
  component: lazyRouteComponent(() => import('../pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const enrol = createRoute({
  getParentRoute: () => root,
  path: '/enrol',
  component: lazyRouteComponent(() => import('../pages/sign-in/enrol-page.tsx'), 'EnrolPage'),
})
const report = createRoute({
  getParentRoute: () => root,
  path: '/report',
  component: lazyRouteComponent(() => import('../pages/sealed/report-page.tsx'), 'ReportPage'),
})
// Anybody asks here, without an account.
const ask = createRoute({
  getParentRoute: () => root,
  path: '/ask',
  component: lazyRouteComponent(() => import('../pages/ask/ask-page.tsx'), 'AskPage'),
})
const askState = createRoute({
  getParentRoute: () => root,
  path: '/ask/state',
  component: lazyRouteComponent(() => import('../pages/ask/state-page.tsx'), 'AskStatePage'),
})
const casePrint = createRoute({
  getParentRoute: () => root,
  path: '/cases/$id/print',
  component: lazyRouteComponent(() => import('../pages/case/print/print-page.tsx'), 'PrintPage'),
})

// The queue and the cases need fewer texts than the other pages, so that they open sooner.
const otherRoutes = [...signalRoutes, ...exchangeRoutes, ...matchingRoutes, ...peopleRoutes]
const pages = [...workRoutes, ...signalRoutes, ...exchangeRoutes, ...matchingRoutes, ...peopleRoutes] as const

/** Creates the router of the desk with the pages of its gateways. Each page is a separate file that is loaded when it is first opened. */
export function routerOf(gateways: readonly DeskGateway[]) {
  const kinds = gateways.map(({ kind }) => kind)
  const loader = (...groups: string[]) => ({ loader: () => loadPart(() => loadTexts(currentLanguage(), groups)) })
  shell.update(loader('work', ...kinds) as object)
  casePrint.update(loader('work', ...kinds) as object)
  report.update(loader('more') as object)
  ask.update(loader('public', ...kinds) as object)
  askState.update(loader('public') as object)
  offerPalette(async () => {
    const texts = loadPart(() => loadTexts(currentLanguage(), ['work', 'more', ...kinds]))
    const { Palette } = await import('../pages/find/palette.tsx')
    await texts
    return { default: Palette }
  })
  for (const route of otherRoutes) route.update(loader('more') as object)
  const further = gateways
    .flatMap(({ kind, pages = [] }) => pages.map((page) => ({ kind, ...page })))
    .map(({ kind, path, search, component, wide }) =>
      createRoute({
        getParentRoute: () => shell,
        path,
        component,
        ...(wide && { staticData: { wide } }),
        ...loader('more', pageTexts(kind)),
        ...(search && { validateSearch: search }),
      }),
    )
  // TypeScript knows no types of routes that come from a list, so their pages read the address with usePageSearch and usePathPart.
  const children = [...pages, ...further] as unknown as typeof pages
  const router = createRouter({
    routeTree: root.addChildren([signIn, enrol, report, ask, askState, casePrint, shell.addChildren(children)]),
    defaultPreload: false,
    defaultErrorComponent: PageFailed,
    defaultPendingComponent: PagePending,
    defaultPendingMs: 0,
    defaultPendingMinMs: 0,
    scrollRestoration: false,
  })
  // Only the first page shows its title and empty rows while its script is loaded. Later, the page before it stays usable.
  const stop = router.subscribe('onResolved', () => {
    stop()
    router.update({ ...router.options, defaultPendingMs: Number.POSITIVE_INFINITY })
  })
  return router
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerOf>
  }
}
