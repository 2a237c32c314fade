import type { Purpose, Role } from '@entente/contracts'

/** What can be done, for the clause `role`. One table: safeguards.md 3.1. */
const matrix = {
  'record.read': ['analyst', 'supervisor', 'oversight', 'system', 'sender'],
  'record.search': ['analyst', 'supervisor', 'oversight', 'system'],
  'record.write': ['system'],
  'message.receive': ['sender', 'system'],
  'message.reread': ['analyst', 'supervisor'],
  'schedule.write': ['analyst', 'supervisor', 'sender', 'administrator'],
  'case.read': ['analyst', 'supervisor', 'oversight', 'system'],
  'case.work': ['analyst', 'supervisor'],
  'case.propose': ['analyst', 'supervisor'],
  'case.confirm': ['supervisor'],
  'signal.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'system', 'peer'],
  'signal.write': ['signal-officer'],
  'signal.match': ['system'],
  'signal.release': ['signal-officer', 'system'],
  'signal.onward': ['signal-officer', 'system'],
  'signal.export': ['signal-officer', 'system', 'peer'],
  'signal.blind-check': ['analyst', 'supervisor', 'signal-officer', 'system', 'peer'],
  'signal.act': ['analyst', 'supervisor'],
  'agreement.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'system'],
  'agreement.write': ['signal-officer'],
  // Two people sign, one of them a supervisor; to stop sharing one is enough.
  'agreement.consent': ['signal-officer', 'supervisor'],
  'agreement.end': ['signal-officer', 'supervisor'],
  // A client of TAXII reads what its member may have and hands in objects; what was handed in is seen by those who may adopt it.
  'taxii.read': ['peer'],
  'taxii.write': ['peer'],
  'foreign.read': ['signal-officer', 'supervisor', 'oversight'],
  'bank.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'system'],
  'bank.write': ['signal-officer', 'system'],
  // Asking banks about one's own content, and saying of a match whether it was right.
  'content.match': ['analyst', 'supervisor', 'signal-officer', 'sender', 'system'],
  // Looking at content.
  'content.look': ['analyst', 'supervisor'],
  'list.read': ['signal-officer', 'oversight', 'supervisor', 'analyst'],
  // Two people, as for necessity records: an officer or a supervisor asks, another supervisor answers.
  'threshold.read': ['analyst', 'supervisor', 'signal-officer', 'oversight'],
  'threshold.propose': ['signal-officer', 'supervisor'],
  'threshold.confirm': ['supervisor'],
  'trial.read': ['supervisor', 'signal-officer', 'oversight'],
  'rates.read': ['supervisor', 'oversight'],
  // Other members' nodes: what is served to them, who sees how they stand, who joins and removes them.
  'peer.serve': ['peer', 'system'],
  'peer.read': ['administrator', 'signal-officer', 'supervisor', 'oversight', 'system'],
  'peer.manage': ['administrator'],
  'receipt.read': ['signal-officer', 'supervisor', 'oversight'],
  // A legal hold of what another member gave: one asks, another agrees; to end it one is enough.
  'hold.change': ['signal-officer', 'supervisor'],
  'account.manage': ['administrator'],
  'account.read': ['administrator', 'supervisor', 'oversight'],
  'account.confirm': ['administrator', 'supervisor'],
  'sender.manage': ['administrator'],
  'log.own': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator'],
  'log.all': ['oversight'],
  'alarm.read': ['supervisor', 'oversight'],
  'alarm.acknowledge': ['supervisor'],
  'oversight.read': ['oversight'],
  'oversight.consent': ['oversight'],
} as const satisfies Record<string, readonly Role[]>
export type Action = keyof typeof matrix

export function roleMay(role: Role, action: Action): boolean {
  return (matrix[action] as readonly Role[]).includes(role)
}

/** The purposes each role may name. Whether a record may be read for it is the record's regime's to say. */
export const purposesOfRole: Record<Role, readonly Purpose[]> = {
  analyst: [
    'border-control',
    'aviation-security',
    'terrorism-prevention',
    'terrorism-investigation',
    'content-safety',
    'terrorist-financing',
    'customs-security',
  ],
  supervisor: [
    'border-control',
    'aviation-security',
    'terrorism-prevention',
    'terrorism-investigation',
    'redress',
    'content-safety',
    'terrorist-financing',
    'customs-security',
  ],
  'signal-officer': [
    'terrorism-prevention',
    'border-control',
    'aviation-security',
    'content-safety',
    'terrorist-financing',
    'customs-security',
  ],
  oversight: ['human-rights-review'],
  administrator: [],
  sender: [],
  peer: [],
  system: [],
  public: [],
}

/** Whether a role may state this purpose. The node works for the purposes of the record, a sender's key and a peer's client for those they were given. */
export const mayState = (role: Role, purpose: Purpose): boolean =>
  role === 'system' || role === 'sender' || role === 'peer' || purposesOfRole[role].includes(purpose)

/**
 * Oversight is held alone. Other roles may meet in one account; that nobody is analyst and supervisor on one case is the decision's rule
 * (a proposer, or whoever wrote in a case, never confirms it).
 */
export function rolesCompatible(roles: readonly Role[]): boolean {
  return !(roles.includes('oversight') && roles.length > 1)
}
