import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shell } from '../app/root.ts'
import { oneOf, type Search, text } from '../app/search.ts'

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
  component: lazyRouteComponent(() => import('../gateways/content/pages/uploads/content-page.tsx'), 'ContentPage'),
})
const banks = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks',
  component: lazyRouteComponent(() => import('../gateways/content/pages/banks/banks-page.tsx'), 'BanksPage'),
})
const bankNew = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/new',
  component: lazyRouteComponent(() => import('../gateways/content/pages/banks/bank-form-page.tsx'), 'NewBankPage'),
})
const bank = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name',
  component: lazyRouteComponent(() => import('../gateways/content/pages/banks/bank-page.tsx'), 'BankPage'),
})
const bankEdit = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name/edit',
  component: lazyRouteComponent(() => import('../gateways/content/pages/banks/bank-form-page.tsx'), 'EditBankPage'),
})
const bankAdd = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name/add',
  validateSearch: (search: Search) => ({ incident: text(search, 'incident') }),
  component: lazyRouteComponent(() => import('../gateways/content/pages/banks/add-items-page.tsx'), 'AddItemsPage'),
})
const item = createRoute({
  getParentRoute: () => shell,
  path: '/content/items/$id',
  component: lazyRouteComponent(() => import('../gateways/content/pages/banks/item-page.tsx'), 'ItemPage'),
})
const contentTry = createRoute({
  getParentRoute: () => shell,
  path: '/content/try',
  component: lazyRouteComponent(() => import('../gateways/content/pages/try/try-content-page.tsx'), 'TryContentPage'),
})
const incidents = createRoute({
  getParentRoute: () => shell,
  path: '/content/incidents',
  component: lazyRouteComponent(
    () => import('../gateways/content/pages/incidents/incidents-page.tsx'),
    'IncidentsPage',
  ),
})
const labels = createRoute({
  getParentRoute: () => shell,
  path: '/content/labels',
  component: lazyRouteComponent(() => import('../gateways/content/pages/banks/labels-page.tsx'), 'LabelsPage'),
})
const contentRates = createRoute({
  getParentRoute: () => shell,
  path: '/content/rates',
  component: lazyRouteComponent(
    () => import('../gateways/content/pages/rates/content-rates-page.tsx'),
    'ContentRatesPage',
  ),
})
const contentIndex = createRoute({
  getParentRoute: () => shell,
  path: '/content/index',
  component: lazyRouteComponent(() => import('../gateways/content/pages/banks/index-page.tsx'), 'IndexPage'),
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
