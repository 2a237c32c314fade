import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shell } from '../app/root.tsx'
import { asText, oneOf, type Search } from '../app/search.ts'

const logSearch = (search: Search) => ({
  from: asText(search, 'from'),
  to: asText(search, 'to'),
  type: asText(search, 'type'),
})
const log = createRoute({
  getParentRoute: () => shell,
  path: '/log',
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import('../pages/log/log-list.tsx'), 'LogPage'),
})
const unmaskings = createRoute({
  getParentRoute: () => shell,
  path: '/unmaskings',
  component: lazyRouteComponent(() => import('../pages/unmask/unmaskings-page.tsx'), 'UnmaskingsPage'),
})
const unmaskingNew = createRoute({
  getParentRoute: () => shell,
  path: '/unmaskings/new',
  validateSearch: (search: Search) => ({ case: asText(search, 'case') }),
  component: lazyRouteComponent(() => import('../pages/unmask/ask-page.tsx'), 'AskPage'),
})
const unmasking = createRoute({
  getParentRoute: () => shell,
  path: '/unmaskings/$id',
  component: lazyRouteComponent(() => import('../pages/unmask/unmasking-page.tsx'), 'UnmaskingPage'),
})
const redress = createRoute({
  getParentRoute: () => shell,
  path: '/redress',
  component: lazyRouteComponent(() => import('../pages/redress/redress-list-page.tsx'), 'RedressListPage'),
})
const redressRequest = createRoute({
  getParentRoute: () => shell,
  path: '/redress/$reference',
  component: lazyRouteComponent(() => import('../pages/redress/redress-page.tsx'), 'RedressPage'),
})
const retention = createRoute({
  getParentRoute: () => shell,
  path: '/retention',
  component: lazyRouteComponent(() => import('../pages/retention/retention-page.tsx'), 'RetentionPage'),
})
const me = createRoute({
  getParentRoute: () => shell,
  path: '/me',
  component: lazyRouteComponent(() => import('../pages/me/me-page.tsx'), 'MePage'),
})
const shift = createRoute({
  getParentRoute: () => shell,
  path: '/shift',
  validateSearch: (search: Search) => ({ gateway: asText(search, 'gateway'), sel: asText(search, 'sel') }),
  component: lazyRouteComponent(() => import('../pages/shift/shift-page.tsx'), 'ShiftPage'),
})
const stop = createRoute({
  getParentRoute: () => shell,
  path: '/stop',
  component: lazyRouteComponent(() => import('../pages/stop/stop-page.tsx'), 'StopPage'),
})
const necessity = createRoute({
  getParentRoute: () => shell,
  path: '/necessity',
  component: lazyRouteComponent(() => import('../pages/necessity/necessity-page.tsx'), 'NecessityPage'),
})
const necessityNew = createRoute({
  getParentRoute: () => shell,
  path: '/necessity/new',
  validateSearch: (search: Search) => ({ type: asText(search, 'type'), id: asText(search, 'id') }),
  component: lazyRouteComponent(() => import('../pages/necessity/new-record-page.tsx'), 'NewNecessityRecordPage'),
})
const necessityRecord = createRoute({
  getParentRoute: () => shell,
  path: '/necessity/$id',
  component: lazyRouteComponent(() => import('../pages/necessity/record-page.tsx'), 'NecessityRecordPage'),
})
/** The former address of the page. */
const team = createRoute({
  getParentRoute: () => shell,
  path: '/team',
  component: lazyRouteComponent(() => import('../pages/shift/shift-page.tsx'), 'FormerTeamPage'),
})
const fairness = createRoute({
  getParentRoute: () => shell,
  path: '/fairness',
  validateSearch: (search: Search) => ({
    month: asText(search, 'month'),
    gateway: asText(search, 'gateway'),
    source: asText(search, 'source'),
    measure: oneOf(search, 'measure', ['hitRate', 'falsePositiveRate']),
  }),
  component: lazyRouteComponent(() => import('../pages/fairness/fairness-page.tsx'), 'FairnessPage'),
})
const oversight = createRoute({
  getParentRoute: () => shell,
  path: '/oversight',
  validateSearch: (search: Search) => ({
    state: oneOf(search, 'state', ['open', 'in-review', 'awaiting-second', 'decided', 'closed']),
  }),
  component: lazyRouteComponent(() => import('../pages/oversight/oversight-cases-page.tsx'), 'OversightCasesPage'),
})
const oversightRates = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/rates',
  validateSearch: (search: Search) => ({
    gateway: asText(search, 'gateway'),
    weeks: oneOf(search, 'weeks', ['4', '13', '52']),
  }),
  component: lazyRouteComponent(() => import('../pages/oversight/rates-page.tsx'), 'OversightRatesPage'),
})
const oversightSample = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/sample',
  validateSearch: (search: Search) => ({ week: asText(search, 'week') }),
  component: lazyRouteComponent(() => import('../pages/sample/sample-page.tsx'), 'SamplePage'),
})
const questions = createRoute({
  getParentRoute: () => shell,
  path: '/questions',
  component: lazyRouteComponent(() => import('../pages/sample/questions-page.tsx'), 'QuestionsPage'),
})
const oversightLog = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/log',
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import('../pages/log/log-list.tsx'), 'OversightLogPage'),
})
const oversightLogCheck = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/log/check',
  component: lazyRouteComponent(() => import('../pages/log/verify-log-page.tsx'), 'VerifyLogPage'),
})
const oversightOverdue = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/overdue',
  component: lazyRouteComponent(() => import('../pages/oversight/overdue-page.tsx'), 'OverduePage'),
})
const oversightAccounts = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/accounts',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/admin/accounts-page.tsx'), 'OversightAccountsPage'),
})
const oversightAuthority = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/authority',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/oversight/authority-page.tsx'), 'AuthorityPage'),
})
const oversightSealed = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/sealed',
  component: lazyRouteComponent(() => import('../pages/sealed/sealed-page.tsx'), 'SealedPage'),
})
const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/admin/accounts-page.tsx'), 'AccountsPage'),
})
const adminChanges = createRoute({
  getParentRoute: () => shell,
  path: '/admin/changes',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/admin/accounts-page.tsx'), 'ChangesPage'),
})
const adminAccount = createRoute({
  getParentRoute: () => shell,
  path: '/admin/accounts/$id',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/admin/account-page.tsx'), 'AccountPage'),
})
const adminSenders = createRoute({
  getParentRoute: () => shell,
  path: '/admin/senders',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/admin/senders-page.tsx'), 'SendersPage'),
})
const adminSender = createRoute({
  getParentRoute: () => shell,
  path: '/admin/senders/$id',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/admin/sender-page.tsx'), 'SenderPage'),
})
const adminRegimes = createRoute({
  getParentRoute: () => shell,
  path: '/admin/regimes',
  staticData: { wide: true },
  component: lazyRouteComponent(() => import('../pages/admin/senders-page.tsx'), 'RegimesPage'),
})

/** The routes of logs, preferences, oversight and administration. */
export const peopleRoutes = [
  ...([unmaskings, unmaskingNew, unmasking, redress, redressRequest, retention, fairness] as const),
  ...([necessity, necessityNew, necessityRecord] as const),
  log,
  me,
  shift,
  stop,
  team,
  oversight,
  oversightRates,
  oversightSample,
  questions,
  oversightLog,
  oversightLogCheck,
  oversightOverdue,
  oversightAccounts,
  oversightAuthority,
  oversightSealed,
  admin,
  adminChanges,
  adminAccount,
  adminSenders,
  adminSender,
  adminRegimes,
] as const
