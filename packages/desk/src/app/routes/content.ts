import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shell } from './root.ts'
import { oneOf, type Search, text } from './search.ts'

const content = createRoute({
  getParentRoute: () => shell,
  path: '/content',
  validateSearch: (search: Search) => ({
    view: oneOf(search, 'view', ['tiles', 'list']),
    with: oneOf(search, 'with', ['all', 'me', 'none']),
    incident: text(search, 'incident'),
    label: text(search, 'label'),
    sel: text(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../../pages/content/content-page.tsx'), 'ContentPage'),
})
const banks = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks',
  component: lazyRouteComponent(() => import('../../pages/content-banks/banks-page.tsx'), 'BanksPage'),
})
const bankNew = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/new',
  component: lazyRouteComponent(() => import('../../pages/content-banks/bank-form-page.tsx'), 'NewBankPage'),
})
const bank = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name',
  component: lazyRouteComponent(() => import('../../pages/content-banks/bank-page.tsx'), 'BankPage'),
})
const bankEdit = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name/edit',
  component: lazyRouteComponent(() => import('../../pages/content-banks/bank-form-page.tsx'), 'EditBankPage'),
})
const bankAdd = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name/add',
  validateSearch: (search: Search) => ({ incident: text(search, 'incident') }),
  component: lazyRouteComponent(() => import('../../pages/content-banks/add-items-page.tsx'), 'AddItemsPage'),
})
const item = createRoute({
  getParentRoute: () => shell,
  path: '/content/items/$id',
  component: lazyRouteComponent(() => import('../../pages/content-banks/item-page.tsx'), 'ItemPage'),
})
const contentTry = createRoute({
  getParentRoute: () => shell,
  path: '/content/try',
  component: lazyRouteComponent(() => import('../../pages/content-try/try-content-page.tsx'), 'TryContentPage'),
})
const incidents = createRoute({
  getParentRoute: () => shell,
  path: '/content/incidents',
  component: lazyRouteComponent(() => import('../../pages/content-incidents/incidents-page.tsx'), 'IncidentsPage'),
})
const labels = createRoute({
  getParentRoute: () => shell,
  path: '/content/labels',
  component: lazyRouteComponent(() => import('../../pages/content-banks/labels-page.tsx'), 'LabelsPage'),
})
const contentRates = createRoute({
  getParentRoute: () => shell,
  path: '/content/rates',
  component: lazyRouteComponent(() => import('../../pages/content-rates/content-rates-page.tsx'), 'ContentRatesPage'),
})
const contentIndex = createRoute({
  getParentRoute: () => shell,
  path: '/content/index',
  component: lazyRouteComponent(() => import('../../pages/content-banks/index-page.tsx'), 'IndexPage'),
})

/** Uploads, banks and what stands beside them. */
export const contentRoutes = [
  content,
  banks,
  bankNew,
  bank,
  bankEdit,
  bankAdd,
  item,
  contentTry,
  incidents,
  labels,
  contentRates,
  contentIndex,
] as const
