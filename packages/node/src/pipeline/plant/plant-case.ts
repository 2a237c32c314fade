import type { Entry } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { Gateway, Likeness } from '../gateway/gateway.ts'
import type { Incoming, PipelineSteps, ReadResult } from '../gateway/pipeline-steps.ts'

export interface PlantDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log' | 'dataRoot'> {
  /** The active signals by id. */
  index: { get(signalId: string): { kind: string; entry: Entry } | undefined }
  /** Receives, reads and matches a message in one transaction, without telling the operator's counters. */
  receiveAndRead: PipelineSteps['receiveAndRead']
}

/** So many invented records are tried until one gets a hit. */
const mostTries = 6
/** Signals whose hits are this many days old at most are chosen, as often as they had hits. */
const recentDays = 30

/**
 * Plants one case for a reviewer: the gateway invents a record that resembles a signal of this node, and the ordinary steps receive, read
 * and match it, so that its case is like any other. Which case it is gets known to `planted_case` in the same transaction. Returns false, and
 * leaves nothing, if no traffic fits or nothing that was invented got a hit.
 */
export async function plantCase(deps: PlantDeps, gateway: Gateway, person: string): Promise<boolean> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const likeness = await chooseSignal(deps, gateway)
    const made = likeness === null ? null : await invent(deps, gateway, likeness)
    if (made === null) continue
    try {
      const done = await deps.receiveAndRead(made, (tx, result) => mark(tx, gateway, person, result))
      if (done !== null) return true
    } catch (error) {
      if (!(error instanceof NotHit)) throw error
    }
  }
  deps.log.warn({ event: 'planting.failed', gateway: gateway.vocabulary.kind })
  return false
}

/** Rolls back a record that got no case, or that concerns others. */
class NotHit extends Error {}

/** Chooses the signal of a recent hit, which shows how often each source and each kind of name has hits here. */
async function chooseSignal(deps: PlantDeps, { vocabulary: { kind } }: Gateway): Promise<Likeness | null> {
  const rows = await impersonal(deps, async (tx) => {
    const found = await sql<{ id: string }>`
      select h.signal_id as id from counted_hit h join counted_case c on c.id = h.case_id
      where c.gateway = ${kind} and h.signal_id is not null and h.withdrawn_at is null
        and h.at > ${tx.now}::timestamptz - make_interval(days => ${recentDays}) order by random() limit 20`.execute(
      tx.db,
    )
    return found.rows
  })
  for (const { id } of rows) {
    const signal = deps.index.get(id)
    if (signal === undefined || signal.kind !== 'person') continue
    const found = likenessOf(signal.entry)
    if (found !== null) return found
  }
  return null
}

function likenessOf({ names, parts, birthDates, gender, nationalities }: Entry): Likeness | null {
  const [first] = names
  const name = typeof first === 'string' ? first : first?.name
  if (name === undefined) return null
  return {
    name,
    family: parts?.family ?? null,
    given: parts?.given ?? null,
    birthDates: [...(birthDates ?? [])],
    sex: gender === 'female' ? 'F' : gender === 'male' ? 'M' : null,
    nationalities: nationalities ?? [],
  }
}

async function invent(deps: PlantDeps, gateway: Gateway, likeness: Likeness): Promise<Incoming | null> {
  const intent = { action: 'record.write', type: 'record.read', details: { cause: 'planting' } } as const
  return systemAccess(deps, gateway.usualPurpose).transaction(intent, async (tx) => {
    const made = (await gateway.plants?.invent(tx, deps, likeness)) ?? null
    if (made === null) tx.leavesNoEntry()
    return made
  })
}

/** Marks the case as planted. Throws `NotHit` unless all subjects of the message are new and one of them has a case. */
async function mark(tx: Tx, gateway: Gateway, person: string, { message, changed }: ReadResult): Promise<void> {
  await tx.flush()
  const found = await tx.db
    .selectFrom('case_file')
    .select(['id', 'subject_id', 'opened_at'])
    .where((e) => e('subject_id', '=', e.fn.any(e.val([...changed]))))
    .where('ended_at', 'is', null)
    .execute()
  const [only, ...others] = found
  if (only === undefined || others.length > 0) throw new NotHit('nobody or several got a case')
  // A case that existed before would be that of a real subject.
  const isNew = only.opened_at.getTime() === tx.now.getTime()
  if (!isNew || (await gateway.plants?.areNew(tx, message.id, changed)) !== true)
    throw new NotHit('the record concerns others')
  await sql`insert into planted_case (case_id, message_id, subject_id, gateway, asked_for, planted_at)
    values (${only.id}::uuid, ${message.id}::uuid, ${only.subject_id}::uuid, ${gateway.vocabulary.kind}, ${person}::uuid, ${tx.now}::timestamptz)`.execute(
    tx.db,
  )
  const companions = changed.filter((id) => id !== only.subject_id)
  await sql`insert into planted_companion (subject_id, case_id)
    select subject_id, ${only.id}::uuid from unnest(${companions}::uuid[]) as c (subject_id)`.execute(tx.db)
  tx.note({ planted: true })
}

function impersonal<T>(deps: PlantDeps, read: (tx: Tx) => Promise<T>): Promise<T> {
  const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    return read(tx)
  })
}
