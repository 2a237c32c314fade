import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shell } from '../app/root.tsx'
import { asCount, asText, type Search } from '../app/search.ts'

const network = createRoute({
  getParentRoute: () => shell,
  path: '/network',
  component: lazyRouteComponent(() => import('../pages/network/network-page.tsx'), 'NetworkPage'),
})
const networkMember = createRoute({
  getParentRoute: () => shell,
  path: '/network/$member',
  component: lazyRouteComponent(() => import('../pages/network/member-page.tsx'), 'MemberPage'),
})
const withdrawals = createRoute({
  getParentRoute: () => shell,
  path: '/withdrawals',
  component: lazyRouteComponent(() => import('../pages/signals/withdrawals/withdrawals-page.tsx'), 'WithdrawalsPage'),
})
const agreements = createRoute({
  getParentRoute: () => shell,
  path: '/agreements',
  validateSearch: (search: Search) => ({ sel: asText(search, 'sel') }),
  component: lazyRouteComponent(() => import('../pages/agreements/agreements-page.tsx'), 'AgreementsPage'),
})
const agreementNew = createRoute({
  getParentRoute: () => shell,
  path: '/agreements/new',
  component: lazyRouteComponent(() => import('../pages/agreements/agreement-form-page.tsx'), 'NewAgreementPage'),
})
const agreement = createRoute({
  getParentRoute: () => shell,
  path: '/agreements/$id',
  validateSearch: (search: Search) => ({ version: asCount(search, 'version'), with: asCount(search, 'with') }),
  component: lazyRouteComponent(() => import('../pages/agreements/agreement-page.tsx'), 'AgreementPage'),
})
const agreementNext = createRoute({
  getParentRoute: () => shell,
  path: '/agreements/$id/next',
  component: lazyRouteComponent(() => import('../pages/agreements/agreement-form-page.tsx'), 'NextAgreementPage'),
})
const blind = createRoute({
  getParentRoute: () => shell,
  path: '/blind',
  component: lazyRouteComponent(() => import('../pages/blind/blind-page.tsx'), 'BlindPage'),
})

/** The routes of the exchange between members. */
export const exchangeRoutes = [
  network,
  networkMember,
  withdrawals,
  agreements,
  agreementNew,
  agreement,
  agreementNext,
  blind,
] as const
