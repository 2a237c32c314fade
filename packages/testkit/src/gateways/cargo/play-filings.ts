import { createSender, createSenderKey, type RunningNode } from '@entente/node'
import { signInTo } from '../../client/sign-in.ts'
import { playInTime } from '../../demo/play-in-time.ts'
import { signalDraft } from '../../demo/signal-draft.ts'
import type { DemoTarget, Playing, SyntheticGateway } from '../../demo/synthetic-gateway.ts'
import { createFilings, type Filing } from './create-filings.ts'
import { createFilerClient, type FilerClient } from './filer-client/create-filer-client.ts'

/** All filings are sent within this time, one after another. */
const playMs = 120_000
/** How many consignees are on the invented list of firms. About one consignment in thirty is for one of them. */
const watchedFirms = 1
const filerRoles: Record<string, 'forwarder' | 'declarant'> = { FORWARDER: 'forwarder', DECLARANT: 'declarant' }

/** The synthetic cargo gateway: carriers, forwarders and declarants that file statements about invented goods. */
export const cargo: SyntheticGateway = {
  kind: 'cargo',
  play: playFilings,
  // Members share nothing about goods in the demonstration of the network.
  story: { kinds: [], purposes: [], tell: async () => {} },
}

/**
 * Plays filers: two flights, a vessel and lorries with about 400 consignments in two minutes. A firm is on a list, so
 * that some consignments open cases. Adds the analyst and the supervisor to the teams of cargo and of inspections.
 * Resolves when the first message is acknowledged.
 */
async function playFilings(target: DemoTarget): Promise<Playing> {
  const { node, seed, startedAt, warn } = target
  await joinTeams(node.db, ['cargo', 'inspection'])
  const order = { seed, start: startedAt, flights: 2, voyages: 1, lorries: 12, shipments: 60, faults: 0.08 }
  const filings = createFilings(order)
  await watchFirms(target, filings)
  const clients = await clientsOfFilers(target, filings)
  const sending = sendInTime(filings, clients, warn)
  await sending.begun
  return {
    announcement: 'Statements about some 400 consignments arrive meanwhile, for the purpose customs security.',
    stop: sending.stop,
  }
}

/** Adds the analyst and the supervisor to these teams. */
async function joinTeams(db: RunningNode['db'], teams: readonly string[]): Promise<void> {
  const accounts = await db.selectFrom('account').select('id').where('name', 'in', ['analyst', 'supervisor']).execute()
  const rows = accounts.flatMap(({ id }) => teams.map((team) => ({ account_id: id, team })))
  await db
    .insertInto('account_team')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function clientsOfFilers({ node }: DemoTarget, filings: readonly Filing[]): Promise<Map<string, FilerClient>> {
  const clients = new Map<string, FilerClient>()
  for (const filer of new Set(filings.map((filing) => filing.filer))) {
    const settings = { filer: filerRoles[filer] ?? 'carrier' }
    const id = await createSender(node.db, { synthetic: true, name: `Filer ${filer}`, gateway: 'cargo', settings })
    const { key } = await createSenderKey(node.db, id)
    clients.set(filer, createFilerClient({ url: node.url, key }))
  }
  return clients
}

/** Lists the consignees with the most consignments as firms to watch, as a signal officer does. */
async function watchFirms({ node, password }: DemoTarget, filings: readonly Filing[]): Promise<void> {
  const counts = new Map<string, number>()
  for (const { contracts } of filings)
    for (const { consignee } of contracts) counts.set(consignee.name, (counts.get(consignee.name) ?? 0) + 1)
  const names = [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([name]) => name)
  const officer = await signInTo(node.url, 'officer', password)
  for (const full of names.slice(0, watchedFirms)) {
    const name = { full, family: null, given: null, script: 'Latn', quality: 'primary' }
    const draft = signalDraft('', {
      ...{ kind: 'organisation', purposes: ['customs-security'], action: 'discreet-check' },
      value: { names: [name], type: 'org', countries: [], addresses: [], identifiers: [] },
      necessity: 'Named in an invented investigation of front companies.',
    } as Parameters<typeof signalDraft>[1])
    const body = { ...draft, agreements: [] }
    const { status } = await officer.call('POST', '/v1/signals', body, { 'entente-purpose': 'customs-security' })
    if (status !== 201) throw new Error(`the firm was not listed: ${status}`)
  }
  await officer.call('DELETE', '/v1/session')
}

/** Sends filings at equal distances. `begun` resolves with the first one. */
function sendInTime(
  filings: readonly Filing[],
  clients: ReadonlyMap<string, FilerClient>,
  warn: DemoTarget['warn'],
): ReturnType<typeof playInTime> {
  const started = Date.now()
  return playInTime(async ({ isStopped, waitUntil, begin, failed }) => {
    for (const [place, { filer, bytes }] of filings.entries()) {
      await waitUntil(started + (playMs * place) / filings.length)
      if (isStopped()) return
      await clients
        .get(filer)
        ?.send(bytes)
        .catch((error: unknown) => failed('a filer could not send', error))
      begin()
    }
  }, warn)
}
