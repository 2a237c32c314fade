import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'
import { Purpose, Role } from '../terms/terms.ts'

export const SignInRequest = z.strictObject({
  account: z.string().min(1).max(100),
  password: z.string().min(1).max(500),
})
/** The answer to a sign-in. Every request that changes something must send `csrf` in the header `Entente-Csrf`. */
export const SignInAnswer = z.object({ csrf: z.string(), mustChangePassword: z.boolean() })

export const Preferences = z.strictObject({
  density: z.enum(['two-lines', 'one-line']),
  scheme: z.enum(['light', 'dark', 'auto']),
  singleKeys: z.boolean(),
  zone: z.string().max(64).nullable(),
})
export type Preferences = z.infer<typeof Preferences>
export const defaultPreferences: Preferences = { density: 'two-lines', scheme: 'auto', singleKeys: true, zone: null }

/** The signed-in person: the actor, and the settings that the desk needs. */
export const Me = z.object({
  account: z.string(),
  person: z.string(),
  member: z.string(),
  role: Role,
  teams: z.array(z.string()),
  memberName: z.string(),
  name: z.string(),
  roles: z.array(Role),
  /** Purposes that this role may state. If there are several, none is preselected. */
  purposes: z.array(Purpose),
  purpose: Purpose.nullable(),
  csrf: z.string().nullable(),
  mustChangePassword: z.boolean(),
  preferences: Preferences,
  coverAfterMinutes: z.int(),
})
export type Me = z.infer<typeof Me>
export const ChoosePurposeRequest = z.strictObject({ purpose: Purpose })
export const ChooseRoleRequest = z.strictObject({ role: Role })
export const ChangePasswordRequest = z.strictObject({ current: z.string().max(500), next: z.string().min(12).max(500) })

export const Account = z.object({
  id: z.uuid(),
  name: z.string(),
  person: z.object({ id: z.uuid(), name: z.string() }),
  roles: z.array(z.object({ role: Role, state: z.enum(['active', 'awaiting-second']) })),
  teams: z.array(z.string()),
  state: z.enum(['active', 'disabled', 'removal-pending']),
  /** When the waiting removal of an oversight account takes effect. */
  pendingUntil: Instant.nullable(),
  lastSignInAt: Instant.nullable(),
})
export type Account = z.infer<typeof Account>
export const NewAccount = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9._-]{1,63}$/),
  /** The name of a new person, or the id of a person who already has an account. */
  person: z.union([z.strictObject({ name: z.string().min(1).max(200) }), z.strictObject({ id: z.uuid() })]),
  roles: z.array(Role).min(1),
  teams: z.array(z.string()),
  /** For oversight accounts after the first two: the name of the oversight account that consents. */
  consentOf: z.string().nullable().optional(),
})
/** The new account with its one-time password, which is shown only once. */
export const NewAccountAnswer = Account.extend({ oneTimePassword: z.string() })
export const PatchAccount = z.strictObject({
  teams: z.array(z.string()).optional(),
  personName: z.string().min(1).max(200).optional(),
})
export const RoleGrant = z.strictObject({ role: Role, action: z.enum(['grant', 'revoke', 'confirm']) })
export const PersonRef = z.object({ person: z.string(), name: z.string(), roles: z.array(Role) })

/** A format from the vocabulary of the sender's gateway. Each format has its own regime. */
const SentFormat = z.string().max(40)
export const Sender = z.object({
  id: z.uuid(),
  name: z.string(),
  gateway: GatewayName,
  regimes: z.record(SentFormat, z.string()),
  purposes: z.record(SentFormat, z.array(Purpose)),
  callbackUrl: z.url().nullable(),
  /** Settings for the sender's gateway, by the schema `senderSettings` of the gateway's vocabulary. */
  settings: z.record(z.string().max(60), z.unknown()),
  keys: z.array(
    z.object({ id: z.uuid(), createdAt: Instant, lastUsedAt: Instant.nullable(), revokedAt: Instant.nullable() }),
  ),
})
export type Sender = z.infer<typeof Sender>
/** A new or changed sender. Omitted formats and settings stay unchanged; for a new sender they get their defaults. */
export const NewSender = Sender.omit({ id: true, keys: true })
  .partial({ regimes: true, purposes: true, callbackUrl: true, settings: true })
  .strict()
export const PatchSender = NewSender.omit({ gateway: true }).partial().strict()
export const NewKey = z.object({ id: z.uuid(), key: z.string() })
