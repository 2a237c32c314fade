import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shell } from '../app/root.tsx'
import { asCount, asText, oneOf, type Search } from '../app/search.ts'

const signals = createRoute({
  getParentRoute: () => shell,
  path: '/signals',
  validateSearch: (search: Search) => ({
    kind: asText(search, 'kind'),
    owner: asText(search, 'owner'),
    from: oneOf(search, 'from', ['own', 'received']),
    state: oneOf(search, 'state', ['active', 'withdrawn', 'expired']),
    tlp: oneOf(search, 'tlp', ['clear', 'green', 'amber', 'amber+strict', 'red']),
    agreement: asText(search, 'agreement'),
    review: oneOf(search, 'review', ['due']),
    hits: oneOf(search, 'hits', ['some']),
    waits: oneOf(search, 'waits', ['release', 'false-positive']),
    sort: oneOf(search, 'sort', ['changed', 'name', 'hits30', 'mistaken', 'reviewDue', 'validUntil']),
    at: asCount(search, 'at'),
    sel: asText(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../pages/signals/signals-page.tsx'), 'SignalsPage'),
})
const signalNew = createRoute({
  getParentRoute: () => shell,
  path: '/signals/new',
  validateSearch: (search: Search) => ({ kind: asText(search, 'kind') }),
  component: lazyRouteComponent(() => import('../pages/signals/new-signal-page.tsx'), 'NewSignalPage'),
})
const signal = createRoute({
  getParentRoute: () => shell,
  path: '/signals/$id',
  component: lazyRouteComponent(() => import('../pages/signals/signal-page.tsx'), 'SignalPage'),
})
const signalEdit = createRoute({
  getParentRoute: () => shell,
  path: '/signals/$id/edit',
  component: lazyRouteComponent(() => import('../pages/signals/edit-signal-page.tsx'), 'EditSignalPage'),
})
const signalLists = createRoute({
  getParentRoute: () => shell,
  path: '/signals/lists',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/signal-import/lists-page.tsx'), 'ListsPage'),
})
const signalListNew = createRoute({
  getParentRoute: () => shell,
  path: '/signals/lists/new',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/signal-import/new-list-page.tsx'), 'NewListPage'),
})
const signalList = createRoute({
  getParentRoute: () => shell,
  path: '/signals/lists/$id',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/signal-import/list-page.tsx'), 'ListPage'),
})
const signalImport = createRoute({
  getParentRoute: () => shell,
  path: '/signals/import/$id',
  validateSearch: (search: Search) => ({
    show: oneOf(search, 'show', ['new', 'changed', 'unchanged', 'foreign', 'refused']),
  }),
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/signal-import/import-page.tsx'), 'ImportPage'),
})

/** The routes of signals, lists and imports. */
export const signalRoutes = [
  signals,
  signalNew,
  signal,
  signalEdit,
  signalLists,
  signalListNew,
  signalList,
  signalImport,
] as const
