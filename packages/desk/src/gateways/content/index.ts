import { contentCells, contentPurposes } from '@entente/contracts'
import { lazyRouteComponent } from '@tanstack/react-router'
import { lazy } from 'react'
import { defineDeskGateway } from '../../app/gateway.ts'
import { counted, reviewers, signalReaders } from '../../app/navigation.ts'
import { paths } from './addresses/paths.ts'
import { addItemsSearch, uploadsSearch } from './addresses/searches.ts'
import { decisionRules } from './decision-rules.tsx'
import { findText, text } from './texts/index.ts'

/** The content gateway: uploads of platforms, and the banks that they are compared with. */
export const content = defineDeskGateway({
  kind: 'content',
  findText,
  entries: [
    {
      id: 'content',
      name: () => text('content.pages.content'),
      to: paths.content(),
      icon: 'picture',
      group: 'work',
      place: 30,
      roles: reviewers,
      key: 'C',
      badge: (badges) => counted(badges.content),
      // The pages below this one belong to the entry of the banks.
      isHere: (pathname) => pathname === paths.content(),
    },
    {
      id: 'banks',
      name: () => text('content.pages.banks'),
      to: paths.banks(),
      icon: 'bank',
      group: 'records',
      place: 30,
      roles: signalReaders,
      isHere: (pathname) => pathname.startsWith(`${paths.content()}/`),
    },
  ],
  pages: [
    {
      path: '/content',
      search: uploadsSearch,
      wide: true,
      component: lazyRouteComponent(() => import('./pages/uploads/content-page.tsx'), 'ContentPage'),
    },
    {
      path: '/content/banks',
      component: lazyRouteComponent(() => import('./pages/banks/banks-page.tsx'), 'BanksPage'),
    },
    {
      path: '/content/banks/new',
      component: lazyRouteComponent(() => import('./pages/banks/bank-form-page.tsx'), 'NewBankPage'),
    },
    {
      path: '/content/banks/$name',
      wide: true,
      component: lazyRouteComponent(() => import('./pages/banks/bank-page.tsx'), 'BankPage'),
    },
    {
      path: '/content/banks/$name/edit',
      component: lazyRouteComponent(() => import('./pages/banks/bank-form-page.tsx'), 'EditBankPage'),
    },
    {
      path: '/content/banks/$name/add',
      search: addItemsSearch,
      wide: true,
      component: lazyRouteComponent(() => import('./pages/banks/add-items-page.tsx'), 'AddItemsPage'),
    },
    {
      path: '/content/items/$id',
      wide: true,
      component: lazyRouteComponent(() => import('./pages/banks/item-page.tsx'), 'ItemPage'),
    },
    {
      path: '/content/try',
      wide: true,
      component: lazyRouteComponent(() => import('./pages/try/try-content-page.tsx'), 'TryContentPage'),
    },
    {
      path: '/content/incidents',
      component: lazyRouteComponent(() => import('./pages/incidents/incidents-page.tsx'), 'IncidentsPage'),
    },
    {
      path: '/content/labels',
      component: lazyRouteComponent(() => import('./pages/banks/labels-page.tsx'), 'LabelsPage'),
    },
    {
      path: '/content/rates',
      wide: true,
      component: lazyRouteComponent(() => import('./pages/rates/content-rates-page.tsx'), 'ContentRatesPage'),
    },
    {
      path: '/content/index',
      component: lazyRouteComponent(() => import('./pages/banks/index-page.tsx'), 'IndexPage'),
    },
  ],
  homeOf: ({ role, purpose }) => (purpose === 'content-safety' && reviewers.includes(role) ? paths.content() : null),
  stale: {
    'case.opened': ['/v1/content/queue'],
    'case.changed': ['/v1/content/queue'],
    'bank.changed': ['/v1/content/banks', '/v1/content/index', '/v1/content/rates'],
  },
  decision: decisionRules,
  loadCase: async () => (await import('./case/case-parts.tsx')).caseParts,
  queue: {
    name: () => text('content.queue.name'),
    columns: { who: () => text('content.queue.who') },
    purposes: contentPurposes,
    evidenceCells: contentCells,
    emptyLinks: () => [{ to: paths.content(), label: text('content.queue.open') }],
    own: { entry: 'content', to: paths.content() },
  },
  Preferences: lazy(async () => ({ default: (await import('./care/care-form.tsx')).CarePanel })),
})
