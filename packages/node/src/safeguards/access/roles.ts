import type { Purpose, Role } from '@entente/contracts'

/** Maps each action to the roles that may perform it, for the clause `role`. */
const matrix = {
  'record.read': ['analyst', 'supervisor', 'oversight', 'system', 'sender'],
  'record.search': ['analyst', 'supervisor', 'oversight', 'system'],
  'record.write': ['system'],
  'message.receive': ['sender', 'system'],
  'message.reread': ['analyst', 'supervisor'],
  // A filer answers what it was asked about its own goods.
  'referral.answer': ['sender'],
  'schedule.write': ['analyst', 'supervisor', 'sender', 'administrator'],
  'case.read': ['analyst', 'supervisor', 'oversight', 'system'],
  'case.work': ['analyst', 'supervisor'],
  'case.propose': ['analyst', 'supervisor'],
  'case.confirm': ['supervisor'],
  // The shift shows who is on and what is late; notes are handed from one supervisor to another.
  // Each person learns how they judged planted cases; counts by queue name nobody.
  'planted.own': ['analyst', 'supervisor'],
  'planted.read': ['supervisor', 'oversight'],
  'shift.read': ['supervisor'],
  'shift.hand-over': ['supervisor'],
  // A reviewer asks to see masked fields for a case, and alone sees them once a supervisor approved or recorded an approval.
  'unmask.ask': ['analyst', 'supervisor'],
  'unmask.approve': ['supervisor'],
  'unmask.view': ['analyst', 'supervisor'],
  'unmask.read': ['analyst', 'supervisor', 'oversight'],
  'unmask.review': ['oversight'],
  // Anybody asks and reads the own answer with its secret. A supervisor who is independent of the cases decides; oversight reads.
  'redress.open': ['public'],
  'redress.answer': ['public'],
  'redress.read': ['supervisor', 'oversight', 'system'],
  'redress.work': ['supervisor'],
  'redress.decide': ['supervisor'],
  'redress.carry-out': ['system'],
  // What is masked and deleted when; no personal data.
  'retention.read': ['supervisor', 'oversight'],
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
  // Two people sign an agreement, one of them a supervisor; one person may end it alone.
  'agreement.consent': ['signal-officer', 'supervisor'],
  'agreement.end': ['signal-officer', 'supervisor'],
  // A TAXII client reads signals to which its member has access, and submits objects. People who may adopt these
  // objects can see them.
  'taxii.read': ['peer'],
  'taxii.write': ['peer'],
  'foreign.read': ['signal-officer', 'supervisor', 'oversight'],
  'bank.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'system'],
  'bank.write': ['signal-officer', 'system'],
  // These actions compare a caller's own content with banks, and give feedback on a match.
  'content.match': ['analyst', 'supervisor', 'signal-officer', 'sender', 'system'],
  // Which consignments were drawn for inspection, once the key of the day is revealed; and recomputing assessments.
  'draw.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator', 'system'],
  'replay.run': ['supervisor', 'oversight'],
  // This action shows the content itself.
  'content.look': ['analyst', 'supervisor'],
  // Inspectors see orders to examine goods, and record what was found.
  'inspection.read': ['analyst', 'supervisor'],
  'inspection.record': ['analyst', 'supervisor'],
  'list.read': ['signal-officer', 'oversight', 'supervisor', 'analyst'],
  // An officer or a supervisor proposes a threshold; another supervisor confirms it.
  'threshold.read': ['analyst', 'supervisor', 'signal-officer', 'oversight'],
  'threshold.propose': ['signal-officer', 'supervisor'],
  'threshold.confirm': ['supervisor'],
  'trial.read': ['supervisor', 'signal-officer', 'oversight'],
  'rates.read': ['supervisor', 'oversight'],
  // Tables by which goods are judged: one person writes a version, a supervisor who did not write it approves it.
  'table.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'system'],
  'table.write': ['analyst', 'signal-officer'],
  'table.approve': ['supervisor'],
  // How many goods can be inspected on a day, and the shares that are drawn.
  'capacity.write': ['supervisor'],
  // Rules of gateways: an author writes and tests them, a supervisor who is no author approves them.
  'rule.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'system'],
  'rule.write': ['analyst', 'signal-officer'],
  'rule.approve': ['supervisor'],
  // A model that scores records is trained by one person and promoted by another.
  'model.read': ['analyst', 'supervisor', 'signal-officer', 'oversight'],
  'model.train': ['analyst', 'signal-officer', 'system'],
  'model.promote': ['supervisor'],
  // These actions concern the nodes of other members: serving them data, viewing their state, adding and removing them.
  'peer.serve': ['peer', 'system'],
  'peer.read': ['administrator', 'signal-officer', 'supervisor', 'oversight', 'system'],
  'peer.manage': ['administrator'],
  'receipt.read': ['signal-officer', 'supervisor', 'oversight'],
  // For a legal hold on another member's signal, one person requests it and another approves it; one person may end it
  // alone.
  'hold.change': ['signal-officer', 'supervisor'],
  // What is due and the proofs of deletion have counts and no personal data. A sweep deletes only what is due.
  'deletion.read': ['supervisor', 'oversight', 'administrator'],
  'retention.sweep': ['administrator'],
  'account.manage': ['administrator'],
  'account.read': ['administrator', 'supervisor', 'oversight'],
  // A supervisor proposes an administrator if none can act any more.
  'account.propose': ['administrator', 'supervisor'],
  'account.suspend': ['administrator', 'supervisor'],
  // People without authority read and stop changes about themselves.
  'people.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator'],
  'people.object': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator'],
  'people.consent': ['administrator', 'supervisor', 'oversight'],
  'people.withdraw': ['administrator', 'supervisor'],
  'people.carry-out': ['system'],
  // Two people say that they looked after what a restore may have brought back.
  'restore.end': ['administrator', 'supervisor', 'oversight'],
  'key.own': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator'],
  'recents.own': ['analyst', 'supervisor', 'signal-officer', 'oversight'],
  'sender.manage': ['administrator'],
  'log.own': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator'],
  'log.all': ['oversight'],
  // Everyone sees what is stopped. One person stops, two lift.
  'kill.read': ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator'],
  'kill.set': ['analyst', 'supervisor', 'signal-officer', 'administrator'],
  'kill.lift': ['supervisor', 'signal-officer', 'administrator'],
  'kill.drill': ['supervisor', 'signal-officer', 'administrator'],
  // A signal officer writes a record of necessity, a supervisor approves it.
  'necessity.read': ['supervisor', 'signal-officer', 'oversight', 'system'],
  'necessity.write': ['signal-officer'],
  'necessity.approve': ['supervisor'],
  'necessity.note': ['oversight'],
  'alarm.read': ['supervisor', 'oversight'],
  // Those to whom an alarm goes, except the people concerned by it.
  'alarm.acknowledge': ['supervisor', 'oversight'],
  'oversight.read': ['oversight'],
  'oversight.consent': ['oversight'],
  // The recipient of what only oversight reads, the files sealed to it, and notes. Two people open a file.
  'oversight.recipient': ['oversight'],
  'oversight.open': ['oversight'],
  'oversight.note': ['oversight'],
  'report.publish': ['oversight'],
  // Oversight writes what it found in its sample; a supervisor who decided nothing in the case answers its questions.
  'sample.write': ['oversight'],
  'sample.questions': ['supervisor'],
  'sample.answer': ['supervisor'],
} as const satisfies Record<string, readonly Role[]>
export type Action = keyof typeof matrix
const isAction = (text: string): text is Action => Object.hasOwn(matrix, text)

/** The scope of a key that only reads. */
export const readScope = 'read'
/** The scope of a key that the operator made on the machine: what the commands do that one person may do. */
export const commandScope = 'commands'
/** The further scope of such a key on a node of one person: acts of two people, because the operator is all of them. */
export const operatorScope = 'commands-of-operator'
/** Acts for which two people answer, and which commands of `entente` do on a node of one person. */
const byCommand: readonly Action[] = [
  'agreement.consent',
  'agreement.end',
  'hold.change',
  'kill.lift',
  'signal.release',
]
/** Acts for which two people answer, and everything about accounts, keys and oversight: a key may not be made for them. */
const neverByKey =
  /^(account|people|key|oversight|report|sample|unmask|redress)\.|^case\.(propose|confirm)$|\.(approve|confirm|consent|release|end|lift|promote)$|^hold\./

/** Acts for which two people answer, beside decisions on cases and changes of people, which have checks of their own. */
const actsOfTwo: readonly Action[] = [
  ...(['agreement.consent', 'agreement.end', 'hold.change', 'kill.lift', 'model.promote'] as const),
  ...([
    'oversight.open',
    'oversight.recipient',
    'necessity.approve',
    'restore.end',
    'rule.approve',
    'signal.release',
    'table.approve',
    'threshold.confirm',
    'unmask.approve',
  ] as const),
]
/** Returns whether a person whose account was recovered lately may not do an action. */
export const isActOfTwo = (action: Action): boolean => actsOfTwo.includes(action)

/** Proposals and consents about people. */
const changesOfPeople: readonly Action[] = ['account.manage', 'account.propose', 'people.consent']
/** Acts that their person signs one by one, as adverse decisions. */
const signedOneByOne: readonly Action[] = [
  'agreement.consent',
  'kill.lift',
  'necessity.approve',
  'oversight.open',
  'oversight.recipient',
  'signal.release',
  'unmask.approve',
]
/** Returns whether a session that the agency's provider opened must show a factor of the node before an action. */
export const needsOwnFactor = (action: Action): boolean =>
  changesOfPeople.includes(action) || (isActOfTwo(action) && !signedOneByOne.includes(action))

/** Returns whether a key may be made for an action. */
export const mayBeInScope = (action: string): boolean =>
  action === readScope || (isAction(action) && !neverByKey.test(action))

/**
 * Returns whether a key counts for an action in a role. No scope lets a key decide a case, or act on people, accounts and keys. Acts of
 * two people need sessions: with keys for two accounts, the operator alone would otherwise do them. On a node of one person the
 * approval of an agreement by a supervisor needs a session too.
 */
export function isInScope(scope: readonly string[], action: Action, role: Role): boolean {
  // Oversight exports the whole log with a key that only reads.
  const reads = action === 'log.all' || (/\.(read|search|own)$/.test(action) && action !== 'key.own')
  if (reads && (scope.includes(readScope) || scope.includes(commandScope))) return true
  if (action === 'agreement.consent' && role === 'supervisor') return false
  if (scope.includes(operatorScope) && byCommand.includes(action)) return true
  return !neverByKey.test(action) && (scope.includes(action) || scope.includes(commandScope))
}

export function roleMay(role: Role, action: Action): boolean {
  return (matrix[action] as readonly Role[]).includes(role)
}

/** The purposes that each role may state. Whether a purpose gives access to a record depends on the record's regime. */
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
  public: ['redress'],
}

/**
 * Returns whether a role may state a purpose. The node itself uses the purposes of the record; sender keys and peer
 * clients have separate lists of purposes.
 */
export const mayState = (role: Role, purpose: Purpose): boolean =>
  role === 'system' || role === 'sender' || role === 'peer' || purposesOfRole[role].includes(purpose)

/**
 * Returns whether one person may have these roles together. Oversight may not be combined with any other role. Other
 * roles may be combined, because separate rules apply to each case: a person who proposed a decision or wrote in a case
 * cannot confirm it.
 */
export function rolesCompatible(roles: readonly Role[]): boolean {
  return !(roles.includes('oversight') && roles.length > 1)
}
