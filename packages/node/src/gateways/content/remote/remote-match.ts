import { randomUUID } from 'node:crypto'
import type { Label, RemoteMatchAnswer, RemoteTerms } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { type DescribedMatch, describeMatches } from '../match/describe-matches.ts'
import { findMatches } from '../match/find-matches.ts'
import { asQueries, type MatchDeps } from '../match/match-signals.ts'
import { largestLimit } from '../match/read-query.ts'
import type { ContentSignal } from '../signals/content-signal.ts'
import { unpackFrames } from '../signals/pack.ts'
import type { ProbeWatch } from './probe-watch.ts'
import { takeBudget } from './remote-budget.ts'

/** The client with its terms, or null for a person of this node. */
export type RemoteClient = { id: string; terms: RemoteTerms } | null
export interface RemoteDeps extends MatchDeps {
  probes: ProbeWatch
}

const asking: AccessIntent = {
  ...{ action: 'content.match', type: 'signal.match', decision: 'allow' },
  details: { cause: 'remote' },
}
/** TLP labels of this member's signals that may be answered at all. */
const answered: ReadonlySet<string> = new Set(['clear', 'green', 'amber'])
const openToClients: ReadonlySet<string> = new Set(['clear', 'green'])
const alarmEveryMs = 86_400_000

/**
 * Answers whether pieces of content are known, for clients without the lists: matched or not, and the labels that the
 * client may see; never the distance, the bank, the item, or the number of matches. Errors: `asked-too-fast`,
 * `budget-spent`, `probing-suspected`, `index-not-ready`.
 */
export async function remoteMatch(
  deps: RemoteDeps,
  access: AccessStore,
  client: RemoteClient,
  contents: readonly (readonly ContentSignal[])[],
): Promise<RemoteMatchAnswer> {
  const index = deps.index.finder()
  const budget = client === null ? null : await askLeave(deps, access, client, contents.flat())
  const scope = { banks: null, radius: null, limit: largestLimit, seed: null, includeShadow: false }
  const found: Awaited<ReturnType<typeof findMatches>>[] = []
  for (const part of chunksOf(contents, index.atOnce))
    found.push(...(await Promise.all(part.map((it) => findMatches(deps.index, asQueries(it), scope, deps.clock())))))
  return access.transaction(asking, async (tx) => {
    const results: RemoteMatchAnswer['results'] = []
    for (const { matches } of found) {
      const described = (await describeMatches(tx, matches)).filter((one) => isAnswered(one, tx.actor.member))
      results.push({ matched: described.length > 0, labels: labelsFor(described, client?.terms.agreements ?? []) })
    }
    tx.note({ questions: results.length, matched: results.filter(({ matched }) => matched).length })
    return { results, budget }
  })
}

/** Returns whether a match counts in an answer: signals of other members count only if marked TLP:CLEAR. */
const isAnswered = ({ match, signal }: DescribedMatch, own: string): boolean =>
  !match.negative &&
  match.suppressedBy === null &&
  match.state === 'active' &&
  (signal.owner === own ? answered.has(signal.tlp) : signal.tlp === 'clear')

/** Sorts the labels by name, so that their order does not show which signal was nearest. */
function labelsFor(described: readonly DescribedMatch[], agreements: readonly string[]): Label[] {
  const allowed = described.filter(
    ({ signal }) => openToClients.has(signal.tlp) || signal.agreements.some((one) => agreements.includes(one)),
  )
  const byKey = new Map(
    allowed.flatMap(({ signal }) => signal.labels).map((label) => [Object.values(label).join(' '), label]),
  )
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, label]) => label)
}

/** Takes the signals from the client's budget, then checks them for probing. Refused queries cost too. */
async function askLeave(
  deps: RemoteDeps,
  access: AccessStore,
  { id, terms }: NonNullable<RemoteClient>,
  signals: readonly ContentSignal[],
): Promise<RemoteMatchAnswer['budget']> {
  const cost = signals.reduce((sum, signal) => sum + costOf(signal), 0)
  const quiet = { ...asking, impersonal: true }
  const budget = await access.transaction(quiet, async (tx) => {
    tx.leavesNoEntry()
    return takeBudget(tx, id, terms, cost)
  })
  const now = deps.clock().getTime()
  const probing = signals.filter(({ type, raw }) => type === 'pdq' && deps.probes.asks(id, raw, now)).length
  if (probing === 0) return budget
  await access.transaction(quiet, (tx) => reportProbing(tx, id, probing))
  throw fail('probing-suspected', { retryAfterMs: 3_600_000 })
}

/** Returns the cost of a signal: each frame of a video is one query. */
const costOf = ({ type, raw }: ContentSignal): number => (type === 'vpdq' ? Math.max(1, unpackFrames(raw).length) : 1)

/** Reports probing: an alarm once a day for each client, and a log entry each time. */
async function reportProbing(tx: Tx, senderId: string, hashes: number): Promise<void> {
  tx.note({ refused: 'probing-suspected', hashes })
  const since = new Date(tx.now.getTime() - alarmEveryMs)
  const known = await tx.db
    .selectFrom('alarm')
    .select('id')
    .where('code', '=', 'match-probing')
    .where('ref', '=', `sender:${senderId}`)
    .where('at', '>', since)
    .executeTakeFirst()
  if (known !== undefined) return
  const id = randomUUID()
  const detail = JSON.stringify({ sender: senderId, hashes })
  await tx.db
    .insertInto('alarm')
    .values({ id, code: 'match-probing', at: tx.now, ref: `sender:${senderId}`, detail })
    .execute()
  await tx.announce('alarm.raised', id, 1)
}
