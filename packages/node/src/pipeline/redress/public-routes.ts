import { timingSafeEqual } from 'node:crypto'
import { NewRedress, RedressReceipt, RedressRequest } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { App } from '../../safeguards/access/http.ts'
import type { WrongLog } from '../../safeguards/access/sessions/log-wrong.ts'
import { sourceAddress } from '../../safeguards/access/sessions/source-address.ts'
import { HourlyTries } from '../../safeguards/governor/pace.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { openRequest, secretDigest } from './open-request.ts'
import { findRedress, openAnswer, publicRequest } from './redress-row.ts'

/** Two files of 1 MiB in base64, and the words. */
const mostBytes = 3 * 1024 * 1024
const limits = { ask: { each: 10, total: 500 }, read: { each: 10, total: 5000 } }

export interface PublicRedressDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock'> {
  gateways: Gateways
  wrongLog: WrongLog
}

/** Registers what anybody may do without an account: ask, and read the state of the own request with its secret. */
export function publicRedressRoutes(app: App, deps: PublicRedressDeps): void {
  const now = () => deps.clock().getTime()
  const asks = new HourlyTries(limits.ask, now)
  const reads = new HourlyTries(limits.read, now)
  const access = (): AccessStore =>
    deps.store.for(
      { account: 'public', person: 'public', member: deps.member.id, role: 'public', teams: [] },
      { purpose: 'redress', caseId: null },
    )
  app.post(
    '/public/v1/redress',
    {
      bodyLimit: mostBytes,
      config: { open: true, anyoneWrites: true, secret: true },
      schema: {
        summary: 'Ask for access, correction, deletion, or complain, without an account',
        description:
          'Answers with a reference and a secret of 12 characters, which is shown once. With both, the state of the request can be read. At most 10 requests an hour from one address.',
        errors: ['redress-full', 'too-many-requests', 'audit-unavailable'],
        body: NewRedress,
        response: { 201: RedressReceipt },
      },
    },
    async (request, reply) => {
      asks.take(sourceAddress(request.ip))
      const receipt = await access().transaction({ action: 'redress.open', type: 'redress.open' }, (tx) =>
        openRequest(tx, deps.gateways, request.body),
      )
      return reply.code(201).header('cache-control', 'no-store').send(receipt)
    },
  )
  app.get(
    '/public/v1/redress/:reference',
    {
      config: { open: true, secret: true },
      schema: {
        summary: 'Read the state of an own request for redress',
        description:
          'The header `Entente-Secret` has the secret. An unknown reference and a wrong secret have the same answer. At most 10 wrong tries an hour from one address.',
        errors: ['too-many-requests', 'audit-unavailable'],
        params: z.object({ reference: z.string().max(40) }),
        response: { 200: RedressRequest },
      },
    },
    async (request, reply) => {
      const from = sourceAddress(request.ip)
      reads.take(from)
      const { reference } = request.params
      const given = request.headers['entente-secret']
      const secret = typeof given === 'string' ? given.slice(0, 100) : ''
      const intent: AccessIntent = {
        ...{ action: 'redress.answer', type: 'record.read', decision: 'allow' },
        details: { what: 'own redress' },
      }
      const found = await access().transaction(intent, async (tx) => {
        tx.leavesNoEntry()
        const row = await findRedress(tx.db, reference)
        const digest = secretDigest(tx, row?.reference ?? reference, secret)
        // The same steps for a reference that nobody has.
        const fits = timingSafeEqual(row?.secret ?? digest.map((byte) => byte ^ 1), digest)
        if (row === undefined || !fits || row.delete_at <= tx.now) return null
        tx.about(`redress:${row.reference}`)
        return publicRequest(row, openAnswer(tx, row), tx.now)
      })
      if (found === null) {
        await deps.wrongLog.log(null, { kind: 'redress' })
        throw fail('not-found')
      }
      reads.giveBack(from)
      return reply.header('cache-control', 'no-store').send(found)
    },
  )
}
