import type { Purpose, Role } from '@entente/contracts'

/** Maps each action to the roles that may perform it, for the clause `role`. */
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
  // Two people sign, one of them a supervisor; one person is enough to end an agreement.
  'agreement.consent': ['signal-officer', 'supervisor'],
  'agreement.end': ['signal-officer', 'supervisor'],
  // A TAXII client reads what its member may have and submits objects; people who may adopt these objects see them.
  'taxii.read': ['peer'],
  'taxii.write': ['peer'],
  'foreign.read': ['signal-officer', 'supervisor', 'oversight'],
  'bank.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'system'],
  'bank.write': ['signal-officer', 'system'],
  // Comparing one's own content with banks, and feedback on a match.
  'content.match': ['analyst', 'supervisor', 'signal-officer', 'sender', 'system'],
  // Viewing content.
  'content.look': ['analyst', 'supervisor'],
  'list.read': ['signal-officer', 'oversight', 'supervisor', 'analyst'],
  // An officer or a supervisor proposes a threshold; another supervisor confirms it.
  'threshold.read': ['analyst', 'supervisor', 'signal-officer', 'oversight'],
  'threshold.propose': ['signal-officer', 'supervisor'],
  'threshold.confirm': ['supervisor'],
  'trial.read': ['supervisor', 'signal-officer', 'oversight'],
  'rates.read': ['supervisor', 'oversight'],
  // Other members' nodes: what is served to them, who sees their state, who adds and removes them.
  'peer.serve': ['peer', 'system'],
  'peer.read': ['administrator', 'signal-officer', 'supervisor', 'oversight', 'system'],
  'peer.manage': ['administrator'],
  'receipt.read': ['signal-officer', 'supervisor', 'oversight'],
  // A legal hold on another member's signal: one person asks, another agrees; one is enough to end it.
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

/** The purposes that each role may state. The record's regime decides whether they open the record. */
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

/** Returns whether a role may state this purpose. The node uses the purposes of the record; sender keys and peer clients have their own lists. */
export const mayState = (role: Role, purpose: Purpose): boolean =>
  role === 'system' || role === 'sender' || role === 'peer' || purposesOfRole[role].includes(purpose)

/**
 * Checks that roles may be combined. Oversight may not be combined with any. Other roles may, because the decision rules separate people
 * per case: a proposer or an author in a case never confirms it.
 */
export function rolesCompatible(roles: readonly Role[]): boolean {
  return !(roles.includes('oversight') && roles.length > 1)
}
