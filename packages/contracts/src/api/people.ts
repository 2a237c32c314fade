import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { PeopleOfNode, Purpose, Role } from '../terms/terms.ts'
import { Signed } from './acts.ts'

/** A row of the table of quorums: who proposes a change of people, who must consent, and how long it waits then. */
interface Quorum {
  proposes: readonly Role[]
  /** One person for each element, who has one of its roles. */
  consents: readonly (readonly Role[])[]
  /** Hours between the last consent and the effect. */
  waitHours: number
}

/**
 * The table of quorums. Authority is a role that consents to others: supervisor or administrator. The rows `...-gone` are
 * for the case that nobody with that role can act any more. Oversight is removed after 24 hours if another oversight
 * person consents too (`removeOversightWithConsentHours`).
 */
export const quorums = {
  grant: { proposes: ['administrator'], consents: [['administrator', 'supervisor']], waitHours: 0 },
  'grant-authority': { proposes: ['administrator'], consents: [['supervisor']], waitHours: 24 },
  'grant-authority-alone': { proposes: ['administrator'], consents: [['supervisor'], ['oversight']], waitHours: 24 },
  'grant-oversight': { proposes: ['administrator'], consents: [['oversight']], waitHours: 24 },
  'administrator-gone': { proposes: ['supervisor'], consents: [['supervisor', 'oversight']], waitHours: 72 },
  'supervisor-gone': { proposes: ['administrator'], consents: [['oversight']], waitHours: 24 },
  'oversight-gone': { proposes: ['administrator'], consents: [['supervisor']], waitHours: 14 * 24 },
  remove: { proposes: ['administrator'], consents: [['administrator', 'supervisor']], waitHours: 0 },
  'remove-authority': { proposes: ['administrator'], consents: [['administrator', 'supervisor']], waitHours: 24 },
  'remove-oversight': { proposes: ['administrator'], consents: [['supervisor']], waitHours: 14 * 24 },
  rename: { proposes: ['administrator'], consents: [['supervisor']], waitHours: 24 },
  'tie-subject': { proposes: ['administrator'], consents: [['supervisor']], waitHours: 24 },
  suspend: { proposes: ['administrator', 'supervisor'], consents: [], waitHours: 0 },
  recover: { proposes: ['administrator'], consents: [['administrator'], ['supervisor', 'oversight']], waitHours: 24 },
} as const satisfies Record<string, Quorum>
export type QuorumName = keyof typeof quorums

/** Hours that the removal of an oversight person waits once another oversight person has consented. */
export const removeOversightWithConsentHours = 24
/** Hours for which a suspension lasts. */
export const suspensionHours = 72
/** Hours in which the owner uses a code, counted from the end of the waiting time. */
export const codeHours = 72
/** Days after which a proposal without all consents ends. */
export const proposalDays = 14
/** Days in which people whose role the proposer granted do not count as its second person. */
export const consentAfterDays = 7
/** Days after a reset in which an account takes no part in an adverse decision and gives no consent. */
export const recoveredDays = 7
/** The fewest people who have a role. A change that leaves fewer is refused. */
export const fewestOfRole: Partial<Record<Role, number>> = { administrator: 1, supervisor: 1, oversight: 2 }

export const ChangeReason = z.string().trim().min(20).max(500)
export const PeopleChangeKind = z.enum([
  ...(['grant', 'revoke', 'disable', 'team', 'person', 'suspend', 'recover'] as const),
  ...(['tie', 'untie'] as const),
])
export type PeopleChangeKind = z.infer<typeof PeopleChangeKind>
export const PeopleChangeState = z.enum([
  'awaiting-consent',
  'waiting',
  'to-enrol',
  'done',
  'objected',
  'withdrawn',
  'expired',
  'refused',
])
export type PeopleChangeState = z.infer<typeof PeopleChangeState>

/** A person at an OpenID provider: `iss` and `sub` of its ID tokens (OpenID Connect Core 1.0, 2). */
export const OidcSubject = z.object({ issuer: z.string(), subject: z.string() })
export type OidcSubject = z.infer<typeof OidcSubject>

const NamedPerson = z.object({ person: z.string(), name: z.string() })

/** A proposed change of an account or a role, with its consents and objections. */
export const PeopleChange = z.object({
  id: z.uuid(),
  kind: PeopleChangeKind,
  account: z.object({ id: z.uuid(), name: z.string(), person: z.string(), personName: z.string() }),
  role: Role.nullable(),
  /** The wanted teams, for a change of teams. */
  teams: z.array(z.string()).nullable(),
  /** The wanted name of the person, for a renaming. */
  personName: z.string().nullable(),
  /** The subject that is to be tied to the account, or untied from it. */
  subject: OidcSubject.nullable(),
  reason: z.string(),
  /** Whether the operator made the code on the machine of the node (a rescue). Nobody of the node proposed it. */
  byOperator: z.boolean(),
  proposedBy: NamedPerson,
  proposedAt: Instant,
  consents: z.array(NamedPerson.extend({ role: Role, at: Instant })),
  /** Whether the proposer has to sign the proposal before others can consent. */
  awaitsSignature: z.boolean(),
  /** The consents that are missing: for each, the roles of which one must consent. */
  needs: z.array(z.array(Role)),
  /** Whether a person who consents must state to know the human, because the account is new. */
  asksForHuman: z.boolean(),
  /** True if no person exists who could give a missing consent. */
  nobodyLeft: z.boolean(),
  effectiveAt: Instant.nullable(),
  /** When the proposal, its code or the suspension ends. */
  endsAt: Instant.nullable(),
  objections: z.array(NamedPerson.extend({ role: Role, reason: z.string(), at: Instant })),
  state: PeopleChangeState,
  /** The acts on this change that the caller may do now. `half` shows the caller's half of the code. */
  may: z.array(z.enum(['sign', 'consent', 'object', 'withdraw', 'half'])),
})
export type PeopleChange = z.infer<typeof PeopleChange>

/** A key of a person for the command line. */
export const PersonKey = z.object({
  id: z.uuid(),
  label: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
  /** The actions and purposes to which the key is limited; null: everything that its person may do with a key. */
  actions: z.array(z.string()).nullable(),
  purposes: z.array(Purpose).nullable(),
  /** Whether the operator made it on the machine of the node, and not its owner. */
  byOperator: z.boolean(),
})
export type PersonKey = z.infer<typeof PersonKey>
export const PeopleChanges = z.object({
  items: z.array(PeopleChange),
  next: z.string().nullable(),
  /** Until when changes take effect without a second person; null once founding is over. */
  foundingUntil: Instant.nullable(),
  /** With `own`: the caller's keys that the operator made on the machine. The owner may not know of them. */
  operatorKeys: z.array(PersonKey),
})
export type PeopleChanges = z.infer<typeof PeopleChanges>

/** Who has which authority, and whether the people who must agree granted it. */
export const Authority = z.object({
  /** Whether one person uses every account of the node. */
  people: PeopleOfNode,
  foundingUntil: Instant.nullable(),
  grants: z.array(
    z.object({
      account: z.object({ id: z.uuid(), name: z.string() }),
      person: NamedPerson,
      role: Role,
      since: Instant,
      grantedBy: NamedPerson.nullable(),
      /** The people who consented to the grant. */
      consents: z.array(NamedPerson),
      /** Before the end of founding, by a change with its quorum, or past the quorum. */
      how: z.enum(['founding', 'quorum', 'past-quorum']),
      /** `unsigned`: the role was granted past the quorum. It confirms nothing. */
      proof: z.enum(['signed', 'unsigned']),
      /** The change that granted the role. */
      change: z.uuid().nullable(),
      /** The kinds of second factors of the account that are in use. */
      factors: z.array(z.enum(['passkey', 'totp'])),
      suspendedUntil: Instant.nullable(),
      /** Until then the person takes part in nothing that needs two people, because the account was reset. */
      recoveredUntil: Instant.nullable(),
    }),
  ),
  /** The roles that must not become fewer, with the people who have them by a quorum. */
  floors: z.array(z.object({ role: Role, fewest: z.int(), people: z.int(), withPasskey: z.int() })),
})
export type Authority = z.infer<typeof Authority>

/** For the first role of a new account, the person who consents states to know the human. */
export const ConsentRequest = z.strictObject({ knowsHuman: z.boolean().optional(), signed: Signed.optional() })
/** The proposer signs a proposal after it was made. */
export const SignProposalRequest = z.strictObject({ signed: Signed.optional() })
export const ObjectionRequest = z.strictObject({ reason: ChangeReason })
/** One half of a code, shown to one of two people. A repeated request makes a new half. */
export const CodeHalf = z.object({ half: z.string(), part: z.enum(['first', 'second']), account: z.string() })

const ChosenPassword = z.string().min(1).max(500)
/** The owner of an account types a code, or the two halves of one, and chooses a password. */
export const EnrolRequest = z.union([
  z.strictObject({
    account: z.string().min(1).max(100),
    first: z.string().min(1).max(40),
    second: z.string().min(1).max(40),
    password: ChosenPassword,
  }),
  z.strictObject({ code: z.string().min(1).max(60), password: ChosenPassword }),
])
/** The account that can sign in now. */
export const EnrolAnswer = z.object({ account: z.string() })

/** A key that its owner makes. Without `actions` it only reads; without `purposes` it may state those of the role. */
export const NewPersonKey = z.strictObject({
  label: z.string().trim().min(1).max(100),
  days: z.int().min(1).max(90).optional(),
  actions: z.array(z.string().max(60)).min(1).max(50).optional(),
  purposes: z.array(Purpose).min(1).optional(),
})
export const NewPersonKeyAnswer = z.object({ id: z.uuid(), key: z.string(), expiresAt: Instant })
