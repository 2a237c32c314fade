import { createHash, randomUUID } from 'node:crypto'
import type { BlindCheckRequest, BlindCheckResult, SignalKind } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { Act, Door } from '../../safeguards/access/door.ts'
import { agreedBlindCheck } from './agreed.ts'
import { type BlindFinding, type BlindRequest, notFound } from './ask.ts'
import { type HolderSet, takeSet } from './holder-set.ts'
import { type BlindItem, isBlindKind } from './normalise-item.ts'
import type { BlindMode, BlindQuota } from './quota.ts'
import { readItem } from './read-item.ts'
import { workApart } from './work-apart.ts'

/** How this node speaks to a holder; refusals come as failures of its own. */
export interface HolderClient {
  set(ask: { agreement: string; kind: SignalKind }): Promise<{ set: Uint8Array; statement: unknown }>
  evaluate(body: Record<string, unknown>): Promise<{ evaluated: string[]; proof: string; quota: BlindQuota }>
}
export type AskerDeps = Pick<CoreDeps, 'store' | 'member' | 'clock'> & { holder(member: string): HolderClient }

/** So long what was found can still be asked for (exchange.md 3.12: two steps). */
const revealMs = 86_400_000
type Asked = BlindCheckRequest & { mode: BlindMode; values: BlindItem[] }

/**
 * Asks other members whether they know items, without telling which. Each holder learns a padded count, and this node which of its items are known; no value of
 * a signal comes with that. One log entry here and one at each holder. Errors: `kind-not-blind-checkable`, `blind-not-agreed`, `blind-items-invalid`,
 * `quota-exhausted`, `blind-set-not-ready`, `blind-proof-invalid`, `peer-unreachable`.
 */
export async function checkBlindly(deps: AskerDeps, door: Door, request: BlindCheckRequest): Promise<BlindCheckResult> {
  const { agreement, kind } = request
  if (!isBlindKind(kind))
    throw fail('kind-not-blind-checkable', { detail: `A signal of the kind ${kind} has no single exact form.` })
  const asked: Asked = {
    ...request,
    mode: request.items.length === 1 ? 'single' : 'batch',
    values: request.items.map((item, place) => readItem(kind, item, `/items/${place}`)),
  }
  const act: Act = {
    ...{ action: 'signal.blind-check', type: 'blind.query', ref: `agr:${agreement}` },
    details: { what: 'asked', agreement, kind, mode: asked.mode, items: asked.values.length },
  }
  const holders = await door.act(act, (tx) => holdersOf(tx, deps.member.id, request))
  const answers: Answered[] = []
  for (const holder of holders) answers.push(await askHolder(deps, holder, asked))
  return door.act({ ...act, details: { ...act.details, what: 'answered', holders: holders.length } }, (tx) =>
    keepChecks(tx, asked, answers),
  )
}

/** The member that is named, else every other one that contributes under the agreement and is joined here. */
async function holdersOf(
  tx: Parameters<Parameters<Door['act']>[1]>[0],
  asker: string,
  request: BlindCheckRequest,
): Promise<string[]> {
  const { agreement, kind, member } = request
  if (member !== undefined) {
    await agreedBlindCheck(tx, { agreement, kind, asker, holder: member })
    return [member]
  }
  const peers = await tx.db
    .selectFrom('peer')
    .select('member')
    .where('state', '=', 'active')
    .orderBy('member')
    .execute()
  const holders: string[] = []
  for (const peer of peers) {
    const may = await agreedBlindCheck(tx, { agreement, kind, asker, holder: peer.member }).catch(() => null)
    if (may !== null) holders.push(peer.member)
  }
  if (holders.length === 0) throw fail('blind-not-agreed')
  return holders
}

interface Answered {
  holder: string
  epoch: number
  padded: number
  requestHash: Buffer
  quota: BlindQuota
  findings: BlindFinding[]
}

async function askHolder(deps: AskerDeps, member: string, asked: Asked): Promise<Answered> {
  const client = deps.holder(member)
  const from = { holder: member, agreement: asked.agreement, kind: asked.kind }
  const held = await takeSet(deps, from, await client.set(from))
  const requests = await workApart('prepareRequests', asked.values.length, [asked.agreement, asked.kind, asked.values])
  const findings: BlindFinding[] = asked.values.map(() => notFound)
  const hash = createHash('sha256')
  let quota: BlindQuota = { remaining: 0, resetAt: deps.clock().toISOString() }
  let padded = 0
  for (const request of requests) {
    const sent = await send(client, held, asked, request)
    hash.update(sent.elements.join('\n'))
    padded += request.elements.length
    quota = sent.quota
    for (const [item, finding] of sent.found) findings[item] = finding
  }
  return { holder: member, epoch: held.epoch, padded, requestHash: hash.digest(), quota, findings }
}

async function send(client: HolderClient, held: HolderSet, asked: Asked, request: BlindRequest) {
  const elements = request.elements.map(({ blinded }) => Buffer.from(blinded).toString('base64'))
  const { agreement, kind, mode } = asked
  const answer = await client.evaluate({ agreement, kind, keyEpoch: held.epoch, mode, elements })
  const evaluated = answer.evaluated.map((element) => Buffer.from(element, 'base64'))
  const proof = Buffer.from(answer.proof, 'base64')
  const told = { evaluated, proof, publicKey: held.publicKey, set: held.set }
  return { elements, quota: answer.quota, found: await workApart('readAnswer', elements.length, [request, told]) }
}

/** Both logs stay: here one row for each holder that was asked; what was found is sealed, for a person to ask for within a day. */
async function keepChecks(
  tx: Parameters<Parameters<Door['act']>[1]>[0],
  asked: Asked,
  answers: readonly Answered[],
): Promise<BlindCheckResult> {
  const holders: BlindCheckResult['holders'] = []
  for (const { holder, epoch, padded, requestHash, quota, findings } of answers) {
    const id = randomUUID()
    const found = findings.flatMap((finding) => (finding.found === 'none' ? [] : [finding.token.toString()]))
    const folded = findings.filter((finding) => finding.found === 'folded').length
    await tx.db
      .insertInto('blind_check')
      .values({
        ...{
          id,
          direction: 'ask',
          member: holder,
          agreement_id: asked.agreement,
          kind: asked.kind,
          mode: asked.mode,
          epoch,
          padded,
        },
        ...{
          asked: asked.values.length,
          hits: found.length,
          folded,
          request_hash: requestHash,
          quota_left: quota.remaining,
        },
        ...{ account_id: tx.actor.role === 'system' ? null : tx.actor.account, purpose: tx.purpose, at: tx.now },
        found: found.length === 0 ? null : tx.sealRaw(id, Buffer.from(JSON.stringify(found))),
        found_until: found.length === 0 ? null : new Date(tx.now.getTime() + revealMs),
      })
      .execute()
    holders.push({
      ...{ id, member: holder, hits: found.length, folded, padded, keyEpoch: epoch, quota },
      items: findings.map(({ found }) => found),
    })
  }
  const known = asked.values.filter((_, item) => holders.some(({ items }) => items[item] !== 'none'))
  const exact = asked.values.filter((_, item) => holders.some(({ items }) => items[item] === 'exact'))
  const [first] = holders
  const least = holders.reduce(
    (low, { quota }) => (quota.remaining < low.remaining ? quota : low),
    first?.quota ?? noQuota,
  )
  tx.note({ hits: known.length, padded: answers.reduce((sum, { padded }) => sum + padded, 0) })
  return {
    id: first?.id ?? randomUUID(),
    ...{ agreement: asked.agreement, kind: asked.kind, mode: asked.mode, direction: 'ask', asked: asked.values.length },
    padded: first?.padded ?? 0,
    hits: known.length,
    folded: known.length - exact.length,
    keyEpoch: first?.keyEpoch ?? 0,
    security: 'semi-honest',
    quota: least,
    holders,
  }
}
const noQuota: BlindQuota = { remaining: Number.MAX_SAFE_INTEGER, resetAt: new Date(0).toISOString() }
