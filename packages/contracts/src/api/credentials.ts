import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Role } from '../terms/terms.ts'
import { Signed } from './acts.ts'

/** The node was restored without the file that says what happened after the backup, until two people end the mark. */
export const RestoreMark = z.object({
  id: z.uuid(),
  restoredAt: Instant,
  /** The time of the backup. */
  backupAt: Instant,
  /** What ended until then is known; null: nothing after the backup is. */
  knownUntil: Instant.nullable(),
  /** The person who ended the mark first. A second person is missing. */
  endedBy: z.string().nullable(),
})
export type RestoreMark = z.infer<typeof RestoreMark>

/**
 * How a session was opened. `password` alone and `recovery` only lead to a second factor, except on a node of one person. `oidc`: by the OpenID
 * provider of the agency, so acts that need a proof of the last minutes still ask for a factor of the node.
 */
export const SessionMethod = z.enum(['password', 'totp', 'passkey', 'recovery', 'oidc'])
export type SessionMethod = z.infer<typeof SessionMethod>

/** A second factor of an account, or its recovery codes. */
export const Credential = z.object({
  id: z.uuid(),
  label: z.string(),
  kind: z.enum(['passkey', 'totp', 'recovery-codes']),
  /** Whether a passkey is copied to other devices by its maker; null for other kinds. */
  synced: z.boolean().nullable(),
  /** The recovery codes that are not used yet; null for other kinds. */
  left: z.int().nullable(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  enrolledBy: z.enum(['self', 'recovery', 'founding']),
  state: z.enum(['active', 'suspended', 'ended']),
  /** From when on a passkey signs acts, if no other passkey signed its enrolment; null: since it was added. */
  signsFrom: Instant.nullable(),
})
/** `deviceBound`: a passkey that its maker copies to other devices signs no act at this node. */
export const CredentialList = z.object({ items: z.array(Credential), deviceBound: z.boolean() })
export type Credential = z.infer<typeof Credential>

/** A passkey's answer to the browser, as WebAuthn's JSON form has it. The node checks its contents. */
const PasskeyAnswer = z.record(z.string().max(60), z.unknown())
/** Options for the browser, in WebAuthn's JSON form. */
export const PasskeyOptions = z.record(z.string(), z.unknown())
const TotpCode = z.string().max(20)
/** Signs in with a passkey, or with a name, a password and, if the account has a second factor, a code. */
export const SignInRequest = z.union([
  z.strictObject({
    account: z.string().min(1).max(100),
    password: z.string().min(1).max(500),
    totp: TotpCode.optional(),
    recoveryCode: z.string().max(60).optional(),
  }),
  z.strictObject({ passkey: PasskeyAnswer }),
])
/**
 * Proves once more who uses the session. A recovery code counts in a session that the agency's provider opened: the session can then only be
 * used to add a passkey.
 */
export const VerifyRequest = z.union([
  z.strictObject({ password: z.string().min(1).max(500), totp: TotpCode.optional() }),
  z.strictObject({ passkey: PasskeyAnswer }),
  z.strictObject({ recoveryCode: z.string().min(1).max(60) }),
])
/**
 * The answer to a sign-in. Every request that changes something must send `csrf` in the header `Entente-Csrf`. With
 * `secondFactorNeeded` the session can only be used to add a second factor.
 */
export const SignInAnswer = z.object({
  csrf: z.string(),
  mustChangePassword: z.boolean(),
  secondFactorNeeded: z.boolean(),
})

/** The options with which an application for codes, or a browser, adds a credential. `sealed` is sent back with the first code. */
export const NewCredentialOptions = z.object({
  totp: z.object({ secret: z.string(), address: z.string(), sealed: z.string() }),
  /** The options of WebAuthn; null if passkeys do not work at this address of the node. */
  passkey: PasskeyOptions.nullable(),
})
export type NewCredentialOptions = z.infer<typeof NewCredentialOptions>
const Label = z.string().trim().min(1).max(60)
export const NewCredential = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('totp'), label: Label, sealed: z.string().max(400), code: TotpCode }),
  z.strictObject({
    ...{ kind: z.literal('passkey'), label: Label, passkey: PasskeyAnswer },
    /** The act by which another passkey of the account signs the enrolment of this one. Without it the new one signs acts later. */
    signed: Signed.optional(),
  }),
])
/** The body of the act of enrolling a passkey: the SHA-256 of its public key (COSE), hexadecimal. */
export const EnrolmentActRequest = z.strictObject({ keySha256: z.string().regex(/^[0-9a-f]{64}$/) })
export const NewCredentialAnswer = z.object({
  credential: Credential,
  /** Ten codes, shown once, if the account had none. */
  recoveryCodes: z.array(z.string()).nullable(),
})
export const RecoveryCodes = z.object({ codes: z.array(z.string()) })

/** An open session of the signed-in person. */
export const SessionInfo = z.object({
  id: z.uuid(),
  current: z.boolean(),
  createdAt: Instant,
  lastSeenAt: Instant,
  /** The network it was opened from: 24 bits of an IPv4 address, 48 of an IPv6 address. */
  network: z.string(),
  browser: z.string(),
  method: SessionMethod,
  role: Role,
})
export type SessionInfo = z.infer<typeof SessionInfo>
