import type { AnswerSent, GatewayAnswers } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { DeliveryBody } from './delivery-row.ts'
import { notifyPlatform } from './notify-platform.ts'

/** Answers of the content gateway: a webhook notifies platforms of decisions. */
export function contentAnswers(): GatewayAnswers {
  return {
    // The answer to the upload itself has its matches.
    atOpening: false,
    async mayNeedAnswer(tx, subjectIds) {
      if (subjectIds.length === 0) return []
      const rows = await tx.db
        .selectFrom('upload')
        .select('id')
        .where('id', 'in', [...subjectIds])
        .where('case_id', 'is not', null)
        .execute()
      return rows.map(({ id }) => id)
    },
    outcomeChanged: notifyPlatform,
    about: answersAbout,
  }
}

async function answersAbout(tx: Tx, uploadId: string): Promise<AnswerSent[]> {
  const rows = await tx.db
    .selectFrom('content_delivery')
    .selectAll()
    .where('upload_id', '=', uploadId)
    .orderBy('sequence', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => {
    const body = tx.openIfAllowed<DeliveryBody>(row)?.value.text?.body ?? ''
    const event = body === '' ? null : (JSON.parse(body) as { event: string; decision: { act: string } | null })
    return {
      id: row.id,
      at: row.at.toISOString(),
      kind: 'unsolicited' as const,
      text: event === null ? 'No longer kept' : (event.decision?.act ?? 'Looked at again'),
      body,
      deliveredAt: row.delivered_at?.toISOString() ?? null,
    }
  })
}
