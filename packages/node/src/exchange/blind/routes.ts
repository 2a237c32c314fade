import {
  BlindCheckRequest,
  BlindCheckResult,
  BlindLogEntry,
  BlindRevealRequest,
  Signal,
  type SignalKind,
} from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { type AskerDeps, checkBlindly } from './asker.ts'
import { type AskReveal, askToReveal } from './reveal.ts'

const Id = z.object({ id: z.uuid() })
const LogPage = z.object({ items: z.array(BlindLogEntry), next: z.string().nullable() })

/**
 * Registers the routes for blind checks. The protocol is secure against semi-honest members: a holder does not learn
 * which items are checked, and an asker does not learn which other signals the holder has. The protocol does not
 * protect against a holder that invents a set, or against an asker that guesses values within its quota.
 */
export function blindRoutes(app: App, deps: AskerDeps & Pick<CoreDeps, 'store'> & { reveal: AskReveal }): void {
  app.post(
    '/v1/blind/checks',
    {
      schema: {
        summary: 'Ask a member blindly whether it knows values',
        personal: true,
        errors: [
          'bad-element',
          'blind-epoch-over',
          'blind-items-invalid',
          'blind-not-agreed',
          'matching-stopped',
          'blind-proof-invalid',
          'blind-set-not-ready',
          'kind-not-blind-checkable',
          'peer-refused',
          'peer-unreachable',
          'quota-exhausted',
        ],
        body: BlindCheckRequest,
        response: { 200: BlindCheckResult },
      },
    },
    (request) => checkBlindly(deps, accessOf(deps, request), request.body),
  )
  app.post(
    '/v1/blind/checks/:id/reveal',
    {
      schema: {
        summary: 'Ask for the signals that a blind check found',
        personal: true,
        errors: ['blind-nothing-found', 'blind-proof-invalid', 'peer-refused', 'peer-unreachable'],
        params: Id,
        body: BlindRevealRequest,
        response: { 200: z.object({ signals: z.array(Signal) }) },
      },
    },
    (request) => askToReveal(deps, accessOf(deps, request), request.params.id, request.body.reason),
  )
  // The log contains only counts and members; the checked items are not stored.
  app.get(
    '/v1/blind/checks',
    {
      schema: {
        summary: 'List the own blind checks',
        querystring: z.strictObject({ next: z.string().max(200).optional() }),
        response: { 200: LogPage },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(
        {
          action: 'receipt.read',
          type: 'blind.query',
          decision: 'allow',
          impersonal: true,
          details: { what: 'log read' },
        },
        async (tx) => {
          let rows = tx.db.selectFrom('blind_check').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(101)
          if (request.query.next !== undefined) rows = rows.where(after(request.query.next))
          const found = await rows.execute()
          const items = found.slice(0, 100).map((row) => ({
            ...{
              id: row.id,
              direction: row.direction as 'ask' | 'answer',
              member: row.member,
              agreement: row.agreement_id,
            },
            ...{ kind: row.kind as SignalKind, mode: row.mode as 'single' | 'batch', keyEpoch: row.epoch },
            ...{ asked: row.asked, padded: row.padded, hits: row.hits, folded: row.folded, quotaLeft: row.quota_left },
            ...{ at: row.at.toISOString(), revealedAt: row.revealed_at?.toISOString() ?? null },
            revealUntil:
              row.found !== null && row.found_until !== null && row.found_until > tx.now
                ? row.found_until.toISOString()
                : null,
          }))
          return { items, next: found.length > 100 ? placeOf(items.at(-1)) : null }
        },
      ),
  )
}

const placeOf = (last: { at: string; id: string } | undefined): string | null =>
  last === undefined ? null : Buffer.from(`${last.at} ${last.id}`).toString('base64url')

/** Builds the condition for rows that follow the last row of the previous page, newest first. */
function after(next: string) {
  const [at = '', id = ''] = Buffer.from(next, 'base64url').toString().split(' ')
  const place = z.object({ at: z.iso.datetime(), id: z.uuid() }).safeParse({ at, id })
  if (!place.success) throw fail('body-invalid', { at: '/next', detail: 'This page does not exist.' })
  return sql<boolean>`(at, id) < (${new Date(at)}, ${id}::uuid)`
}
