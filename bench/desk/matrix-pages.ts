import { deskPages } from '@entente/contracts'
import type { SignedIn } from '@entente/testkit'
import type { MatrixWorld } from './matrix-world.ts'

/** The pages of one account under one purpose, as addresses. */
export interface PagesOfAccount {
  /** Null for the pages before signing in. */
  account: string | null
  purpose: string | null
  paths: string[]
}

type Row = Record<string, unknown>
type Wanted = readonly [path: string, field?: string]

/** The queries that find an id for a page about one object, by the beginning of the page's address. */
const objects: Readonly<Record<string, Wanted>> = {
  '/cases/$id': ['/v1/cases'],
  '/signals/$id': ['/v1/signals'],
  '/signals/lists/$id': ['/v1/lists'],
  '/agreements/$id': ['/v1/agreements'],
  '/admin/accounts/$id': ['/v1/accounts'],
  '/admin/senders/$id': ['/v1/senders'],
  '/flights/$key': ['/v1/travel/flights', 'key'],
  '/messages/$id': ['/v1/travel/messages?status=partly-read'],
  '/content/banks/$name': ['/v1/content/banks', 'name'],
  '/cargo/rules/$id': ['/v1/cargo/rules'],
  '/cargo/models/$id': ['/v1/cargo/models'],
  '/cargo/tables/$kind': ['/v1/cargo/tables', 'kind'],
  '/cargo/filers/$id': ['/v1/cargo/filers', 'filer'],
  '/cargo/messages/$id': ['/v1/cargo/messages'],
  '/consignments/$id': ['/v1/cargo/consignments'],
  '/inspections/$id': ['/v1/cargo/inspections'],
}

const border = 'border-control'
const content = 'content-safety'
/** Who opens which pages. A page with `$` is opened with the id of the first object, and left out if there is none. */
const plan: readonly { account: string | null; purpose: string | null; pages: readonly string[] }[] = [
  { account: null, purpose: null, pages: ['/sign-in', '/enrol'] },
  {
    account: 'analyst',
    purpose: border,
    pages: [
      ...['/queue', '/queue?state=decided', '/queue?with=me', '/me', '/log', '/flights', '/flights/$key'],
      ...['/cases/$id', '/cases/$id?view=weights', '/cases/$id?tab=links', '/cases/$id?tab=links&view=table'],
      ...['/cases/$id?tab=messages', '/cases/$id?tab=history', '/cases/$id/print', '/records/$id', '/messages'],
      ...['/messages/$id', '/messages/$id?view=read', '/signals', '/signals/$id', '/matching/try'],
      ...['/matching/try/compare', '/agreements'],
    ],
  },
  {
    account: 'supervisor',
    purpose: border,
    pages: ['/second', '/team', '/shift', '/withdrawals', '/matching/threshold', '/matching/threshold/rates'],
  },
  {
    account: 'officer',
    purpose: 'terrorism-prevention',
    pages: [
      ...['/signals', '/signals/new?kind=person', '/signals/new?kind=organisation', '/signals/$id/edit'],
      ...['/signals/lists', '/signals/lists/new', '/signals/lists/$id', '/signals/import/$id', '/blind', '/network'],
      ...['/network/$member', '/agreements', '/agreements/new', '/agreements/$id', '/agreements/$id/next'],
      ...['/cargo/tables', '/cargo/tables/$kind', '/cargo/capacity'],
    ],
  },
  {
    account: 'administrator',
    purpose: null,
    pages: [
      ...['/admin', '/admin/changes', '/admin/accounts/$id', '/admin/senders', '/admin/senders/$id', '/admin/regimes'],
      ...['/network', '/network/$member'],
    ],
  },
  {
    account: 'oversight-1',
    purpose: null,
    pages: ['/oversight', '/oversight/log', '/oversight/overdue', '/oversight/accounts', '/oversight/rates'],
  },
  {
    account: 'analyst',
    purpose: 'customs-security',
    pages: [
      ...['/queue', '/cases/$id', '/cases/$id?tab=links', '/consignments', '/consignments/$id', '/cargo/rules'],
      ...['/cargo/rules/new', '/cargo/rules/$id', '/cargo/models', '/cargo/models/$id'],
      ...['/inspections', '/inspections/$id'],
      ...['/cargo/messages/$id', '/cargo/filers', '/cargo/filers/$id', '/cargo/capacity'],
    ],
  },
  { account: 'analyst', purpose: content, pages: ['/queue', '/cases/$id', '/content', '/content/try'] },
  {
    account: 'officer',
    purpose: content,
    pages: [
      ...['/content/banks', '/content/banks/new', '/content/banks/$name', '/content/banks/$name/edit'],
      ...['/content/banks/$name/add', '/content/items/$id', '/content/incidents', '/content/labels', '/content/rates'],
      '/content/index',
    ],
  },
]

/**
 * Returns the pages to open on a node, by account, and the addresses of the desk that none of them has: they need an
 * object that the invented traffic does not make, or have no line in the plan.
 */
export async function matrixPages({
  node,
  known,
}: MatrixWorld): Promise<{ accounts: PagesOfAccount[]; left: string[] }> {
  const accounts: PagesOfAccount[] = []
  const opened = new Set<string>()
  for (const { account, purpose, pages } of plan) {
    const session = account === null ? null : await node.signIn(account)
    if (session && purpose !== null) await session.call('PUT', '/v1/me/purpose', { purpose })
    const paths: string[] = []
    for (const page of pages) {
      const path = page.includes('$') ? (known[page] ?? (await filled(page, session, purpose))) : page
      if (path === null) continue
      paths.push(path)
      opened.add(page.split('?')[0] ?? page)
    }
    accounts.push({ account, purpose, paths })
  }
  return { accounts, left: deskPages.filter((page) => page !== '/' && !opened.has(page)) }
}

/** Puts the id of the first object into an address. Returns null if there is no such object. */
async function filled(page: string, session: SignedIn | null, purpose: string | null): Promise<string | null> {
  const first = async ([path, field = 'id']: Wanted): Promise<string | null> => {
    const { body } = (await session?.call('GET', path, undefined, header(purpose))) ?? {}
    const [item] = (body as { items?: Row[] } | undefined)?.items ?? []
    return item === undefined ? null : String(item[field])
  }
  if (page === '/records/$id') {
    const id = await first(['/v1/cases'])
    const { body } = (await session?.call('GET', `/v1/cases/${id}`, undefined, header(purpose))) ?? {}
    const { subject } = (body ?? {}) as { subject?: { id: string } }
    return subject ? `/records/${subject.id}` : null
  }
  const [start, wanted] = Object.entries(objects).find(([start]) => page.startsWith(start)) ?? []
  if (start === undefined || wanted === undefined) return null
  const id = await first(wanted)
  return id === null ? null : page.replace(/\$\w+/, encodeURIComponent(id))
}
const header = (purpose: string | null): Record<string, string> =>
  purpose === null ? {} : { 'entente-purpose': purpose }
