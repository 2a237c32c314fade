import { answerOf } from '../../client/answer-of.ts'
import { signInTo } from '../../client/sign-in.ts'
import { playInTime } from '../../demo/play-in-time.ts'
import type { DemoTarget, Playing, SyntheticGateway } from '../../demo/synthetic-gateway.ts'
import { createRandom } from '../../synthetic/random.ts'
import { clientsOfFilers, shownFiler } from './filer-client/clients-of-filers.ts'
import type { FilerClient } from './filer-client/create-filer-client.ts'
import { replyTo } from './filer-client/reply-to.ts'
import { firmSignal } from './history/found-goods-desk.ts'
import { joinTeams } from './history/join-teams.ts'
import { planMovements } from './plan/plan-movements.ts'
import { plant, reschedule } from './plan/plant.ts'
import { type Filing, fileMovements } from './write/create-filings.ts'

/** All filings are sent within this time, one after another. */
const playMs = 120_000
/** Filers pull their answers this often, and reply to a question after this time. */
const pullMs = 5_000
const replyMs = 15_000

/** The synthetic cargo gateway: carriers, forwarders and declarants that file statements about invented goods. */
export const cargo: SyntheticGateway = {
  kind: 'cargo',
  colleagues: [
    { account: 'targeter', name: 'Hanne Vold', role: 'analyst', teams: ['cargo', 'inspection'] },
    { account: 'inspector', name: 'Even Holt', role: 'analyst', teams: ['inspection'] },
  ],
  history: async (target) => (await import('./history/cargo-history.ts')).cargoHistory(target),
  play: playFilings,
  // Members share nothing about goods in the demonstration of the network.
  story: { kinds: [], purposes: [], tell: async () => {} },
}

/**
 * Plays filers: two flights, a vessel and lorries with about 400 consignments in two minutes. Some are for a firm on a list
 * or have vague or listed goods for a new firm, so that they open cases. The filers reply to what they are asked. Adds the
 * analyst and the supervisor to the teams of cargo and of inspections. Resolves when the first message is acknowledged.
 */
async function playFilings(target: DemoTarget): Promise<Playing> {
  const { node, seed, startedAt, warn } = target
  await joinTeams(node.db, ['cargo', 'inspection'])
  // The traders are those of the history, so that most of them are known.
  const order = { seed: `${seed}/live`, traders: seed, start: startedAt, faults: 0.08 }
  const movements = planMovements({ ...order, flights: 2, voyages: 1, lorries: 12, shipments: 60 })
  const random = createRandom(`planted/${seed}/live`)
  const planted = [{ vague: 'GENERAL CARGO' }, { hs: '841370' }]
  const hours = (count: number) => new Date(startedAt.getTime() + count * 3_600_000)
  const filings = fileMovements(
    movements.map((movement, place) => {
      if (movement.mode === 'road') return movement
      const times =
        movement.mode === 'sea'
          ? { departsAt: hours(26), arrivesAt: hours(200) }
          : { departsAt: hours(4 + 3 * place), arrivesAt: hours(10 + 3 * place) }
      const coming = reschedule(movement, times)
      return movement.mode === 'sea' ? coming : plant(random, coming, planted)
    }),
    order,
  )
  await watchFirm(target, filings)
  const clients = await clientsOfFilers(target)
  const sending = sendInTime(filings, clients, warn)
  const replying = replyInTime([...clients.values()], startedAt, warn)
  await sending.begun
  return {
    announcement: {
      page: 'Consignments',
      text: `purpose customs security: some 400 consignments arrive within two minutes, their cases are in the queue under Cargo. Inspections has the orders, Tables the capacity. To file as ${shownFiler.name}, use the key ${target.senderKeys.get(shownFiler.name)} (docs/cargo.md).`,
    },
    async stop() {
      await Promise.all([sending.stop(), replying.stop()])
    },
  }
}

/** Lists the consignee with the fewest consignments as a firm to watch, as a signal officer does. */
async function watchFirm({ node, password }: DemoTarget, filings: readonly Filing[]): Promise<void> {
  const counts = new Map<string, number>()
  for (const { contracts } of filings)
    for (const { consignee } of contracts) counts.set(consignee.name, (counts.get(consignee.name) ?? 0) + 1)
  const [firm] = [...counts].toSorted(([a, n], [b, m]) => n - m || a.localeCompare(b)).map(([name]) => name)
  if (firm === undefined) return
  const officer = await signInTo(node.url, 'officer', password)
  const purpose = { 'entente-purpose': 'customs-security' }
  await answerOf(officer.call('POST', '/v1/signals', firmSignal(firm), purpose))
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

/** Lets each filer pull its answers, and reply some seconds later to what it was asked since a time. */
function replyInTime(
  clients: readonly FilerClient[],
  since: Date,
  warn: DemoTarget['warn'],
): ReturnType<typeof playInTime> {
  return playInTime(async ({ isStopped, waitUntil, begin, failed }) => {
    begin()
    const asked: { at: number; reply(): Promise<unknown> }[] = []
    while (!isStopped()) {
      await waitUntil(Date.now() + pullMs)
      if (isStopped()) return
      try {
        for (const client of clients)
          for (const answer of await client.pull()) {
            const body = new Date(answer.at) < since ? null : replyTo(answer)
            const id = answer.referralId
            if (body !== null && id !== null) asked.push({ at: Date.now(), reply: () => client.answer(id, body) })
          }
        while (asked[0] !== undefined && Date.now() - asked[0].at > replyMs) await asked.shift()?.reply()
      } catch (error) {
        failed('a filer could not reply', error)
      }
    }
  }, warn)
}
