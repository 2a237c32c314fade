import { type Act, canonicalJson, type ExpectedSigner, verifyAct } from '@entente/contracts'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { z } from 'zod'
import { defineTopic, enqueueJobs } from '../../../store/define-job.ts'
import type { Database } from '../access-store.ts'
import type { Origins } from '../credentials/passkeys.ts'

/** An act was verified: its pending effect can be completed. */
export const actVerifiedTopic = defineTopic('act-verified', z.object({ actId: z.uuid() }))

interface VerifierDeps {
  /** A connection of its own: the verifier uses none of those with which requests are served. */
  db: Database
  clock: () => Date
  origins: () => Origins | null
  log: Logger
  /** Called for each act whose signature is wrong although it was stored. */
  refused: (actId: string) => Promise<void>
  /** Whether the verifier also looks by itself. Tests that move the clock wake it. */
  scheduled: boolean
}

/** A running verifier of signed acts. */
interface Verifier {
  /** Looks for acts that wait, soon. */
  wake(): void
  /** Verifies every act that waits now. */
  run(): Promise<void>
  start(): void
  stop(): Promise<void>
}

const pauseMs = 1000
const mostAtOnce = 100
/** Acts older than this were looked at in an earlier run: their transactions ended long ago. */
const lookBackMs = 10 * 60_000

/**
 * Verifies stored acts again, before their effects count. It reads the rows and nothing that a route computed, and checks them
 * with the function that verifies offline. A right act is noted and its effect is queued, in one transaction, once.
 */
export function createVerifier(deps: VerifierDeps): Verifier {
  const wrong = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()

  /** From which time on acts may wait; the first run looks at all of them. */
  let since = new Date(0)

  async function all(): Promise<void> {
    const begun = deps.clock()
    for (;;) {
      const acts = await readWaiting(deps.db, since, wrong)
      for (const act of acts) {
        // A row that cannot be read must not keep the others waiting.
        const fault = await faultOf(act, deps.origins()).catch(() => 'unreadable')
        if (fault === null) await noteVerified(deps.db, act.id, deps.clock())
        else {
          wrong.add(act.id)
          deps.log.error({ event: 'act.refused', act: act.id, fault })
          await deps.refused(act.id)
        }
      }
      if (acts.length < mostAtOnce || stopped) break
    }
    since = new Date(begun.getTime() - lookBackMs)
  }
  function run(): Promise<void> {
    const mine = running.catch(() => {}).then(all)
    running = mine
    return mine
  }
  function again(afterMs: number): void {
    if (stopped) return
    clearTimeout(timer)
    timer = setTimeout(async () => {
      await run().catch((error: unknown) => deps.log.warn({ event: 'act.late', error: String(error) }))
      if (deps.scheduled) again(pauseMs)
    }, afterMs)
  }
  return {
    run,
    wake: () => again(0),
    start() {
      if (deps.scheduled) again(0)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running.catch(() => {})
    },
  }
}

type Waiting = Awaited<ReturnType<typeof readWaiting>>[number]

const readWaiting = (db: Database, since: Date, without: ReadonlySet<string>) =>
  db
    .selectFrom('signed_act as s')
    .innerJoin('credential as c', 'c.id', 's.credential_id')
    .select(['s.id', 's.type', 's.about', 's.account_id', 's.person_id', 's.role', 's.act'])
    .select(['s.authenticator_data', 's.client_data', 's.signature'])
    .select(['c.account_id as owner', 'c.passkey_id', 'c.public_key'])
    .where('s.method', '=', 'passkey')
    .where('s.at', '>=', since)
    .where((e) =>
      e.not(e.exists(e.selectFrom('verified_act as v').select('v.act_id').whereRef('v.act_id', '=', 's.id'))),
    )
    .$if(without.size > 0, (query) => query.where('s.id', 'not in', [...without]))
    .orderBy('s.at')
    .limit(mostAtOnce)
    .execute()

/** Returns why a stored act is not right; null if it is. */
async function faultOf(row: Waiting, at: Origins | null): Promise<string | null> {
  if (at === null) return 'passkeys-off'
  const act = JSON.parse(row.act) as Act
  if (canonicalJson(act) !== row.act) return 'canonical'
  const columns = [row.id, row.type, row.about, row.account_id, row.person_id, row.role]
  if ([act.id, act.type, act.about, act.account, act.person, act.role].join() !== columns.join()) return 'columns'
  if (row.owner !== act.account) return 'owner'
  const url = (bytes: Buffer | null) => (bytes as Buffer).toString('base64url')
  const signer: ExpectedSigner = {
    ...{ credentialId: url(row.passkey_id), publicKey: row.public_key as Buffer, origins: at.origins, rpId: at.rpId },
  }
  const signed = {
    ...{ act, credentialId: url(row.passkey_id), authenticatorData: url(row.authenticator_data) },
    ...{ clientDataJSON: url(row.client_data), signature: url(row.signature) },
  }
  return (await verifyAct(signed, signer))?.at ?? null
}

/** Notes that an act is right and queues its effect. Of two verifiers, one does. */
async function noteVerified(db: Database, actId: string, at: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const noted = await tx
      .insertInto('verified_act')
      .values({ act_id: actId, at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (noted.numInsertedOrUpdatedRows !== 1n) return
    const { name: task, priority } = actVerifiedTopic
    const job = { task, payload: { actId }, options: { priority, jobKey: `act:${actId}` } }
    await sql`${enqueueJobs([job])}`.execute(tx)
  })
}
