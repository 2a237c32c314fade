import type { CaseRecord } from '@entente/contracts'
import { Failure } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import type { CaseBody, CaseFile, HitBody } from './case-record.ts'
import { reason } from './reasons.ts'

/**
 * Opens a part of a case, or returns `otherwise` if its bytes are damaged. Then oversight gets the alarm
 * `record-unreadable` with the ids of the case and of the part. One damaged row must not hide all others.
 */
export async function readableOr<T>(tx: Tx, caseId: string, open: () => T | Promise<T>, otherwise: T): Promise<T> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'record-unreadable') throw error
    await raiseAlarm(tx, 'record-unreadable', `case:${caseId}`, { record: error.fields.at ?? null })
    return otherwise
  }
}

const damaged = reason('reasons.record-unreadable')

/** Returns what is shown in place of a damaged case. */
export function unreadableBody(row: CaseFile): CaseBody {
  const { subject_id: id, gateway } = row
  return {
    subject: {
      id,
      gateway: gateway as CaseBody['subject']['gateway'],
      recordId: id,
      recordVersion: 1,
      label: 'unreadable',
      parties: [],
    },
    because: [damaged],
    otherExplanations: [damaged],
    otherScript: null,
    signalFrom: { name: '', tlp: 'red' },
  }
}

/** What is shown in place of a damaged hit. Its score and its signal are outside the sealed part. */
export const unreadableHit: HitBody = {
  explanation: null,
  reasons: [damaged],
  evidence: [],
  comparison: [],
}

/** Returns what is shown in place of a damaged record. */
export function unreadableRecord(row: CaseFile): CaseRecord {
  return {
    masked: false,
    maskAt: row.mask_at?.toISOString() ?? null,
    deleteAt: row.delete_at.toISOString(),
    sections: [{ id: 'unreadable', title: damaged, kind: 'fields', fields: [] }],
    details: null,
  }
}
