import {
  type Act,
  commitmentToAct,
  type ExportedPerson,
  fromBase64Url,
  partsOfAbout,
  type SignedAct,
  type SignerExport,
  verifyAct,
} from '@entente/contracts'
import { type Enrolment, type HashedCredential, unsignedDelayMs } from './passkey-chains.ts'

export interface ActFailure {
  code: string
  act: string
  what: string
}
/** An act of the export; a later export may have its content beside it. */
export type ExportedAct = SignedAct & { content?: unknown; salt?: string | null }
/** What the details of the log say about acts and passkeys; null without an export of the details. */
export interface LoggedFacts {
  /** The commitment to each act, by its id. */
  acts: ReadonlyMap<string, string>
  /** The hashes of the enrolled public keys (hex), with the account. */
  keys: ReadonlyMap<string, string>
  /** The addresses of the desk since a time, oldest first, as far as the log names them. */
  origins: readonly { at: string; origins: readonly string[] }[]
}

/** Grants of the last seven days before an act do not count together with it. */
const grantDays = 7
const day = 86_400_000

/**
 * Checks acts one by one: the form, the signature and the passkey, that the passkey belonged to the account, that the log
 * commits to the act. Acts that the node attested have no signature to check.
 */
export class ActChecker {
  readonly failures: ActFailure[] = []
  readonly counts = {
    ...{ acts: 0, passkey: 0, totp: 0, attested: 0, withContent: 0, logged: 0, enrolled: 0 },
    /** Acts whose passkey comes down to the first one of the account or to the end of founding, and others. */
    ...{ chained: 0, unchained: 0 },
  }
  readonly #desk: Pick<SignerExport, 'origins' | 'rpId'>
  readonly #credentials: ReadonlyMap<string, HashedCredential & { key: Uint8Array }>
  readonly #enrolmentOf: (credential: HashedCredential) => Enrolment
  readonly #people: ReadonlyMap<string, ExportedPerson>
  readonly #logged: LoggedFacts | null

  constructor(
    desk: Pick<SignerExport, 'origins' | 'rpId'>,
    credentials: readonly HashedCredential[],
    people: readonly ExportedPerson[],
    logged: LoggedFacts | null,
    enrolmentOf: (credential: HashedCredential) => Enrolment,
  ) {
    this.#desk = desk
    this.#enrolmentOf = enrolmentOf
    const withKeys = credentials.map((one) => ({ ...one, key: fromBase64Url(one.publicKey, one.entry) }))
    this.#credentials = new Map(withKeys.map((one) => [one.credentialId, one]))
    this.#people = new Map(people.map((one) => [one.account, one]))
    this.#logged = logged
  }

  async check(line: ExportedAct): Promise<void> {
    const act = line.act as Act
    const fail = (code: string, what: string) => this.failures.push({ code, act: String(act?.id), what })
    this.counts.acts += 1
    this.counts[line.method] += 1
    if (this.#people.get(act.account)?.person !== act.person) fail('person', 'The account is not one of this person.')
    if (line.method === 'passkey') await this.#checkPasskey(line, fail)
    if (this.#logged === null) return
    const commitment = this.#logged.acts.get(act.id)
    if (commitment === undefined) fail('not-logged', 'No entry of the log names this act.')
    else if (commitment !== (await commitmentToAct(act, line.signature)))
      fail('commitment', 'The entry of the log is about another act or signature.')
    else this.counts.logged += 1
  }

  async #checkPasskey(line: ExportedAct, fail: (code: string, what: string) => void): Promise<void> {
    const act = line.act as Act
    const credential = this.#credentials.get(line.credentialId ?? '')
    if (credential === undefined) return void fail('passkey-unknown', 'The passkey is not in credentials.jsonl.')
    if (credential.account !== act.account) fail('passkey-foreign', 'The passkey belongs to another account.')
    if (credential.createdAt > act.at) fail('passkey-later', 'The passkey was enrolled after the act.')
    if (this.#logged !== null) {
      if (this.#logged.keys.get(credential.keySha256) === credential.account) this.counts.enrolled += 1
      else fail('not-enrolled', 'No entry of the log says that this account enrolled the passkey.')
    }
    if (this.#enrolmentOf(credential) !== 'unsigned') this.counts.chained += 1
    else {
      this.counts.unchained += 1
      if (Date.parse(act.at) < Date.parse(credential.createdAt) + unsignedDelayMs)
        fail('passkey-too-new', 'No other passkey of the account enrolled this one, and it signed within a day.')
    }
    const { authenticatorData, clientDataJSON, signature, content, salt } = line
    const signed = {
      ...{ act, credentialId: credential.credentialId, authenticatorData: String(authenticatorData) },
      ...{ clientDataJSON: String(clientDataJSON), signature: String(signature) },
    }
    const hasContent = content != null && typeof salt === 'string'
    if (hasContent) this.counts.withContent += 1
    const signer = {
      ...{ credentialId: credential.credentialId, publicKey: credential.key },
      ...this.#deskAt(act.at),
    }
    const fault = await verifyAct(signed, signer, hasContent ? { content, salt } : null)
    if (fault !== null) fail(fault.at, fault.what)
  }

  /** Returns the addresses that the desk had at a time, and its host. */
  #deskAt(at: string): { origins: readonly string[]; rpId: string } {
    const then = this.#logged?.origins.findLast((one) => one.at <= at)
    const [first] = then?.origins ?? []
    if (then === undefined || first === undefined || !URL.canParse(first))
      return { origins: this.#desk.origins, rpId: this.#desk.rpId ?? '' }
    return { origins: then.origins, rpId: new URL(first).hostname }
  }

  /**
   * Checks the rule of two people for confirmations: another person proposed on the same case before, neither granted the other
   * a role in the seven days before, and one of the two used a passkey unless one person uses all accounts. Nobody consents to a change of
   * people that they proposed; a reset has no proposal that is signed.
   */
  checkPairs(acts: readonly ExportedAct[]): void {
    const proposals = new Map<string, ExportedAct>()
    for (const line of acts) {
      const { act } = line
      const { thing } = partsOfAbout(act.about)
      if (act.type === 'decision.propose' || act.type === 'people.propose') proposals.set(thing, line)
      const first = proposals.get(thing)
      const fail = (code: string, what: string) => this.failures.push({ code, act: act.id, what })
      if (act.type === 'people.consent' && first?.act.person === act.person)
        fail('same-person', 'One person proposed a change of people and consented to it.')
      if (act.type !== 'decision.confirm') continue
      if (first === undefined) fail('no-proposal', 'Nobody signed a proposal on this case before.')
      else if (first.act.person === act.person) fail('same-person', 'One person proposed and confirmed.')
      else if ([first, line].every(({ method }) => method === 'totp')) fail('passkey-needed', 'Nobody used a passkey.')
      else if (this.#grantedLately(first.act as Act, act as Act) || this.#grantedLately(act as Act, first.act as Act))
        fail('grant-too-new', 'One of the two people granted the other a role in the seven days before.')
    }
  }

  #grantedLately(by: Act, to: Act): boolean {
    const since = new Date(Date.parse(to.at) - grantDays * day).toISOString()
    const roles = this.#people.get(to.account)?.roles ?? []
    return roles.some(({ grantedBy, grantedAt }) => grantedBy === by.person && grantedAt > since && grantedAt <= to.at)
  }
}
