import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'
import { Digits, Language } from '../terms/languages.ts'
import { PeopleOfNode, Purpose, Role } from '../terms/terms.ts'
import { RestoreMark, SessionMethod } from './credentials.ts'
import { ChangeReason, OidcSubject, PeopleChange, PersonKey } from './people.ts'
import { StopScope } from './stops.ts'

export const Preferences = z.object({
  density: z.enum(['two-lines', 'one-line']),
  scheme: z.enum(['light', 'dark', 'auto']),
  singleKeys: z.boolean(),
  zone: z.string().max(64).nullable(),
  /** Null: the language of the browser. */
  language: Language.nullable(),
  digits: Digits,
  /** The kinds of desktop notices that the person wants. Each contains a case number and a time only. */
  notices: z.array(z.enum(['second-person'])).max(10),
})
export type Preferences = z.infer<typeof Preferences>
export const defaultPreferences: Preferences = {
  density: 'two-lines',
  scheme: 'auto',
  singleKeys: true,
  zone: null,
  language: null,
  digits: 'latn',
  notices: [],
}
/** The preferences to change. The others stay, so a page of the release before does not reset those that it does not know. */
export const ChangePreferencesRequest = Preferences.partial().strict()

/** The member that runs the node, and what its sign-in page must know. */
export const MemberAnswer = z.object({
  id: z.string(),
  name: z.string(),
  people: PeopleOfNode,
  /** The name of the agency's OpenID provider; null if nobody signs in by one. */
  provider: z.string().nullable(),
  /** Whether the process that serves can become neither the owner of the database nor the signer of the log. */
  databaseSeparated: z.boolean(),
  /** Whether a restore is named on every page. */
  restored: z.boolean(),
})
export type MemberAnswer = z.infer<typeof MemberAnswer>

/** The signed-in person: the actor, and the settings that the desk needs. */
export const Me = z.object({
  account: z.string(),
  person: z.string(),
  member: z.string(),
  role: Role,
  teams: z.array(z.string()),
  memberName: z.string(),
  /** Whether one person uses every account of the node, with invented data only. */
  people: PeopleOfNode,
  /** The oldest restore that every page names; null: none. */
  restored: RestoreMark.nullable(),
  /** The stops of matching in force, the oldest first, for a note on each page. */
  stops: z.array(StopScope.extend({ at: Instant })),
  name: z.string(),
  roles: z.array(Role),
  /** Purposes that this role may state. If there are several, none is preselected. */
  purposes: z.array(Purpose),
  purpose: Purpose.nullable(),
  csrf: z.string().nullable(),
  mustChangePassword: z.boolean(),
  /** Whether the session can only be used to add a second factor. */
  secondFactorNeeded: z.boolean(),
  /** How the session was opened; null for a key. */
  method: SessionMethod.nullable(),
  preferences: Preferences,
  coverAfterMinutes: z.int(),
  /** The zone of all times of this member's desk; null if each person chooses. */
  zone: z.string().nullable(),
})
export type Me = z.infer<typeof Me>
export const ChoosePurposeRequest = z.strictObject({ purpose: Purpose })
export const ChooseRoleRequest = z.strictObject({ role: Role })
export const ChangePasswordRequest = z.strictObject({ current: z.string().max(500), next: z.string().max(500) })

export const Account = z.object({
  id: z.uuid(),
  name: z.string(),
  person: z.object({ id: z.uuid(), name: z.string() }),
  roles: z.array(z.object({ role: Role, state: z.enum(['active', 'awaiting-second']) })),
  teams: z.array(z.string()),
  state: z.enum(['active', 'suspended', 'disabled', 'removal-pending']),
  /** When the suspension ends, or the waiting removal takes effect. */
  pendingUntil: Instant.nullable(),
  lastSignInAt: Instant.nullable(),
  /** The keys in use, without the secrets. */
  keys: z.array(PersonKey),
  /** The person at the agency's OpenID provider who signs in to this account; null if none is tied. */
  subject: OidcSubject.extend({ tiedAt: Instant }).nullable(),
})
export type Account = z.infer<typeof Account>
/** The roles that a person can have. The others belong to keys, nodes and the node itself. */
const PersonRole = Role.extract(['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator'])
/** A staff number. Only its keyed hash is stored; letters and digits count. */
const StaffReference = z
  .string()
  .trim()
  .max(60)
  .regex(/[\p{L}\p{N}].*[\p{L}\p{N}]/u, 'A staff reference has at least two letters or digits')
export const NewAccount = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9._-]{1,63}$/),
  /** The name of a new person, or the id of a person who already has an account. */
  person: z.union([
    z.strictObject({
      name: z.string().min(1).max(200),
      /** The number under which the employer knows the human. Once founding is over, a new person needs one. */
      staffReference: StaffReference.optional(),
    }),
    z.strictObject({ id: z.uuid() }),
  ]),
  roles: z.array(PersonRole).min(1),
  teams: z.array(z.string()),
  /** Why the person gets the roles. */
  reason: ChangeReason.optional(),
  /** Whether the caller knows the human who gets the account. Once founding is over, it must be true. */
  knowsHuman: z.boolean().optional(),
})
/**
 * The new account and the proposals of its roles. Before founding is over it has a one-time password, which is shown
 * only once. After that two people hand the owner one half of a code each.
 */
export const NewAccountAnswer = Account.extend({
  oneTimePassword: z.string().nullable(),
  changes: z.array(PeopleChange),
})
export const PatchAccount = z.strictObject({
  teams: z.array(z.string()).optional(),
  personName: z.string().min(1).max(200).optional(),
  reason: ChangeReason,
})
export const RoleChange = z.strictObject({
  role: PersonRole,
  action: z.enum(['grant', 'revoke']),
  reason: ChangeReason,
  /** For a grant: nobody who has this role can act any more. Another quorum and a longer wait apply. */
  gone: z.boolean().optional(),
  /** For a revocation that leaves too few people with the role: the account that gets the role. */
  successor: z.uuid().optional(),
})
export const AccountChange = z.strictObject({ reason: ChangeReason })
/** Ties a person at the agency's OpenID provider to an account, or unties them. `subject` is the `sub` of the provider. */
export const SubjectChange = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('tie'),
    subject: z.string().trim().min(1).max(255),
    reason: ChangeReason,
  }),
  z.strictObject({ action: z.literal('untie'), reason: ChangeReason }),
])
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
  /** Whether everything that it sends is invented. It is chosen when the sender is created. */
  synthetic: z.boolean(),
  keys: z.array(
    z.object({ id: z.uuid(), createdAt: Instant, lastUsedAt: Instant.nullable(), revokedAt: Instant.nullable() }),
  ),
})
export type Sender = z.infer<typeof Sender>
/** A new or changed sender. Omitted formats and settings stay unchanged; for a new sender they get their defaults. */
export const NewSender = Sender.omit({ id: true, keys: true })
  .partial({ regimes: true, purposes: true, callbackUrl: true, settings: true, synthetic: true })
  .strict()
export const PatchSender = NewSender.omit({ gateway: true, synthetic: true }).partial().strict()
/** The new secret that signs callbacks to a sender, shown once. */
export const CallbackSecret = z.object({ secret: z.string() })
export const NewKey = z.object({ id: z.uuid(), key: z.string() })
