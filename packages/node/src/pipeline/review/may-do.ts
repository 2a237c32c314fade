import type { CaseDetail } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { SecondPersonBar } from '../case-people.ts'
import type { CaseFile } from '../case-record.ts'

/** Returns what the actor may do with a case now, with a sentence for each refusal. The acts check the same rules again. */
export function mayDo(
  tx: Tx,
  row: CaseFile,
  bar: SecondPersonBar | undefined,
  assignedName: string | null,
): CaseDetail['may'] {
  const { role, person } = tx.actor
  const works = role === 'analyst' || role === 'supervisor'
  const none = { propose: false, confirm: false, reopen: false }
  if (!works) return { ...none, because: 'Your role reads cases.' }
  if (row.state === 'closed') return { ...none, because: 'Its hits no longer apply. No decision is needed.' }
  if (row.state === 'decided') return { ...none, reopen: true, because: null }
  if (row.state === 'awaiting-second') {
    if (bar === 'same-person') return { ...none, because: 'You proposed this. Someone else must confirm.' }
    if (role !== 'supervisor') return { ...none, because: 'A supervisor confirms as second person.' }
    if (bar === 'case-edited') {
      return { ...none, because: 'You wrote in this case, so you cannot be its second person.' }
    }
    return { ...none, confirm: true, because: null }
  }
  if (row.assigned_to !== null && row.assigned_to !== person) {
    return { ...none, because: `${assignedName ?? 'A colleague'} took this case. You can read, not decide.` }
  }
  return { ...none, propose: true, because: null }
}
