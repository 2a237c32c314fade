import { createHash, randomUUID } from 'node:crypto'
import type { BlindCheckRequest, BlindCheckResult, SignalKind } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { describeFault } from '../../store/describe-fault.ts'
import { type AgreedBlindCheck, agreedBlindCheck, findAgreed } from './agreed.ts'
import { type BlindFinding, hashOfElements, notFound } from './ask.ts'
import { keptSet, takeSet } from './holder-set.ts'
import { type BlindItem, isBlindKind } from './normalise-item.ts'
import type { BlindMode, BlindQuota } from './quota.ts'
import { readItem } from './read-item.ts'
import { foundClocks } from './reveal.ts'
import { workApart } from './work-apart.ts'

/** Client for a holder's node. A refusal by that node is thrown as an error of this node. */
export interface HolderClient {
  /**
   * Fetches the holder's set. `known` is the SHA-256 of the set stored here; an empty answer means that the stored set
   * is still current.
   */
  set(ask: {
    agreement: string
    kind: SignalKind
    known: string | null
  }): Promise<{ set: Uint8Array; statement: unknown }>
  evaluate(body: Record<string, unknown>): Promise<{ evaluated: string[]; proof: string; quota: BlindQuota }>
  /** Reports to the holder how many elements of a request were found, if the agreement requires that. */
  report(body: Record<string, unknown>): Promise<void>
}
export type AskerDeps = Pick<CoreDeps, 'store' | 'member' | 'log'> & { holder(member: string): HolderClient }

/**
 * For this many milliseconds after a check, a person can reveal its findings. Checking and revealing are separate
 * steps.
 */
const revealMs = 86_400_000
type Asked = BlindCheckRequest & { mode: BlindMode; values: BlindItem[] }
type HolderResult = BlindCheckResult['holders'][number]

/**
 * Checks items blindly against the sets of other members. Each holder learns only a padded number of items. This node
 * learns which items are known, but no values of signals. Each side writes one log entry. Errors:
 * `kind-not-blind-checkable`, `blind-not-agreed`, `blind-items-invalid`, `quota-exhausted`, `blind-set-not-ready`,
 * `blind-proof-invalid`, `peer-unreachable`.
 */
export async function checkBlindly(
  deps: AskerDeps,
  access: AccessStore,
  request: BlindCheckRequest,
): Promise<BlindCheckResult> {
  const { agreement, kind } = request
  if (!isBlindKind(kind))
    throw fail('kind-not-blind-checkable', { detail: `A signal of the kind ${kind} has no single exact form.` })
  const asked: Asked = {
    ...request,
    mode: request.items.length === 1 ? 'single' : 'batch',
    values: request.items.map((item, place) => readItem(kind, item, `/items/${place}`)),
  }
  const details = { agreement, kind, mode: asked.mode, items: asked.values.length }
  const intent: AccessIntent = { action: 'signal.blind-check', type: 'blind.query', ref: `agr:${agreement}` }
  const holders = await access.transaction({ ...intent, details: { ...details, what: 'asked' } }, (tx) =>
    holdersOf(tx, deps.member.id, request),
  )
  const results: HolderResult[] = []
  for (const { member, terms } of holders) {
    // Store each answer at once: if the request to the next holder fails, this holder has still been asked.
    const answer = await askHolder(deps, member, asked)
    const what = { ...details, what: 'answered', padded: answer.padded }
    results.push(
      await access.transaction({ ...intent, ref: `peer:${member}`, details: what }, (tx) =>
        keepCheck(tx, member, asked, answer),
      ),
    )
    if (terms.tellCount) await reportCounts(deps, member, asked, answer.counts)
  }
  return sumUp(asked, results)
}

/** Returns the named member. Without a name, returns all joined members that contribute under the agreement. */
async function holdersOf(
  tx: Tx,
  asker: string,
  { agreement, kind, member }: BlindCheckRequest,
): Promise<{ member: string; terms: AgreedBlindCheck }[]> {
  if (member !== undefined)
    return [{ member, terms: await agreedBlindCheck(tx, { agreement, kind, asker, holder: member }) }]
  const peers = await tx.db
    .selectFrom('peer')
    .select('member')
    .where('state', '=', 'active')
    .orderBy('member')
    .execute()
  const holders: { member: string; terms: AgreedBlindCheck }[] = []
  for (const peer of peers) {
    const terms = await findAgreed(tx, { agreement, kind, asker, holder: peer.member })
    if (terms !== null) holders.push({ member: peer.member, terms })
  }
  if (holders.length === 0) throw fail('blind-not-agreed')
  return holders
}

interface Answered {
  epoch: number
  padded: number
  requestHash: Buffer
  quota: BlindQuota
  findings: BlindFinding[]
  /** The number of items found by each request. A request is identified by its hash. */
  counts: { request: string; hits: number }[]
}

async function askHolder(deps: AskerDeps, member: string, asked: Asked): Promise<Answered> {
  const client = deps.holder(member)
  const { agreement, kind, mode, values } = asked
  const from = { holder: member, agreement, kind }
  const kept = await keptSet(deps, from)
  const given = await client.set({ agreement, kind, known: kept?.sha256 ?? null })
  const taken = await takeSet(deps, from, {
    ...given,
    set: given.set.length === 0 && kept !== null ? kept.set : given.set,
  })
  const requests = await workApart('prepareRequests', values.length, [agreement, kind, values])
  const findings: BlindFinding[] = values.map(() => notFound)
  const counts: Answered['counts'] = []
  const hash = createHash('sha256')
  let quota: BlindQuota | undefined
  for (const request of requests) {
    const elements = request.elements.map(({ blinded }) => Buffer.from(blinded).toString('base64'))
    const answer = await client.evaluate({ agreement, kind, keyEpoch: taken.epoch, mode, elements })
    quota = answer.quota
    const reply = {
      evaluated: answer.evaluated.map((element) => Buffer.from(element, 'base64')),
      proof: Buffer.from(answer.proof, 'base64'),
      publicKey: taken.publicKey,
      set: taken.set,
    }
    const found = await workApart('readAnswer', elements.length, [request, reply])
    for (const [item, finding] of found) findings[item] = finding
    const requestHash = hashOfElements(elements)
    hash.update(requestHash)
    counts.push({ request: requestHash.toString('base64'), hits: found.size })
  }
  const padded = requests.reduce((sum, { elements }) => sum + elements.length, 0)
  return { epoch: taken.epoch, padded, requestHash: hash.digest(), quota: quota as BlindQuota, findings, counts }
}

/**
 * Reports the counts to the holder. A failed report is only logged, because the quota is already used and the findings
 * are already stored.
 */
async function reportCounts(deps: AskerDeps, member: string, asked: Asked, counts: Answered['counts']): Promise<void> {
  const { agreement, kind } = asked
  try {
    for (const count of counts) await deps.holder(member).report({ agreement, kind, ...count })
  } catch (error) {
    deps.log.warn({ event: 'blind.report-failed', member, agreement, error: describeFault(error) })
  }
}

/** Stores a check with its findings sealed. A person can reveal them for one day. */
async function keepCheck(
  tx: Tx,
  member: string,
  { agreement, kind, mode, values }: Asked,
  { epoch, padded, requestHash, quota, findings }: Answered,
): Promise<HolderResult> {
  const id = randomUUID()
  const tokens = findings.flatMap((finding) => (finding.found === 'none' ? [] : [finding.token.toString()]))
  const folded = findings.filter(({ found }) => found === 'folded').length
  const until = new Date(tx.now.getTime() + revealMs)
  await tx.db
    .insertInto('blind_check')
    .values({
      id,
      direction: 'ask',
      member,
      agreement_id: agreement,
      kind,
      mode,
      epoch,
      padded,
      asked: values.length,
      hits: tokens.length,
      folded,
      request_hash: requestHash,
      quota_left: quota.remaining,
      account_id: tx.actor.account,
      purpose: tx.purpose,
      at: tx.now,
      found: tokens.length === 0 ? null : tx.sealRaw(id, Buffer.from(JSON.stringify(tokens)), foundClocks(until)),
      found_until: tokens.length === 0 ? null : until,
    })
    .execute()
  tx.note({ hits: tokens.length })
  const items = findings.map(({ found }) => found)
  return { id, member, hits: tokens.length, folded, padded, keyEpoch: epoch, quota, items }
}

/**
 * Merges the answers of several holders. An item counts as known if at least one holder knows it. The result contains
 * the lowest remaining quota.
 */
function sumUp({ agreement, kind, mode, values }: Asked, holders: readonly HolderResult[]): BlindCheckResult {
  const [first] = holders
  if (first === undefined) throw fail('blind-not-agreed')
  const known = (how: (found: string) => boolean) =>
    values.filter((_, item) => holders.some(({ items }) => how(items[item] ?? 'none'))).length
  const hits = known((found) => found !== 'none')
  return {
    id: first.id,
    agreement,
    kind,
    mode,
    direction: 'ask',
    asked: values.length,
    padded: first.padded,
    hits,
    folded: hits - known((found) => found === 'exact'),
    keyEpoch: first.keyEpoch,
    security: 'semi-honest',
    quota: holders.map(({ quota }) => quota).reduce((least, one) => (one.remaining < least.remaining ? one : least)),
    holders: [...holders],
  }
}
