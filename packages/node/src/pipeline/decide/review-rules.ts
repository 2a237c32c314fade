import { actsOf, type DecisionOutcome, type GatewayVocabulary } from '@entente/contracts'
import { type ErrorCode, fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CaseFile } from '../cases/case-record.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { View } from './decide.ts'
import type { ReviewSettings } from './settings.ts'

/** Returns the actor's own view of the case. Throws `not-viewed`. */
export async function viewOf(tx: Tx, caseId: string): Promise<View> {
  const row = await tx.db
    .selectFrom('case_view')
    .select('active_ms')
    .where('case_id', '=', caseId)
    .where('person_id', '=', tx.actor.person)
    .executeTakeFirst()
  if (row === undefined) throw fail('not-viewed')
  return { caseId, person: tx.actor.person, activeMs: row.active_ms }
}

/** Requires the minimum review time. Throws `too-soon` with the milliseconds still to go. */
export function checkReviewTime(view: View, adverse: boolean, settings: ReviewSettings): void {
  const neededMs = Math.max(5, adverse ? settings.minReviewSecondsAdverse : settings.minReviewSecondsOther) * 1000
  if (view.activeMs >= neededMs) return
  const retryAfterMs = neededMs - view.activeMs
  throw fail('too-soon', { retryAfterMs, detail: `You can record in ${Math.ceil(retryAfterMs / 1000)} s.` })
}

/** Limits proposals and confirmations together per person and hour. Throws `rate-exceeded` with the time of the next possible decision. */
export async function checkRate(tx: Tx, settings: ReviewSettings): Promise<void> {
  const hour = 3_600_000
  const since = new Date(tx.now.getTime() - hour)
  const of = (table: 'proposal' | 'confirmation') =>
    tx.db.selectFrom(table).select('at').where('person_id', '=', tx.actor.person).where('at', '>', since)
  const limit = Math.min(60, settings.decisionsPerHour)
  const recent = await of('proposal').unionAll(of('confirmation')).orderBy('at', 'desc').limit(limit).execute()
  const oldest = recent[limit - 1]
  if (oldest === undefined) return
  const retryAfterMs = Math.max(1000, oldest.at.getTime() + hour - tx.now.getTime())
  throw fail('rate-exceeded', { retryAfterMs, detail: `You recorded ${limit} decisions in this hour.` })
}

/** Throws `case-changed` if the person viewed another version of the case, or if its state changed since the version they have seen. */
export function checkVersion(
  row: CaseFile,
  { version, seen }: { version?: number | undefined; seen?: number | undefined },
): void {
  if (version !== undefined && version !== row.version) throw fail('case-changed')
  if (seen !== undefined && (row.part_versions.state ?? 0) > seen) throw fail('case-changed')
}

/**
 * Requires at least one hit whose signal may still be used, or whose rule is in force, so that no adverse decision rests on hits that are gone. It reads the signals
 * themselves, because matching may not have processed a withdrawal or an expiry yet. Throws `case-changed`.
 */
export async function checkSupport(tx: Tx, gateway: Pick<Gateway, 'rules'>, hits: readonly string[]): Promise<void> {
  if (await isSupported(tx, gateway, hits)) return
  throw fail('case-changed', {
    detail: 'The signals that this rests on were withdrawn, or they or their lawful basis have ended.',
  })
}

/** Returns whether an adverse decision may rest on these hits: the rule of `checkSupport`. */
export async function isSupported(tx: Tx, gateway: Pick<Gateway, 'rules'>, hits: readonly string[]): Promise<boolean> {
  const supporting = await tx.db
    .selectFrom('hit as h')
    .innerJoin('signal as s', 's.id', 'h.signal_id')
    .select('h.id')
    .where('h.id', 'in', [...hits])
    .where('h.withdrawn_at', 'is', null)
    .where('s.status', '=', 'active')
    .where('s.usable_until', '>', tx.now)
    .executeTakeFirst()
  return supporting !== undefined || (await isSupportedByRule(tx, gateway, hits))
}

/** Returns whether one of the hits was made by a version of a rule that is in force. */
async function isSupportedByRule(tx: Tx, { rules }: Pick<Gateway, 'rules'>, hits: readonly string[]): Promise<boolean> {
  if (rules === undefined || hits.length === 0) return false
  const made = await tx.db
    .selectFrom('hit')
    .select(['rule_id', 'rule_version'])
    .where('id', 'in', [...hits])
    .where('withdrawn_at', 'is', null)
    .where('rule_id', 'is not', null)
    .execute()
  const asked = made.map(({ rule_id, rule_version }) => ({ id: rule_id as string, version: rule_version as number }))
  return asked.length > 0 && (await rules.inForce(tx, asked)).size > 0
}

type Fault = { code: string; at: string; message: string }

/** Throws `body-invalid` with every fault of the reasons and the text. */
export function checkWords(faults: (Fault | null)[]): void {
  const errors = faults.filter((fault) => fault !== null)
  if (errors.length > 0)
    throw fail('body-invalid', { at: errors[0]?.at ?? null, errors, detail: errors[0]?.message ?? '' })
}

export function actFault(vocabulary: GatewayVocabulary, outcome: DecisionOutcome, act: string): Fault | null {
  const known = actsOf(vocabulary, outcome)
  if (known.includes(act)) return null
  return { code: 'act-unknown', at: '/act', message: `${outcome} is one of: ${known.join(', ')}.` }
}

export function reasonFaults(
  { reasons: codes }: GatewayVocabulary,
  outcomes: readonly DecisionOutcome[],
  reasons: readonly string[],
): (Fault | null)[] {
  const known = outcomes.flatMap((outcome) => codes[outcome])
  return reasons.map((reason, place) =>
    known.includes(reason)
      ? null
      : {
          code: 'reason-unknown',
          at: `/reasons/${place}`,
          message: `There is no reason ${reason.slice(0, 40)} for this outcome.`,
        },
  )
}

export function textFault(text: string, adverse: boolean): Fault | null {
  if (!adverse || text.trim().length >= 20) return null
  return { code: 'text-too-short', at: '/text', message: 'An adverse outcome needs 20 characters of your own words.' }
}

/**
 * Checks the details of a proposal with the schema that the gateway gives for the act. Throws `body-invalid`, or the error that the
 * vocabulary names for the field, with every fault.
 */
export function checkDetails(
  { details: schemas }: Pick<GatewayVocabulary, 'details'>,
  act: string,
  details: Readonly<Record<string, unknown>> | null,
): void {
  const found = schemas !== undefined && Object.hasOwn(schemas, act) ? schemas[act] : undefined
  const { error } = found?.schema.safeParse(details ?? {}) ?? {}
  if (found === undefined || error === undefined) return
  const errors = error.issues.map(({ path, message }) => ({
    code: found.missing?.[String(path[0])] ?? 'details-invalid',
    at: ['/details', ...path.map(String)].join('/'),
    message,
  }))
  const [first] = errors
  const code = first === undefined || first.code === 'details-invalid' ? 'body-invalid' : first.code
  throw fail(code as ErrorCode, { at: first?.at ?? '/details', errors, detail: first?.message ?? '' })
}
