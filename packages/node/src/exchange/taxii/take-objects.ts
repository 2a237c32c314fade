import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { checkObject } from '../stix/check-object.ts'
import { JsonElements } from '../stix/json-elements.ts'
import { digestOf, type ForeignDraft, keepForeign } from '../stix/keep-foreign.ts'
import { markingsOf } from '../stix/markings.ts'
import { isRecord, type StixObject } from '../stix/stix-object.ts'
import { readObject } from '../stix/stix-to-signal.ts'
import type { TakeSignal } from '../stix/take-signal.ts'
import type { SeenCollection } from './collections.ts'
import { markVersions } from './inbox-collection.ts'
import { instantOf } from './instants.ts'
import { versionOf } from './project-signals.ts'
import { lockCollection } from './take-numbers.ts'
import { badRequest, TaxiiFailure } from './taxii-error.ts'
import type { TaxiiUser } from './users.ts'

/**
 * Splits an envelope into the original text of each object. Errors: 400 for invalid JSON, 422 if the JSON is not an
 * envelope.
 */
export function readEnvelope(body: Buffer): string[] {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    value = JSON.parse(text)
  } catch {
    throw badRequest('The body is no JSON.')
  }
  const objects = isRecord(value) && !('type' in value) ? value.objects : null
  if (!Array.isArray(objects)) throw new TaxiiFailure(422, 'not-an-envelope', 'An envelope has a list of objects.')
  const elements = [...new JsonElements().feed(text)]
  // Either an element is not an object, or `objects` occurs twice, so it is unclear what the client meant.
  if (elements.length !== objects.length)
    throw new TaxiiFailure(422, 'not-an-envelope', 'Each element of objects is an object, and the field stands once.')
  return elements
}

const dayMs = 86_400_000

/**
 * Stores the objects submitted to an inbox. Each is processed separately, so that an invalid one does not fail the
 * others. If an object contains a whole signal that its owner signed, the signal is stored. All other objects are
 * stored unchanged and not matched until an officer adopts them. An existing version counts as a success.
 */
export async function takeObjects(
  tx: Tx,
  deps: { takeSignal: TakeSignal },
  given: { collection: SeenCollection; user: TaxiiUser; elements: readonly string[] },
) {
  const { collection, user, elements } = given
  const numbers = await lockCollection(tx, collection.id)
  const existing = await existingOf(tx, collection.id, user, elements)
  const successes: StatusDetail[] = []
  const failures: StatusDetail[] = []
  const drafts: ForeignDraft[] = []
  const again = new Set<string>()
  for (const text of elements) {
    const value = JSON.parse(text) as Record<string, unknown>
    const fail = (code: string, message: string) =>
      failures.push({ id: idOf(value), version: textOf(value), message: `${code}: ${message}` })
    const checked = checkObject(value)
    if ('fault' in checked) {
      fail(checked.fault.code, `${checked.fault.at} ${checked.fault.message}`.trim())
      continue
    }
    const { object } = checked
    const taken = await takeCarried(tx, deps.takeSignal, object)
    if ('code' in taken) {
      fail(taken.code, taken.message)
      continue
    }
    const known = versionOf(object)
    const version = known ?? undated(existing, object, text)
    if (version === 'kept' || existing.has(keyOf(object.id, version?.us))) {
      successes.push({ id: object.id, version: known?.text ?? existing.get(object.id)?.version ?? '' })
      continue
    }
    if (existing.has(object.id)) again.add(object.id)
    const addedUs = numbers.next()
    const stored = version ?? { us: addedUs, text: instantOf(addedUs) }
    const kept = { version: stored.text, digest: digestOf(text).toString('base64') }
    existing.set(keyOf(object.id, stored.us), kept)
    existing.set(object.id, kept)
    successes.push({ id: object.id, version: stored.text })
    const deleteAt = new Date(tx.now.getTime() + (collection.agreement.retentionDays ?? 1) * dayMs)
    drafts.push({
      ...{ collectionId: collection.id, member: user.member, source: `taxii:${user.name}`, addedUs, format: 'stix' },
      ...{ objectId: object.id, objectType: object.type, version: stored, ...markingsOf(object) },
      ...{ state: taken.signalId === null ? 'held' : 'carrier', signalId: taken.signalId },
      ...{ purposes: collection.agreement.purposes ?? [], deleteAt, text },
    })
  }
  await keepForeign(tx, drafts)
  await markVersions(tx, collection.id, user.member, [...again])
  await numbers.keep()
  const status = statusOf(randomUUID(), instantOf(BigInt(tx.now.getTime()) * 1000n), successes, failures)
  await tx.db
    .insertInto('taxii_status')
    .values({
      ...{ id: status.id, user_id: user.id, agreement_id: collection.agreement_id, at: tx.now },
      body: JSON.stringify(status),
    })
    .execute()
  tx.note({ collection: collection.id, objects: elements.length, kept: drafts.length, refused: failures.length })
  return status
}

type Existing = Map<string, { version: string; digest: string }>
const keyOf = (id: string, us: bigint | undefined): string => `${id} ${us ?? ''}`
const idOf = (value: Record<string, unknown>): string => (typeof value.id === 'string' ? value.id.slice(0, 300) : '')
const textOf = (value: Record<string, unknown>): string => {
  const text = value.modified ?? value.created
  return typeof text === 'string' ? text.slice(0, 40) : ''
}

/**
 * Reads the versions that this member submitted before, by object id and version. The id without a version refers to
 * the newest one.
 */
async function existingOf(
  tx: Tx,
  collectionId: string,
  user: TaxiiUser,
  elements: readonly string[],
): Promise<Existing> {
  const ids = [...new Set(elements.map((text) => idOf(JSON.parse(text) as Record<string, unknown>)))]
  // Look up each id separately: a query with all conditions may read the whole collection.
  const { rows } = await sql<{ object_id: string; version_us: string; version_text: string; digest: Buffer }>`
    select f.object_id, f.version_us, f.version_text, f.digest from unnest(${ids}::text[]) as asked (id)
      cross join lateral (select * from foreign_object where object_id = asked.id and collection_id is not null offset 0) f
    where f.collection_id = ${collectionId} and f.member = ${user.member} order by f.version_us`.execute(tx.db)
  const existing: Existing = new Map()
  for (const { object_id, version_us, version_text, digest } of rows) {
    const known = { version: version_text, digest: digest.toString('base64') }
    existing.set(keyOf(object_id, BigInt(version_us)), known)
    existing.set(object_id, known)
  }
  return existing
}

/** Decides about an object without a timestamp: it is a new version only if its content changed. */
function undated(existing: Existing, object: StixObject, text: string): 'kept' | undefined {
  return existing.get(object.id)?.digest === digestOf(text).toString('base64') ? 'kept' : undefined
}

async function takeCarried(
  tx: Tx,
  takeSignal: TakeSignal,
  object: StixObject,
): Promise<{ signalId: string | null } | { code: string; message: string }> {
  const read = readObject(object)
  if (read.what === 'refused') return { code: read.code, message: `${read.at} ${read.message}` }
  if (read.what !== 'signal') return { signalId: null }
  const taken = await takeSignal(tx, read.signal)
  if (taken.outcome === 'refused') return { code: taken.code, message: taken.message }
  return { signalId: read.signal.id }
}

/**
 * The outcome for one object of a request. `version` is the stored version, or the submitted one if the object was
 * refused.
 */
interface StatusDetail {
  id: string
  version: string
  message?: string
}
/** Makes a status resource (TAXII 2.1, 4.3). All objects are processed before the answer, so none is pending. */
function statusOf(id: string, at: string, successes: readonly StatusDetail[], failures: readonly StatusDetail[]) {
  return {
    id,
    status: 'complete',
    request_timestamp: at,
    total_count: successes.length + failures.length,
    success_count: successes.length,
    successes,
    failure_count: failures.length,
    failures,
    pending_count: 0,
    pendings: [],
  }
}
