import type { Feedback } from '@entente/contracts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { signObject } from '../../../safeguards/keys/index.ts'
import { appendEntries } from '../../delivery/index.ts'

const intent = { action: 'record.write', type: 'feedback.record', impersonal: true } as const

/**
 * Signs feedback on received signals and appends it to the logs of their owners, as the task `send-feedback`. Feedback
 * contains codes and counts, but no case and no person. Feedback on own signals is not sent. A repeated run sends
 * nothing twice.
 */
export async function sendFeedback(
  deps: Pick<CoreDeps, 'store' | 'member' | 'nodeKey'>,
  { feedbackIds }: { feedbackIds: readonly string[] },
): Promise<void> {
  if (feedbackIds.length === 0) return
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const rows = await tx.db
      .selectFrom('feedback as f')
      .innerJoin('held_signal as h', 'h.signal_id', 'f.signal_id')
      .innerJoin('peer as p', 'p.member', 'h.peer')
      .select([
        'f.id',
        'f.signal_id',
        'f.signal_version',
        'f.outcome',
        'f.count',
        'f.first_seen',
        'f.last_seen',
        'f.at',
      ])
      .select('h.peer')
      .where('f.id', 'in', [...feedbackIds])
      .where(
        'f.id',
        'in',
        tx.db
          .selectFrom('counted_feedback')
          .select('id')
          .where('id', 'in', [...feedbackIds]),
      )
      .where('f.from_member', 'is', null)
      .where('f.body', 'is', null)
      .where('p.state', 'in', ['active', 'suspended'])
      .orderBy('h.peer')
      .orderBy('f.at')
      .forUpdate('f')
      .execute()
    for (const row of rows) {
      const body: Omit<Feedback, 'signature'> = {
        schema: 'entente/feedback/v1',
        id: row.id,
        signalId: row.signal_id,
        signalVersion: row.signal_version,
        from: deps.member.id,
        outcome: row.outcome as Feedback['outcome'],
        count: row.count,
        firstSeen: row.first_seen?.toISOString() ?? null,
        lastSeen: row.last_seen?.toISOString() ?? null,
        at: row.at.toISOString(),
      }
      const feedback: Feedback = { ...body, signature: signObject(deps.nodeKey, 'entente/feedback/v1', body, tx.now) }
      await tx.db
        .updateTable('feedback')
        .set({ body: JSON.stringify(feedback) })
        .where('id', '=', row.id)
        .execute()
      await appendEntries(tx, row.peer, [{ type: 'feedback', object: { ...feedback } }])
    }
  })
}
