import { z } from 'zod'
import { CaseContext } from '../cases/record.ts'
import { gatewayVocabularies } from '../gateways/vocabularies.ts'
import type { GatewayVocabulary } from '../terms/gateway-vocabulary.ts'
import { Instant } from '../terms/ids.ts'
import { coreFindTypes, mostRecents } from '../terms/lists.ts'

const vocabularies: readonly GatewayVocabulary[] = gatewayVocabularies
const types = [...coreFindTypes, ...vocabularies.flatMap(({ finds = [] }) => finds)]
/** A type of search result: `case`, `signal`, `member`, and the types that gateways add. */
export const FindType = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}$/)
  .meta({ enum: types })

/**
 * A search. Without `part`, words of names must be whole. With `part: true`, parts of words fit, in any script: from
 * three characters, or two Han characters. `type` narrows the search to one type of result.
 *
 * Errors: `query-too-short` (only with `part: true`), `body-invalid` at `/type` for a type that this node does not have.
 */
export const FindRequest = z.strictObject({
  text: z.string().min(1).max(200),
  type: FindType.optional(),
  part: z.boolean().optional(),
})

/** A stretch of a text in UTF-16 code units, `from` inclusive and `to` exclusive. */
export const FoundMark = z.object({ in: z.enum(['label', 'other']), from: z.int(), to: z.int() })
export type FoundMark = z.infer<typeof FoundMark>

/**
 * A result of a search. `kind` and `id` say what opens: a person with an open case opens the case, so the kind of a
 * result can differ from its type. `href` is the address of its page in the desk, or null if it has none. `label` and `detail`
 * are English. `other` is the name in another script. `marks` are the stretches of `label` or `other` that fitted, where
 * something fitted by part; empty otherwise.
 */
export const FoundItem = z.object({
  type: FindType,
  kind: z.string(),
  id: z.string(),
  href: z.string().nullable(),
  label: z.string(),
  other: z.string().nullable(),
  detail: z.string(),
  marks: z.array(FoundMark),
  /** The case of the result: its reference such as `C-4812`, its state, and when its answer is due. */
  case: z.object({ id: z.uuid(), reference: z.string(), state: z.string(), dueAt: Instant.nullable() }).nullable(),
  /** The journey or other context, with its times. */
  context: CaseContext.nullable(),
})
export type FoundItem = z.infer<typeof FoundItem>

/**
 * The results of a search, which only the person who searched can open again. `items` are in the order of `groups`.
 * `more` says that a type has more results than the 50 that it shows. `complete` is false while the node still builds
 * its index of names, so that people may be missing.
 */
export const FindAnswer = z.object({
  find: z.string(),
  items: z.array(FoundItem),
  groups: z.array(z.object({ type: FindType, shown: z.int(), more: z.boolean() })),
  complete: z.boolean(),
})
export type FindAnswer = z.infer<typeof FindAnswer>

/** A page that the person opened. The node stores the type, the id and the time, and no label. */
export const RecentRequest = z.strictObject({
  type: FindType,
  id: z.string().regex(/^[\w.:~-]{1,100}$/),
})
/**
 * The pages that a person opened, newest first, at most 20. Labels contain no name: a case is its reference, a person
 * is the context, a signal is its kind and owner. So reading them opens no record and makes no log entry. Those that
 * the caller may not open now, with the stated purpose, are left out.
 */
export const Recents = z.object({
  items: z.array(FoundItem.extend({ openedAt: Instant })).max(mostRecents),
})
export type Recents = z.infer<typeof Recents>
