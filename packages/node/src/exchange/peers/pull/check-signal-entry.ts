import { Signal, valuesOfSignals } from '@entente/contracts'
import {
  type Approvals,
  inputFrom,
  judgeSignal,
  type SignalAttributes,
  type SignalBook,
  withApprovals,
} from '../../../safeguards/access/signal-access/index.ts'
import type { MemberKey } from '../../../safeguards/keys/index.ts'
import { signalDigest } from '../../delivery/index.ts'

/** The part of a signal that this node stores already. */
export interface KnownSignal {
  owner: string
  received: boolean
  version: number
  firstReceivedAt: Date
  copy: { version: number; digest: Buffer | null; salt: Buffer | null; ended: boolean; peer: string } | null
}
export interface CheckContext {
  own: string
  peer: string
  now: Date
  /** Whether several people use this node. It then takes no person that a node of one person invented. */
  isComplete: boolean
  keysOf: (member: string) => readonly MemberKey[]
  book: SignalBook
  known: (id: string) => KnownSignal | undefined
  /** Approvals for passing signals on to this member. */
  approvals: Approvals
  /** Returns the highest version of a signal that was withdrawn. */
  withdrawnAt: (id: string) => number | undefined
  /** Ids of the signals that this node gives to the peer. */
  givenToPeer: ReadonlySet<string>
}
export interface Refusal {
  id: string | null
  version: number | null
  code: string
  detail: string
}
export type Verdict =
  | { take: 'signal'; signal: Signal; key: MemberKey }
  | { take: 'nothing'; because: 'unchanged' | 'older' | 'another-giver' }
  | { take: 'refused'; refusal: Refusal }

/** Accepts only UUIDs in lower case. An id in another spelling would count as a different signal. */
export const isPlainUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value)
/** Accepts only version numbers that fit the database column. */
export const isVersion = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 2_147_483_647
/** Matches an escaped U+0000 in JSON: PostgreSQL stores no text that contains it. */
const nulIn = /(?:^|[^\\])(?:\\\\)*\\u0000/

/**
 * Decides whether to accept a signal from a peer's log. The signal must have only known fields, be signed by its owner,
 * be newer than the stored version, and be allowed by an agreement that this node knows. The owner's access decision is
 * made again with this node's clock and agreements. `signer` is the key of the claimed owner that verified the
 * signature, or null.
 */
export function checkSignalEntry(
  unchecked: Record<string, unknown>,
  signer: MemberKey | null,
  context: CheckContext,
): Verdict {
  const { own, peer, now } = context
  const id = isPlainUuid(unchecked.id) ? unchecked.id : null
  const version = isVersion(unchecked.version) ? unchecked.version : null
  const refused = (code: string, detail: string): Verdict => ({
    take: 'refused',
    refusal: { id, version, code, detail },
  })
  const parsed = Signal.safeParse(unchecked)
  if (!parsed.success) {
    const unknown = parsed.error.issues.find(({ code }) => code === 'unrecognized_keys')
    const issue = unknown ?? parsed.error.issues[0]
    return refused(unknown === undefined ? 'signal-invalid' : 'unknown-field', issue?.message ?? 'Another shape.')
  }
  const signal = parsed.data
  if (id === null || version === null)
    return refused('signal-invalid', 'Its id is a UUID in small letters, its version at most 2,147,483,647.')
  if (nulIn.test(JSON.stringify(unchecked)))
    return refused('signal-invalid', 'It has a text with the character U+0000.')
  if (signal.owner === own) return refused('not-owner', 'It says to be of this member.')
  const known = context.known(signal.id)
  if (known?.received === false) return refused('not-owner', 'A signal of this member has this id.')
  if (known !== undefined && known.owner !== signal.owner)
    return refused('not-owner', 'A signal of another member has this id.')
  if (signer === null) {
    const code =
      signal.owner !== peer && context.keysOf(signal.owner).length === 0 ? 'owner-key-unknown' : 'bad-signature'
    return refused(code, `It is not signed by a key of ${signal.owner} that is known here.`)
  }
  const value = valuesOfSignals[signal.kind].safeParse(signal.value)
  if (signal.status !== 'active' || !value.success) return refused('signal-invalid', 'It has no value of its kind.')
  if (context.isComplete && signal.kind === 'person' && signal.lawfulBasis.people === 'single-operator')
    return refused('single-operator', 'One person used the node of its owner alone, so the person is invented.')
  if ((context.withdrawnAt(signal.id) ?? 0) >= signal.version) return refused('signal-withdrawn', 'It was withdrawn.')
  if (signal.owner !== peer && context.givenToPeer.has(signal.id))
    return refused('passed-on-there', 'This node passes it on to you: of two members one gives it to the other.')
  const copy = known?.copy ?? null
  if (copy !== null && copy.digest !== null && copy.salt !== null) {
    if (signal.version < copy.version) return nothing('older')
    if (signal.version === copy.version) {
      if (!signalDigest(signal, copy.salt).equals(copy.digest))
        return refused('owner-equivocation', 'This node has another text under the same version. It keeps the first.')
      if (!copy.ended) return nothing('unchanged')
    }
  }
  const clauses = refusalOf(signal, { ...context, receivedAt: known?.firstReceivedAt ?? now })
  if (clauses !== null) return refused('refused', clauses)
  return { take: 'signal', signal, key: signer }

  /**
   * Stores nothing if the version is already stored. The caller may still record that another member gives the signal
   * too.
   */
  function nothing(because: 'unchanged' | 'older'): Verdict {
    if (copy === null || copy.ended || copy.peer === peer) return { take: 'nothing', because }
    const refusal = refusalOf(signal, { ...context, receivedAt: known?.firstReceivedAt ?? now })
    return refusal === null ? { take: 'nothing', because: 'another-giver' } : refused('refused', refusal)
  }

  function refusalOf(asked: Signal, at: CheckContext & { receivedAt: Date }): string | null {
    let failed: string[] = []
    for (const purpose of asked.purposes) {
      const ask = {
        actor: { member: peer, role: 'system' as const },
        action: asked.owner === peer ? ('release' as const) : ('onward' as const),
        ...{ purpose, now, destination: own },
      }
      const input = inputFrom(at.book, attributesOfSignal(asked, at.receivedAt), ask)
      const { allowed, clauses } = judgeSignal(withApprovals(input, at.approvals))
      if (allowed) return null
      failed = clauses
        .filter(({ result }) => result === 'fail')
        .map(({ id, agreement }) => (agreement === null ? id : `${id} (${agreement})`))
    }
    return `Not given under the terms that hold here: ${[...new Set(failed)].join(', ')}.`.slice(0, 500)
  }
}

/** Takes the attributes for the access decision from the signal itself, because it has no row yet. */
function attributesOfSignal(signal: Signal, receivedAt: Date): SignalAttributes {
  const time = (at: string) => Date.parse(at)
  return {
    id: signal.id,
    version: signal.version,
    owner: signal.owner,
    kind: signal.kind,
    status: signal.status,
    purposes: signal.purposes,
    agreements: signal.agreements,
    recipients: signal.recipients ?? ['*'],
    tlp: signal.tlp,
    pap: signal.pap,
    minor: signal.minor,
    validFrom: time(signal.validFrom),
    validUntil: time(signal.validUntil),
    retainUntil: time(signal.retainUntil),
    basisStated: signal.lawfulBasis.reference.trim() !== '',
    basisUntil: signal.lawfulBasis.validUntil === null ? null : time(signal.lawfulBasis.validUntil),
    necessityStated: signal.necessity.trim().length >= 20,
    lastVerifiedAt: time(signal.source.lastVerifiedAt),
    receivedAt: receivedAt.getTime(),
    // Only the owner knows whether two officers released the signal; here a received signal counts as released.
    released: true,
    falsePositive: false,
  }
}
