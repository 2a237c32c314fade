import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'
import { Purpose, Role } from '../terms/terms.ts'

export const SignInRequest = z.strictObject({
  account: z.string().min(1).max(100),
  password: z.string().min(1).max(500),
})
/** `csrf` must be repeated in the header `Entente-Csrf` of every request that changes something. */
export const SignInAnswer = z.object({ csrf: z.string(), mustChangePassword: z.boolean() })

export const Preferences = z.strictObject({
  density: z.enum(['two-lines', 'one-line']),
  scheme: z.enum(['light', 'dark', 'auto']),
  singleKeys: z.boolean(),
  zone: z.string().max(64).nullable(),
})
export type Preferences = z.infer<typeof Preferences>
export const defaultPreferences: Preferences = { density: 'two-lines', scheme: 'auto', singleKeys: true, zone: null }

/** The signed-in person: Actor, and the settings that the desk needs. */
export const Me = z.object({
  account: z.string(),
  person: z.string(),
  member: z.string(),
  role: Role,
  teams: z.array(z.string()),
  memberName: z.string(),
  name: z.string(),
  roles: z.array(Role),
  /** Purposes that this role may state; none is preselected if there are several. */
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
  /** When a pending removal of an oversight account takes effect. */
  pendingUntil: Instant.nullable(),
  lastSignInAt: Instant.nullable(),
})
export type Account = z.infer<typeof Account>
export const NewAccount = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9._-]{1,63}$/),
  /** A new person's name, or the id of a person who already has an account. */
  person: z.union([z.strictObject({ name: z.string().min(1).max(200) }), z.strictObject({ id: z.uuid() })]),
  roles: z.array(Role).min(1),
  teams: z.array(z.string()),
  /** For oversight accounts after the first two: the name of the consenting oversight account. */
  consentOf: z.string().nullable().optional(),
})
/** The one-time password is shown once. */
export const NewAccountAnswer = Account.extend({ oneTimePassword: z.string() })
export const PatchAccount = z.strictObject({
  teams: z.array(z.string()).optional(),
  personName: z.string().min(1).max(200).optional(),
})
export const RoleGrant = z.strictObject({ role: Role, action: z.enum(['grant', 'revoke', 'confirm']) })
export const PersonRef = z.object({ person: z.string(), name: z.string(), roles: z.array(Role) })

/** A format in the vocabulary of the sender's gateway; each has its own regime. */
const SentFormat = z.string().max(40)
export const Sender = z.object({
  id: z.uuid(),
  name: z.string(),
  gateway: GatewayName,
  regimes: z.record(SentFormat, z.string()),
  purposes: z.record(SentFormat, z.array(Purpose)),
  callbackUrl: z.url().nullable(),
  /** Settings of its gateway, by the schema `senderSettings` of the gateway's vocabulary. */
  settings: z.record(z.string().max(60), z.unknown()),
  keys: z.array(
    z.object({ id: z.uuid(), createdAt: Instant, lastUsedAt: Instant.nullable(), revokedAt: Instant.nullable() }),
  ),
})
export type Sender = z.infer<typeof Sender>
/** Omitted formats and settings stay unchanged; those of a new sender get the defaults. */
export const NewSender = Sender.omit({ id: true, keys: true })
  .partial({ regimes: true, purposes: true, callbackUrl: true, settings: true })
  .strict()
export const PatchSender = NewSender.omit({ gateway: true }).partial().strict()
export const NewKey = z.object({ id: z.uuid(), key: z.string() })
