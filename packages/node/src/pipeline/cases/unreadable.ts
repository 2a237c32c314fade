import type { CaseRecord } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../safeguards/oversight/undamaged-or.ts'
import type { CaseBody, CaseFile, DecisionBody, HitBody } from './case-record.ts'
import { reason } from './reasons.ts'

/** Opens a part of a case like `undamagedOr`; the alarm names the case. */
export const readableOr = <T, O = T>(
  tx: Tx,
  caseId: string,
  open: () => T | Promise<T>,
  otherwise: O,
): Promise<T | O> => undamagedOr(tx, `case:${caseId}`, open, otherwise)

/** Opens the parts of one case for its page, and remembers whether one of them is damaged. */
export interface CaseParts {
  /** Opens a part like `readableOr`. */
  open<T>(open: () => T | Promise<T>, otherwise: T): Promise<T>
  readonly isDamaged: boolean
}

export function partsOf(tx: Tx, caseId: string): CaseParts {
  let isDamaged = false
  return {
    async open(open, otherwise) {
      const opened = await undamagedOr(tx, `case:${caseId}`, open, unreadable)
      if (opened !== unreadable) return opened
      isDamaged = true
      return otherwise
    },
    get isDamaged() {
      return isDamaged
    },
  }
}
const unreadable: unique symbol = Symbol('unreadable')

const damaged = reason('reasons.record-unreadable')
/** The label that replaces the name of a damaged record in a list. */
export const unreadableLabel = 'unreadable'

/** Returns the body that replaces a damaged case on its page. */
export function unreadableBody(row: CaseFile): CaseBody {
  const { subject_id: id, gateway } = row
  return {
    subject: {
      id,
      gateway: gateway as CaseBody['subject']['gateway'],
      recordId: id,
      recordVersion: 1,
      label: unreadableLabel,
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

/** The words that replace a damaged text of a person. */
export const unreadableText: string = damaged.text

/** The body that replaces a damaged decision. Its outcome and its people are outside the sealed part. */
export const unreadableDecision: DecisionBody = { explanation: { en: unreadableText }, documents: [] }

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
