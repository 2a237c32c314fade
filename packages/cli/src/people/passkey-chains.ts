import { type ExportedCredential, partsOfAbout, type SignedAct } from '@entente/contracts'

/** A passkey with the hash of its public key (hex). */
export type HashedCredential = ExportedCredential & { keySha256: string }

/**
 * How a passkey came to its account: `founding`, it is in the entry about the end of founding; `first`, the account had none before; `signed`, another
 * passkey of the account signed its enrolment, and comes down to one of these; `unsigned` otherwise, as after a loss or a reset.
 */
export type Enrolment = 'founding' | 'first' | 'signed' | 'unsigned'

/** Enrolments as the log has them: the act of an enrolment by the hash of the key, and the keys at the end of founding. */
export interface LoggedEnrolments {
  enrolledWith: ReadonlyMap<string, string>
  founding: ReadonlySet<string>
}

/** Without a signature of another one, a passkey signs nothing for a day. */
export const unsignedDelayMs = 86_400_000

/** Returns a function that says how a passkey came to its account, down to the first one. */
export function passkeyChains(
  credentials: readonly HashedCredential[],
  acts: readonly Pick<SignedAct, 'act' | 'credentialId'>[],
  { enrolledWith, founding }: LoggedEnrolments,
): (credential: HashedCredential) => Enrolment {
  const byId = new Map(credentials.map((one) => [one.credentialId, one]))
  const enrolments = new Map(acts.filter(({ act }) => act.type === 'people.enrol').map((line) => [line.act.id, line]))
  const known = new Map<string, Enrolment>()
  function enrolmentOf(credential: HashedCredential): Enrolment {
    const before = known.get(credential.credentialId)
    if (before !== undefined) return before
    // A circle of passkeys that enrol each other comes down to none.
    known.set(credential.credentialId, 'unsigned')
    const found = read(credential)
    known.set(credential.credentialId, found)
    return found
  }
  function read({ account, createdAt, keySha256 }: HashedCredential): Enrolment {
    if (founding.has(keySha256)) return 'founding'
    if (!credentials.some((one) => one.account === account && one.createdAt < createdAt)) return 'first'
    const line = enrolments.get(enrolledWith.get(keySha256) ?? '')
    const signer = byId.get(line?.credentialId ?? '')
    if (line === undefined || signer === undefined) return 'unsigned'
    if (partsOfAbout(line.act.about).thing !== `account:${account}`) return 'unsigned'
    const isOwn = signer.account === account && signer.keySha256 !== keySha256
    return isOwn && enrolmentOf(signer) !== 'unsigned' ? 'signed' : 'unsigned'
  }
  return enrolmentOf
}
