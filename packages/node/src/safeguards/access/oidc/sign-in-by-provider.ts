import { z } from 'zod'
import type { Database } from '../access-store.ts'
import { openSecret, sealSecret, spendChallenge } from '../credentials/node-secret.ts'
import { type CredentialAttempt, checkCredential } from '../sessions/check-credential.ts'
import { type OpenedSession, openSession, type RequestOrigin, type SignInDeps } from '../sessions/open-session.ts'
import { maySignIn, personOf } from '../sessions/sign-in.ts'
import type { Provider, ShownSubject } from './provider.ts'

export interface ProviderDeps extends SignInDeps {
  provider: Provider
}

/** A person may take this long at the provider. */
export const flowSeconds = 600
const Flow = z.object({
  ...{ state: z.string().min(32), nonce: z.string(), verifier: z.string(), back: z.url(), to: z.string().nullable() },
  at: z.number(),
})
const flowUse = 'oidc-flow'

/**
 * Begins a sign-in by the provider. Returns the address to go to, and a sealed value that the browser keeps: the node stores nothing, so
 * strangers who only begin fill nothing. `to` is the page of the desk to open afterwards. Throws `provider-unavailable`.
 */
export async function beginAtProvider(
  deps: ProviderDeps,
  back: string,
  to: string | null,
): Promise<{ address: URL; kept: string }> {
  const { address, flow } = await deps.provider.begin(back)
  const text = JSON.stringify({ ...flow, back, to, at: deps.clock().getTime() } satisfies z.infer<typeof Flow>)
  return { address, kept: sealSecret(deps.triesKey, flowUse, Buffer.from(text)).toString('base64url') }
}

/** Opens the value that a browser kept; null if it is missing, changed or too old. */
export function openFlow(
  deps: Pick<ProviderDeps, 'triesKey' | 'clock'>,
  kept: string | undefined,
): z.infer<typeof Flow> | null {
  const opened = openSecret(deps.triesKey, flowUse, Buffer.from(kept ?? '', 'base64url'))
  if (opened === null) return null
  const flow = Flow.parse(JSON.parse(opened.toString()))
  const age = deps.clock().getTime() - flow.at
  return age >= 0 && age <= flowSeconds * 1000 ? flow : null
}

/**
 * Returns the subject that the provider named to the browser that came back; null if the answer is not to a question of this browser, was
 * used before, or does not hold. `query` begins with `?`. Throws `provider-unavailable`.
 */
export async function subjectAtProvider(
  deps: ProviderDeps,
  flow: z.infer<typeof Flow> | null,
  query: string,
): Promise<ShownSubject | 'cancelled' | null> {
  // The state is compared first: a page of a stranger that calls this address uses up no flow of the browser.
  if (flow === null || new URLSearchParams(query).get('state') !== flow.state) return null
  if (!(await spendChallenge(deps.db, Buffer.from(flow.state, 'base64url'), deps.clock()))) return null
  return deps.provider.finish(new URL(flow.back + query), flow)
}

/**
 * Opens a session for the account that the subject is tied to. Nobody gets an account here, and no role comes from the provider. A missing
 * subject (null) is a wrong credential like one that is not tied. Errors: `sign-in-failed`; `account-suspended`; those of `checkCredential`.
 */
export async function openByProvider(
  deps: ProviderDeps,
  shown: ShownSubject | null,
  from: RequestOrigin,
): Promise<OpenedSession> {
  const { db, provider } = deps
  const tied = shown === null ? undefined : await tiedAccount(db, provider.issuer, shown.subject)
  const account = tied === undefined ? undefined : await accountOf(db, tied.account_id)
  const actor = account === undefined ? null : await personOf(deps, account)
  // Answers that name nobody share one name, so they lock only each other.
  const name = shown === null ? 'oidc' : `oidc:${JSON.stringify([provider.issuer, shown.subject])}`
  const attempt: CredentialAttempt = { kind: 'oidc', name, actor, ip: from.ip, refusal: { code: 'sign-in-failed' } }
  const { found, counted } = await checkCredential(deps, attempt, async () => {
    if (shown === null || tied === undefined || account === undefined || actor === null) return null
    if (!maySignIn(account, actor)) return null
    return { account, actor, method: 'oidc' as const, provider: { subjectId: tied.id, sid: shown.sid } }
  })
  return openSession(deps, attempt, counted, found, from)
}

const tiedAccount = (db: Database, issuer: string, subject: string) =>
  db
    .selectFrom('oidc_subject')
    .select(['id', 'account_id'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

const accountOf = (db: Database, id: string) =>
  db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
