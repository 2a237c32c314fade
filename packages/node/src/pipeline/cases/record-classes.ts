import type { DraftBody } from '@entente/contracts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import type { DecisionBody, HitBody, StoredCaseBody } from './case-record.ts'

/** The fields that older releases stored have classes too: without one, they would be masked and missing where they are read. */
export const caseClasses = classesOf<StoredCaseBody>()('case_file', {
  subject: {
    label: 'names',
    ...{ id: 'kept', gateway: 'kept', recordId: 'kept', recordVersion: 'kept' },
    parties: { id: 'kept', role: 'kept', kind: 'kept', selectors: 'masked' },
    ...{ role: 'kept', selectors: 'masked' },
  },
  ...{ because: 'masked', otherExplanations: 'masked', otherScript: 'masked' },
  signalFrom: { name: 'kept', tlp: 'kept' },
})
/** The evidence of a hit quotes both the subject and the signal. */
export const hitClasses = classesOf<HitBody>()('hit', {
  ...{ explanation: 'masked', reasons: 'masked', evidence: 'masked', comparison: 'masked' },
  ...{ matchedName: 'masked', compared: 'masked' },
})
export const decisionClasses = classesOf<DecisionBody>()('decision', { explanation: 'masked', documents: 'masked' })
/** Texts that people wrote about a case. These texts name the people whom the case is about. */
export const proposalClasses = classesOf<{
  text: string
  alternativesConsidered: string[]
  details: Record<string, unknown> | null
}>()('proposal', { text: 'masked', alternativesConsidered: 'masked', details: 'masked' })
export const confirmationClasses = classesOf<{ text: string }>()('confirmation', { text: 'masked' })
/** A draft is the same text before it is recorded. */
export const draftClasses = classesOf<DraftBody>()('case_draft', {
  ...{ outcome: 'masked', act: 'masked', reasons: 'masked', text: 'masked', alternatives: 'masked' },
  ...{ hits: 'masked', feedback: 'masked', details: 'masked' },
})
export const noteClasses = classesOf<{ text?: string; to?: string | null; copiedFrom?: string }>()('case_note', {
  text: 'masked',
  ...{ to: 'kept', copiedFrom: 'kept' },
})
