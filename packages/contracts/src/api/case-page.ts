import { z } from 'zod'
import { CaseState, Decision } from '../cases/case.ts'
import { Instant } from '../terms/ids.ts'
import { Text } from '../terms/text.ts'

const other = { caseId: z.uuid(), reference: z.string(), label: z.string().nullable(), leavesAt: Instant.nullable() }

/** How two subjects were joined to one person. */
export const PersonBecause = z.enum(['document', 'document-and-birth-date', 'booking', 'name-and-birth-date'])
/**
 * The other cases about the person of a case. `same`: same document number and issuer, or same name, birth date and
 * booking. `maybe`: only name and birth date agree. `hidden` counts cases that the reader may not open; `maybe` counts
 * cases that may be about the same person while `certainty` is `same`. No name of a reviewer is in it. The outcome of a
 * decision is null for a person who may still confirm this case.
 */
export const CasePerson = z.object({
  certainty: z.enum(['same', 'maybe']),
  because: PersonBecause,
  open: z.array(z.object({ ...other, state: CaseState })),
  decided: z.array(
    z.object({ ...other, at: Instant, outcome: Decision.shape.outcome.nullable(), act: z.string().nullable() }),
  ),
  hidden: z.int(),
  maybe: z.int(),
  /** The context in which the person was refused; null if there is none. */
  refusedOn: z.string().nullable(),
})
export type CasePerson = z.infer<typeof CasePerson>
/** Null if no other case is about this person. */
export const CasePersonAnswer = z.object({ person: CasePerson.nullable() })

/**
 * Copies the reader's own reading to another case of the same person: their notes, and the hits and other explanations
 * that they name here. The outcome, the reasons and the reading time are never copied.
 */
export const ReadingRequest = z.strictObject({
  to: z.uuid(),
  opened: z.array(z.uuid()).max(50).optional(),
  weighed: z.array(z.string().max(2000)).max(20).optional(),
})
export const ReadingAnswer = z.object({ id: z.uuid(), caseId: z.uuid(), reference: z.string(), text: z.string() })

/** The kinds of nodes in the picture of links. `people` stands for all who share a detail of a business. */
export const LinkKind = z.enum([
  ...(['person', 'people', 'case', 'booking', 'phone', 'email', 'card', 'address', 'document', 'signal'] as const),
])
export type LinkKind = z.infer<typeof LinkKind>
export const LinkNode = z.object({
  /** An id within this answer. */
  id: z.string(),
  kind: LinkKind,
  label: z.string(),
  masked: z.boolean(),
  caseId: z.uuid().nullable(),
  reference: z.string().nullable(),
  /** A path of the desk; null if the node cannot be opened. */
  href: z.string().nullable(),
  /** The context of a person, such as a journey, and its local day. */
  where: z.string().nullable(),
  day: z.string().nullable(),
  /** The number of people that the node stands for, and whether there are more. */
  people: z.int().nullable(),
  morePeople: z.boolean(),
})
export type LinkNode = z.infer<typeof LinkNode>
export const LinkEdge = z.object({ a: z.string(), b: z.string(), kind: z.enum(['same', 'shared', 'hit']) })
export type LinkEdge = z.infer<typeof LinkEdge>
/**
 * The links of a case's subject, nearest first; the first node is the subject. The picture shows the first 150 nodes,
 * and `more` counts those that only the table shows. `complete` is false if a limit left out some.
 */
export const CaseLinks = z.object({
  nodes: z.array(LinkNode),
  edges: z.array(LinkEdge),
  more: z.int(),
  complete: z.boolean(),
})
export type CaseLinks = z.infer<typeof CaseLinks>

export const TimelineLane = z.enum(['messages', 'known', 'matching', 'people', 'answers'])
export type TimelineLane = z.infer<typeof TimelineLane>
export const TimelineMark = z.object({
  at: Instant,
  lane: TimelineLane,
  ...Text.shape,
  /** `missing`: something was due and did not come. `since`: known from this time on, drawn as a bar. */
  form: z.enum(['mark', 'missing', 'since']),
  /** True if the reader did it. */
  mine: z.boolean(),
  /** A path of the desk; null if the mark has none. */
  ref: z.string().nullable(),
})
export type TimelineMark = z.infer<typeof TimelineMark>
/**
 * The history of a case, oldest first. `lines` are instants that matter for the reading: when the answer is due, and
 * when the context of the subject begins. A person who may still confirm the case sees no colleague.
 */
export const CaseTimeline = z.object({
  lanes: z.array(TimelineLane),
  marks: z.array(TimelineMark),
  now: Instant,
  dueAt: Instant.nullable(),
  leavesAt: Instant.nullable(),
  /** False if only the newest marks are listed. */
  complete: z.boolean(),
})
export type CaseTimeline = z.infer<typeof CaseTimeline>
