import { AttachmentList, AttachmentsAsked } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../safeguards/access/system.ts'
import { signObject } from '../../safeguards/keys/index.ts'
import { mayBeGiven } from '../delivery/visibility.ts'
import type { PeerHandler } from '../peers/peer-handler.ts'
import type { SignalRow } from '../signals/stored/signal-row.ts'
import { attachmentsOf, openAttachment, toAttachment } from './attachment-row.ts'

type GiveDeps = Pick<CoreDeps, 'store' | 'member' | 'nodeKey'>
const releasing = { action: 'signal.release', type: 'signal.release', impersonal: true } as const
const Asked = z.object({ id: z.uuid() })

/**
 * Returns the handlers with which an owner answers the nodes that have its signals. The answers are: which signals have
 * attachments, the signed list of one signal's attachments, and a file. Error: `not-found` if the access decision
 * refuses `release` to the member.
 */
export function attachmentPeerHandlers(deps: GiveDeps): PeerHandler[] {
  return [
    {
      method: 'POST',
      path: '/peer/v1/attachments/asked',
      schema: {
        summary: 'Tell which of some signals have files',
        errors: ['body-invalid'],
        described: { body: AttachmentsAsked, answers: { 200: z.object({ ids: z.array(z.uuid()) }) } },
      },
      handle: (member, { body }) => signalsWithAttachments(deps, member, idsOf(body)),
    },
    {
      method: 'GET',
      path: '/peer/v1/signals/:id/attachments',
      schema: {
        summary: 'Read the signed list of the files of a signal',
        errors: ['not-found'],
        described: { answers: { 200: AttachmentList } },
      },
      handle: (member, { params }) => listFor(deps, member, idOf(params)),
    },
    {
      method: 'GET',
      path: '/peer/v1/attachments/:id',
      schema: {
        summary: 'Read a file of a signal',
        errors: ['not-found'],
        examples: { answer: 'bytes' },
        described: {
          answers: { 200: { description: 'Bytes.', content: { 'application/octet-stream': { schema: z.string() } } } },
        },
      },
      async handle(member, { params }, reply) {
        const bytes = await giveAttachment(deps, member, idOf(params))
        reply.type('application/octet-stream')
        return bytes
      },
    },
  ]
}

async function signalsWithAttachments(deps: GiveDeps, member: string, ids: readonly string[]) {
  return systemAccess(deps, null).transaction(releasing, async (tx) => {
    tx.leavesNoEntry()
    const rows = await released(tx, deps, member)
      .select('id')
      .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
      .where(sql<boolean>`exists (select from signal_attachment t where t.signal_id = signal.id)`)
      .execute()
    return { ids: rows.map(({ id }) => id) }
  })
}

async function listFor(deps: GiveDeps, member: string, id: string): Promise<AttachmentList> {
  return systemAccess(deps, null).transaction(releasing, async (tx) => {
    tx.leavesNoEntry()
    const signal = await released(tx, deps, member).select('version').where('id', '=', id).executeTakeFirst()
    if (signal === undefined) throw fail('not-found')
    const items = (await attachmentsOf(tx, id)).map((row) => {
      const { signalId: _signal, reading: _reading, ...item } = toAttachment(row)
      return item
    })
    const body = {
      schema: 'entente/attachments/v1' as const,
      owner: deps.member.id,
      signalId: id,
      signalVersion: signal.version,
      items,
      at: tx.now.toISOString(),
    }
    return { ...body, signature: signObject(deps.nodeKey, 'entente/entry/v1', body, tx.now) }
  })
}

async function giveAttachment(deps: GiveDeps, member: string, id: string): Promise<Buffer> {
  const signal = await systemAccess(deps, null).transaction(releasing, async (tx): Promise<SignalRow | undefined> => {
    tx.leavesNoEntry()
    return released(tx, deps, member)
      .selectAll()
      .where(sql<boolean>`id = (select t.signal_id from signal_attachment t where t.id = ${id}::uuid)`)
      .executeTakeFirst()
  })
  if (signal === undefined) throw fail('not-found')
  const details = { what: 'attachment given', attachment: id, to: member }
  const intent = { action: 'signal.release', type: 'signal.release', ref: `sig:${signal.id}`, details } as const
  const bytes = await systemAccess(deps, purposeFor(signal)).transaction(intent, async (tx) => {
    // Check access again in the transaction that opens the file: it may have ended since the first check.
    const still = await released(tx, deps, member).select('id').where('id', '=', signal.id).executeTakeFirst()
    return still === undefined ? undefined : openAttachment(tx, id, signal.id)
  })
  if (bytes === undefined) throw fail('not-found')
  return bytes
}

const released = (tx: Tx, deps: GiveDeps, member: string) =>
  tx.db
    .selectFrom('signal')
    .where('owner', '=', deps.member.id)
    .where(mayBeGiven(tx, deps.member.id, member) as ReturnType<typeof sql<boolean>>)

function idOf(params: unknown): string {
  const asked = Asked.safeParse(params)
  if (!asked.success) throw fail('not-found')
  return asked.data.id
}

function idsOf(body: Buffer): string[] {
  try {
    return AttachmentsAsked.parse(JSON.parse(body.toString())).ids
  } catch {
    throw fail('body-invalid', { detail: 'State the ids of at most 1,000 signals.' })
  }
}
