import type { AuditEntry } from '@entente/contracts'

/** The sentence for each type of entry. An unknown type is shown by its code. */
const sentences: Record<string, string> = {
  'signal.read': 'Read signals',
  'signal.match': 'Compared subjects with the signals',
  'signal.release': 'Released a signal',
  'signal.withdraw': 'Withdrew a signal',
  'signal.import': 'Imported a list of signals',
  'signal.export': 'Exported signals',
  'record.read': 'Read a record',
  'record.search': 'Searched',
  'message.receive': 'Received a message',
  'message.read': 'Read a received message',
  'case.open': 'Opened a case',
  'case.view': 'Looked at a case',
  'content.look': 'Looked at an upload',
  'case.note': 'Wrote in a case',
  'case.assign': 'Changed who has a case',
  'case.print': 'Printed a case',
  'feedback.record': 'Recorded what a hit was worth',
  'decision.propose': 'Proposed a decision',
  'decision.confirm': 'Answered as second person',
  'decision.reverse': 'Reopened a decision',
  'agreement.sign': 'Signed an agreement',
  'agreement.end': 'Ended an agreement',
  'answer.sent': 'Answered a sender',
  'config.change': 'Changed the configuration',
  'role.grant': 'Changed who may do what',
  'role.revoke': 'Took a role away',
  'login.ok': 'Signed in',
  'login.failed': 'Sign-in refused',
  'rollback.done': 'Rolled a list back',
  'oversight.read': 'Oversight read',
  'oversight.note': 'Oversight wrote',
}

/** Returns one sentence for an entry. For a refusal it names the clauses that failed. */
export function describeEntry(entry: AuditEntry, details: Record<string, unknown>): string {
  const read = entry.type === 'config.change' && entry.decision === 'allow'
  const what = read ? 'Looked at the configuration' : (sentences[entry.type] ?? entry.type)
  const detail = typeof details.what === 'string' ? ` (${details.what})` : ''
  const count = entry.count > 1 ? `, ${entry.count} concerned` : ''
  if (entry.decision !== 'deny') return `${what}${detail}${count}.`
  const clauses = Array.isArray(details.clauses) ? details.clauses.join(', ') : ''
  return `${what}${detail}: refused${clauses === '' ? '' : ` (${clauses})`}.`
}
