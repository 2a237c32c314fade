import { SignalKind } from '@entente/contracts'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { homeOf } from './navigation.ts'
import { NotFound } from './not-found.tsx'
import { PageFailed } from './page-failed.tsx'
import { refreshMe } from './session.ts'
import { Shell } from './shell.tsx'

type Search = Record<string, unknown>
/** A search parameter as text, absent if it is none. */
export const text = (search: Search, name: string): string | undefined =>
  typeof search[name] === 'string' || typeof search[name] === 'number' ? String(search[name]) : undefined
/** A search parameter that is one of a few words. */
export const oneOf = <const T extends string>(search: Search, name: string, words: readonly T[]): T | undefined =>
  words.find((word) => word === search[name])
/** A search parameter that is a whole number from 1. */
export const count = (search: Search, name: string): number | undefined => {
  const value = Number(search[name])
  return Number.isInteger(value) && value >= 1 ? value : undefined
}

const root = createRootRoute({ notFoundComponent: NotFound })
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

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

const flights = createRoute({
  getParentRoute: () => shell,
  path: '/flights',
  validateSearch: (search: Search) => ({
    day: text(search, 'day'),
    state: oneOf(search, 'state', ['expected', 'incomplete', 'complete', 'late', 'closed', 'cancelled']),
    carrier: text(search, 'carrier'),
    sel: text(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../pages/flights/flights-page.tsx'), 'FlightsPage'),
})
const flight = createRoute({
  getParentRoute: () => shell,
  path: '/flights/$key',
  component: lazyRouteComponent(() => import('../pages/flights/flight-page.tsx'), 'FlightPage'),
})
const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  validateSearch: (search: Search) => ({
    status: oneOf(search, 'status', ['received', 'read', 'partly-read', 'quarantined']),
    sender: text(search, 'sender'),
    sel: text(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../pages/messages/messages-page.tsx'), 'MessagesPage'),
})
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
  component: lazyRouteComponent(() => import('../pages/content/content-page.tsx'), 'ContentPage'),
})
const banks = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks',
  component: lazyRouteComponent(() => import('../pages/content-banks/banks-page.tsx'), 'BanksPage'),
})
const bankNew = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/new',
  component: lazyRouteComponent(() => import('../pages/content-banks/bank-form-page.tsx'), 'NewBankPage'),
})
const bank = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name',
  component: lazyRouteComponent(() => import('../pages/content-banks/bank-page.tsx'), 'BankPage'),
})
const bankEdit = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name/edit',
  component: lazyRouteComponent(() => import('../pages/content-banks/bank-form-page.tsx'), 'EditBankPage'),
})
const bankAdd = createRoute({
  getParentRoute: () => shell,
  path: '/content/banks/$name/add',
  validateSearch: (search: Search) => ({ incident: text(search, 'incident') }),
  component: lazyRouteComponent(() => import('../pages/content-banks/add-items-page.tsx'), 'AddItemsPage'),
})
const item = createRoute({
  getParentRoute: () => shell,
  path: '/content/items/$id',
  component: lazyRouteComponent(() => import('../pages/content-banks/item-page.tsx'), 'ItemPage'),
})
const contentTry = createRoute({
  getParentRoute: () => shell,
  path: '/content/try',
  component: lazyRouteComponent(() => import('../pages/content-try/try-content-page.tsx'), 'TryContentPage'),
})
const incidents = createRoute({
  getParentRoute: () => shell,
  path: '/content/incidents',
  component: lazyRouteComponent(() => import('../pages/content-incidents/incidents-page.tsx'), 'IncidentsPage'),
})
const labels = createRoute({
  getParentRoute: () => shell,
  path: '/content/labels',
  component: lazyRouteComponent(() => import('../pages/content-banks/labels-page.tsx'), 'LabelsPage'),
})
const contentRates = createRoute({
  getParentRoute: () => shell,
  path: '/content/rates',
  component: lazyRouteComponent(() => import('../pages/content-rates/content-rates-page.tsx'), 'ContentRatesPage'),
})
const contentIndex = createRoute({
  getParentRoute: () => shell,
  path: '/content/index',
  component: lazyRouteComponent(() => import('../pages/content-banks/index-page.tsx'), 'IndexPage'),
})
const contentRoutes = [
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
const listRoutes = [flights, flight, messages] as const

const signals = createRoute({
  getParentRoute: () => shell,
  path: '/signals',
  validateSearch: (search: Search) => ({
    kind: text(search, 'kind'),
    owner: text(search, 'owner'),
    from: oneOf(search, 'from', ['own', 'received']),
    state: oneOf(search, 'state', ['active', 'withdrawn', 'expired']),
    sel: text(search, 'sel'),
  }),
  component: lazyRouteComponent(() => import('../pages/signals/signals-page.tsx'), 'SignalsPage'),
})
const signalNew = createRoute({
  getParentRoute: () => shell,
  path: '/signals/new',
  validateSearch: (search: Search) => ({ kind: oneOf(search, 'kind', SignalKind.options) }),
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
  component: lazyRouteComponent(() => import('../pages/signal-import/lists-page.tsx'), 'ListsPage'),
})
const signalListNew = createRoute({
  getParentRoute: () => shell,
  path: '/signals/lists/new',
  component: lazyRouteComponent(() => import('../pages/signal-import/new-list-page.tsx'), 'NewListPage'),
})
const signalList = createRoute({
  getParentRoute: () => shell,
  path: '/signals/lists/$id',
  component: lazyRouteComponent(() => import('../pages/signal-import/list-page.tsx'), 'ListPage'),
})
const signalImport = createRoute({
  getParentRoute: () => shell,
  path: '/signals/import/$id',
  validateSearch: (search: Search) => ({
    show: oneOf(search, 'show', ['new', 'changed', 'unchanged', 'foreign', 'refused']),
  }),
  component: lazyRouteComponent(() => import('../pages/signal-import/import-page.tsx'), 'ImportPage'),
})
const signalRoutes = [
  signals,
  signalNew,
  signal,
  signalEdit,
  signalLists,
  signalListNew,
  signalList,
  signalImport,
] as const

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
  component: lazyRouteComponent(() => import('../pages/network/withdrawals-page.tsx'), 'WithdrawalsPage'),
})
const agreements = createRoute({
  getParentRoute: () => shell,
  path: '/agreements',
  validateSearch: (search: Search) => ({ sel: text(search, 'sel') }),
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
  validateSearch: (search: Search) => ({ version: count(search, 'version'), with: count(search, 'with') }),
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
const exchangeRoutes = [
  network,
  networkMember,
  withdrawals,
  agreements,
  agreementNew,
  agreement,
  agreementNext,
  blind,
] as const

const matchingTry = createRoute({
  getParentRoute: () => shell,
  path: '/matching/try',
  component: lazyRouteComponent(() => import('../pages/matching/try-page.tsx'), 'TryPage'),
})
const matchingCompare = createRoute({
  getParentRoute: () => shell,
  path: '/matching/try/compare',
  component: lazyRouteComponent(() => import('../pages/matching/compare-page.tsx'), 'ComparePage'),
})
const threshold = createRoute({
  getParentRoute: () => shell,
  path: '/matching/threshold',
  component: lazyRouteComponent(() => import('../pages/matching/threshold-page.tsx'), 'ThresholdPage'),
})
const thresholdRates = createRoute({
  getParentRoute: () => shell,
  path: '/matching/threshold/rates',
  component: lazyRouteComponent(() => import('../pages/matching/rates-page.tsx'), 'RatesPage'),
})
const matchingRoutes = [matchingTry, matchingCompare, threshold, thresholdRates] as const

const oneCase = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$id',
  validateSearch: (search: Search) => ({ hit: count(search, 'hit'), view: oneOf(search, 'view', ['weights']) }),
  component: lazyRouteComponent(() => import('../pages/case/case-page.tsx'), 'CasePage'),
})

const record = createRoute({
  getParentRoute: () => shell,
  path: '/records/$id',
  component: lazyRouteComponent(() => import('../pages/record/record-page.tsx'), 'RecordPage'),
})
const find = createRoute({
  getParentRoute: () => shell,
  path: '/find',
  validateSearch: (search: Search) => ({ find: text(search, 'find') }),
  component: lazyRouteComponent(() => import('../pages/find/find-page.tsx'), 'FindPage'),
})
const logSearch = (search: Search) => ({
  from: text(search, 'from'),
  to: text(search, 'to'),
  type: text(search, 'type'),
})
const log = createRoute({
  getParentRoute: () => shell,
  path: '/log',
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import('../pages/log/log-page.tsx'), 'LogPage'),
})
const me = createRoute({
  getParentRoute: () => shell,
  path: '/me',
  component: lazyRouteComponent(() => import('../pages/me/me-page.tsx'), 'MePage'),
})
const team = createRoute({
  getParentRoute: () => shell,
  path: '/team',
  component: lazyRouteComponent(() => import('../pages/admin/team-page.tsx'), 'TeamPage'),
})
const oversight = createRoute({
  getParentRoute: () => shell,
  path: '/oversight',
  validateSearch: (search: Search) => ({
    state: oneOf(search, 'state', ['open', 'in-review', 'awaiting-second', 'decided', 'closed']),
  }),
  component: lazyRouteComponent(() => import('../pages/oversight/oversight-cases-page.tsx'), 'OversightCasesPage'),
})
const oversightLog = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/log',
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import('../pages/oversight/oversight-log-page.tsx'), 'OversightLogPage'),
})
const oversightOverdue = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/overdue',
  component: lazyRouteComponent(() => import('../pages/oversight/overdue-page.tsx'), 'OverduePage'),
})
const oversightAccounts = createRoute({
  getParentRoute: () => shell,
  path: '/oversight/accounts',
  component: lazyRouteComponent(
    () => import('../pages/oversight/oversight-accounts-page.tsx'),
    'OversightAccountsPage',
  ),
})
const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: lazyRouteComponent(() => import('../pages/admin/accounts-page.tsx'), 'AccountsPage'),
})
const adminAccount = createRoute({
  getParentRoute: () => shell,
  path: '/admin/accounts/$id',
  component: lazyRouteComponent(() => import('../pages/admin/account-page.tsx'), 'AccountPage'),
})
const adminSenders = createRoute({
  getParentRoute: () => shell,
  path: '/admin/senders',
  component: lazyRouteComponent(() => import('../pages/admin/senders-page.tsx'), 'SendersPage'),
})
const adminSender = createRoute({
  getParentRoute: () => shell,
  path: '/admin/senders/$id',
  component: lazyRouteComponent(() => import('../pages/admin/sender-page.tsx'), 'SenderPage'),
})
const adminRegimes = createRoute({
  getParentRoute: () => shell,
  path: '/admin/regimes',
  component: lazyRouteComponent(() => import('../pages/admin/regimes-page.tsx'), 'RegimesPage'),
})
const otherRoutes = [
  record,
  find,
  log,
  me,
  team,
  oversight,
  oversightLog,
  oversightOverdue,
  oversightAccounts,
  admin,
  adminAccount,
  adminSenders,
  adminSender,
  adminRegimes,
] as const

const second = createRoute({
  getParentRoute: () => shell,
  path: '/second',
  validateSearch: (search: Search) => ({ sel: text(search, 'sel') }),
  component: lazyRouteComponent(() => import('../pages/second/second-page.tsx'), 'SecondPage'),
})

const message = createRoute({
  getParentRoute: () => shell,
  path: '/messages/$id',
  validateSearch: (search: Search) => ({
    view: oneOf(search, 'view', ['raw', 'read', 'answer']),
    segment: count(search, 'segment'),
    case: text(search, 'case'),
  }),
  component: lazyRouteComponent(() => import('../pages/message/message-page.tsx'), 'MessagePage'),
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
    message,
    second,
    oneCase,
    home,
    queue,
    ...listRoutes,
    ...contentRoutes,
    ...signalRoutes,
    ...exchangeRoutes,
    ...matchingRoutes,
    ...otherRoutes,
  ]),
])

/** The routes of desk.md 2. Each page is a piece of its own, loaded when it is first opened. */
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
