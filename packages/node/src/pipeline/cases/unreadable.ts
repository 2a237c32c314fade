import type { CaseRecord } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../safeguards/oversight/undamaged-or.ts'
import type { CaseBody, CaseFile, HitBody } from './case-record.ts'
import { reason } from './reasons.ts'

/** Opens a part of a case like `undamagedOr`; the alarm names the case. */
export const readableOr = <T>(tx: Tx, caseId: string, open: () => T | Promise<T>, otherwise: T): Promise<T> =>
  undamagedOr(tx, `case:${caseId}`, open, otherwise)

const damaged = reason('reasons.record-unreadable')

/** Returns the body that replaces a damaged case on its page. */
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

/** The body that replaces a damaged hit. Its score and its signal are outside the sealed part. */
export const unreadableHit: HitBody = {
  explanation: null,
  reasons: [damaged],
  evidence: [],
  comparison: [],
}

/** Returns the record that replaces a damaged one on the page of its case. */
export function unreadableRecord(row: CaseFile): CaseRecord {
  return {
    masked: false,
    maskAt: row.mask_at?.toISOString() ?? null,
    deleteAt: row.delete_at.toISOString(),
    sections: [{ id: 'unreadable', title: damaged, kind: 'fields', fields: [] }],
    details: null,
  }
}
