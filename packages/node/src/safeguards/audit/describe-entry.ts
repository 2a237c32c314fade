import type { AuditEntry } from '@entente/contracts'

/** The sentence for each type of log entry. An unknown type is shown by its code. */
const sentences: Record<string, string> = {
  'signal.read': 'Read signals',
  'signal.match': 'Compared subjects with the signals',
  'signal.release': 'Released a signal',
  'signal.withdraw': 'Withdrew a signal',
  'signal.import': 'Imported a list of signals',
  'signal.export': 'Exported signals',
  'record.read': 'Read a record',
  'record.search': 'Searched',
  'find.search': 'Searched all records',
  'message.receive': 'Received a message',
  'message.read': 'Read a received message',
  'case.open': 'Opened a case',
  'case.view': 'Viewed a case',
  'content.look': 'Viewed an upload',
  'case.note': 'Added a note to a case',
  'reading.copy': 'Copied the own reading of a case to another case of the same person',
  'case.assign': 'Changed the assignment of a case',
  'case.print': 'Printed a case',
  'inspection.order': 'Ordered inspections',
  'inspection.record': 'Recorded the result of an inspection',
  'feedback.record': 'Recorded feedback on a hit',
  'decision.propose': 'Proposed a decision',
  'proposal.withdraw': 'Took a proposal back',
  'proposal.remind': 'Reminded the people who may confirm',
  'shift.handover': 'Handed a shift over',
  'shift.accept': 'Accepted a shift',
  'draft.keep': 'Kept a draft of a decision',
  'draft.delete': 'Deleted a draft of a decision',
  'decision.confirm': 'Answered as second person',
  'decision.complete': 'Recorded a decision after its signatures were verified',
  'act.ask': 'Asked for an act to sign',
  'act.read': 'Read signed acts',
  'decision.reverse': 'Reopened a decision',
  'agreement.sign': 'Signed an agreement',
  'agreement.end': 'Ended an agreement',
  'answer.sent': 'Answered a sender',
  'table.write': 'Wrote a version of a table',
  'table.approve': 'Approved a version of a table',
  'capacity.change': 'Changed the capacity for inspections',
  'draw.commit': 'Published the commitment of a draw',
  'draw.reveal': 'Revealed the key of a draw',
  'draw.lost': 'Noted that the key of a draw is lost',
  'replay.run': 'Replayed an assessment',
  'referral.send': 'Asked a filer for information, a screening or a correction',
  'referral.answer': 'Answered a request of the officers',
  'report.made': 'Published a transparency report',
  'config.change': 'Changed the configuration',
  'model.train': 'Trained a model',
  'model.promote': 'Brought a model into force',
  'model.retire': 'Took a model out of force',
  'role.grant': 'Granted a role',
  'role.revoke': 'Revoked a role',
  'people.found': 'Ended founding',
  'people.disable': 'Disabled an account',
  'people.team': 'Changed the teams of an account',
  'people.rename': 'Renamed a person',
  'people.tie': "Tied a person at the agency's OpenID provider to an account",
  'people.untie': "Untied a person at the agency's OpenID provider from an account",
  'people.suspend': 'Suspended the sign-in to an account',
  'people.recover': 'Reset an account',
  'people.rescue': 'Made a code for an account on the machine of the node',
  'people.propose': 'Signed a proposal to change people',
  'people.consent': 'Consented to a change of people',
  'people.object': 'Objected to a change of people',
  'people.withdraw': 'Withdrew a change of people',
  'people.code': 'Was shown half of a code',
  'people.enrol': 'Chose a password with a code',
  'people.key': 'Read or changed own second factors or keys',
  'people.session': 'Read or ended own sessions',
  'login.ok': 'Signed in',
  'login.failed': 'Sign-in refused',
  'unmask.request': 'Asked to unmask fields of a record',
  'unmask.approve': 'Approved an unmasking',
  'unmask.refuse': 'Refused an unmasking',
  'unmask.view': 'Saw unmasked fields of a record',
  'unmask.review': 'Reviewed an unmasking',
  'unmask.document': 'Sealed the document of an unmasking for oversight',
  'recipient.propose': 'Proposed a recipient for what only oversight reads',
  'recipient.consent': 'Consented to a recipient for what only oversight reads',
  'recipient.stop': 'Stopped a recipient for what only oversight reads',
  'file.open': 'Signed to open files that only oversight reads',
  'file.download': 'Downloaded a file that only oversight reads',
  'file.delete': 'Deleted a file that only oversight reads',
  'file.note': 'Sealed a note of oversight',
  'redress.open': 'Received a request for redress',
  'redress.take': 'Took up a request for redress',
  'redress.assign': 'Gave a request for redress to a reviewer',
  'redress.extend': 'Extended the time for a request for redress',
  'redress.decide': 'Decided a request for redress',
  'redress.propagate': 'Ended a request for redress after its corrections arrived',
  'rule.write': 'Wrote a rule',
  'rule.test': 'Tested a rule on stored records',
  'rule.request': 'Asked for the approval of a rule',
  'rule.approve': 'Approved a rule',
  'rule.refuse': 'Refused a rule',
  'rule.end': 'Ended a rule',
  'gate.set': 'Wrote or approved a record of necessity',
  'gate.lapse': 'Switched off what has no record of necessity any more',
  'kill.on': 'Stopped matching',
  'kill.off': 'Agreed to lift a stop of matching',
  'kill.drill': 'Began a drill of the kill switch',
  'rollback.ask': 'Asked to roll a list back',
  'rollback.done': 'Rolled a list back',
  'task.cancel': 'Cancelled work on a list',
  'planted.result': 'The result of a planted case became known',
  'oversight.read': 'Read as oversight',
  'oversight.note': 'Wrote as oversight',
  'sample.commit': 'Committed to the seed of the sample',
  'sample.list': 'Listed decided cases for the sample',
  'sample.draw': 'Drew the sample and showed its seed',
  'sample.read': 'Wrote a reading of a drawn case',
  'sample.answer': 'Answered a question about a drawn case',
  'log.continue': 'Went on with the log after a restore',
}

/** The sentence for what a read was about, by type and `what`. In a person's own log it begins with "You". */
const reads: Record<string, string> = {
  'oversight.read agreements': 'opened the list of agreements',
  'oversight.read alarms': 'opened the alarms',
  'oversight.read log': 'opened the log of everyone',
  'oversight.read unmaskings': 'opened the unmaskings',
  'oversight.read sample': 'opened the sample of cases',
  'oversight.read list of the sample': 'opened the list of decided cases of a week',
  'record.read questions of oversight': 'opened the questions of oversight',
  'oversight.read redress': 'opened a request for redress',
  'record.read redress': 'opened a request for redress',
  'record.read redress files': 'opened a file of a request for redress',
  'record.read unmaskings': 'opened the requests for unmasking',
  'oversight.read openings': 'opened the details of entries of the log',
  'record.search messages': 'opened the list of messages',
  'record.search own log': 'opened a personal access log',
  'record.search opening': 'opened the details of a log entry',
  'record.search queue': 'opened the queue',
}

/**
 * Returns the sentence about a read, or null if the entry is no read with a sentence of its own. A gateway names a list of
 * people in the detail `read`: "the list of the people on board".
 */
function readSentence({ type, count }: AuditEntry, { what, read }: Record<string, unknown>): string | null {
  if (typeof read === 'string') return `read ${read}, ${count} ${count === 1 ? 'person' : 'people'}`
  return reads[`${type} ${String(what)}`] ?? null
}

/** Says how the act of an entry was signed. A node of one person says nothing: it attests every act. */
function howSigned(signed: unknown): string {
  const method = typeof signed === 'object' && signed !== null ? (signed as { method?: unknown }).method : null
  if (method === 'passkey') return ' Signed with a passkey.'
  return method === 'totp' ? ' Attested by the node after a code.' : ''
}

/** Returns one sentence that describes a log entry. For a refusal the sentence names the clauses that failed, or the
 * code of a rule of two people. `own` is true in the log of the person who acted. */
export function describeEntry(entry: AuditEntry, details: Record<string, unknown>, own: boolean): string {
  const sentence = entry.decision === 'deny' ? null : readSentence(entry, details)
  if (sentence !== null) return own ? `You ${sentence}.` : `${sentence[0]?.toUpperCase()}${sentence.slice(1)}.`
  const read = entry.type === 'config.change' && entry.decision === 'allow'
  const what = read ? 'Viewed the configuration' : (sentences[entry.type] ?? entry.type)
  const detail = typeof details.what === 'string' ? ` (${details.what})` : ''
  const count = entry.count > 1 ? `, ${entry.count} concerned` : ''
  if (entry.decision !== 'deny') return `${what}${detail}${count}.${howSigned(details.signed)}`
  const rule = typeof details.code === 'string' ? details.code : ''
  const clauses = Array.isArray(details.clauses) ? details.clauses.join(', ') : rule
  return `${what}${detail}: refused${clauses === '' ? '' : ` (${clauses})`}.`
}
