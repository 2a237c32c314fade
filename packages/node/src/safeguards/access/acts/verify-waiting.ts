import { type Act, canonicalJson, type ExpectedSigner, verifyAct } from '@entente/contracts'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import { createDatabase } from '../../../store/database.ts'
import { defineTopic } from '../../../store/define-job.ts'
import { openPool } from '../../../store/postgres/index.ts'
import type { Database } from '../access-store.ts'
import { announceOnce } from '../announce-to-oversight.ts'
import { isSyncable, type Origins } from '../credentials/passkeys.ts'

/** An act was verified: its pending effect can be completed. The database queues it with each row of `verified_act`. */
export const actVerifiedTopic = defineTopic('act-verified', z.object({ actId: z.uuid() }))

interface VerifierDeps {
  /** The database as `entente_verifier`, over a connection of its own. */
  db: Database
  clock: () => Date
  /** The addresses of the desk as the operator set them; null while they are unknown, and every act waits. */
  origins: () => Origins | null
  deviceBound: boolean
  log: Logger
  /** Whether the verifier also looks by itself after its start. Tests that move the clock wake it. */
  scheduled: boolean
}

/** A running verifier of signed acts. */
interface Verifier {
  /** Looks for acts that wait, soon. */
  wake(): void
  start(): void
  stop(): Promise<void>
}

/** Opens a connection for a verifier, which closes it when it stops. `connection` is that of `entente_verifier`. */
export function openVerifier(deps: Omit<VerifierDeps, 'db'> & { connection: pg.PoolConfig }): Verifier {
  const pool = openPool(deps.connection, { max: 1, log: () => {} })
  const db = createDatabase(pool)
  const verifier = createVerifier({ ...deps, db })
  return {
    ...verifier,
    async stop() {
      await verifier.stop()
      await db.destroy()
    },
  }
}

const pauseMs = 1000
const mostAtOnce = 100
/** Acts older than this were looked at in an earlier run: their transactions ended long ago. */
const lookBackMs = 10 * 60_000
/** The clock of the node may be this far ahead of that of the verifier. */
const mostAheadMs = 60_000

/**
 * Verifies stored acts again, before their effects count. It reads the rows and nothing that a route computed, and checks them
 * with the function that verifies offline. A right act is noted once, in the transaction that queues its effect. A wrong one raises
 * the alarm `act-refused`.
 */
function createVerifier(deps: VerifierDeps): Verifier {
  const wrong = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()

  /** From which time on acts may wait; the first run looks at all of them. */
  let since = new Date(0)

  async function all(): Promise<void> {
    const begun = deps.clock()
    const at = deps.origins()
    if (at === null) return
    for (;;) {
      const acts = await readWaiting(deps.db, since, wrong)
      for (const act of acts) {
        // A row that cannot be read must not keep the others waiting.
        const isRefused = deps.deviceBound && isSyncable(act.authenticator_data as Buffer)
        const fault = isRefused ? 'synced' : await faultOf(act, at, deps.clock()).catch(() => 'unreadable')
        if (fault === null) await noteVerified(deps.db, act.id, deps.clock())
        else {
          wrong.add(act.id)
          deps.log.error({ event: 'act.refused', act: act.id, fault })
          await announceOnce(deps.db, 'act-refused', `act:${act.id}`, deps.clock())
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
    wake: () => again(0),
    // Acts of an earlier run may wait.
    start: () => again(0),
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
    .select(['s.id', 's.type', 's.about', 's.at', 's.account_id', 's.person_id', 's.role', 's.act'])
    .select(['s.authenticator_data', 's.client_data', 's.signature'])
    .select(['c.account_id as owner', 'c.passkey_id', 'c.public_key', 'c.counts_from'])
    .where('s.method', '=', 'passkey')
    .where('s.at', '>=', since)
    // An act of a passkey waits for the act that enrolled it.
    .where((e) =>
      e.or([
        e('c.enrolled_with', 'is', null),
        e.exists(e.selectFrom('verified_act as w').select('w.act_id').whereRef('w.act_id', '=', 'c.enrolled_with')),
      ]),
    )
    .where((e) =>
      e.not(e.exists(e.selectFrom('verified_act as v').select('v.act_id').whereRef('v.act_id', '=', 's.id'))),
    )
    .$if(without.size > 0, (query) => query.where('s.id', 'not in', [...without]))
    .orderBy('s.at')
    .limit(mostAtOnce)
    .execute()

/** Returns why a stored act is not right; null if it is. */
async function faultOf(row: Waiting, at: Origins, now: Date): Promise<string | null> {
  const act = JSON.parse(row.act) as Act
  if (canonicalJson(act) !== row.act) return 'canonical'
  const columns = [row.id, row.type, row.about, row.at.toISOString(), row.account_id, row.person_id, row.role]
  if ([act.id, act.type, act.about, act.at, act.account, act.person, act.role].join() !== columns.join())
    return 'columns'
  if (row.at.getTime() > now.getTime() + mostAheadMs) return 'time'
  if (row.owner !== act.account) return 'owner'
  // A thief of the key chooses the time of the act, so the clock counts too.
  if (row.counts_from !== null && (row.counts_from > row.at || row.counts_from > now)) return 'passkey-too-new'
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

/** Notes that an act is right. Of two verifiers, one does. */
async function noteVerified(db: Database, actId: string, at: Date): Promise<void> {
  await db
    .insertInto('verified_act')
    .values({ act_id: actId, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
