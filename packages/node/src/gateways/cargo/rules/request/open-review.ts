import { cargoVocabulary, defineSentences } from '@entente/contracts'
import { fail } from '../../../../errors.ts'
import { applyHits } from '../../../../pipeline/match/apply-hits.ts'
import type { AccessStore, Tx } from '../../../../safeguards/access/access-store.ts'
import type { CargoSubject } from '../../subjects/cargo-subject.ts'
import { loadSubjects } from '../../subjects/load-subjects.ts'
import { ruleHit } from '../hits/rule-hit.ts'
import { hashOf } from '../set/compile-rule.ts'
import { builtInRule } from '../tables/built-in-rules.ts'

export const requestEnglish = {
  'cargo.rules.request': ({ text }: { text: string }) => text,
} as const satisfies Record<string, (values: never) => string>
const sentence = defineSentences(requestEnglish)

/**
 * Opens or joins the case of a consignment by hand, as a hit of the rule `officer-request` with the officer's text. Returns the
 * case. Errors: `not-found`, `refused` where the case is with a colleague, `case-decided` where the request was decided before,
 * `rule-state` for a cancelled consignment.
 */
export function openReview(access: AccessStore, id: string, text: string): Promise<{ caseId: string }> {
  const intent = {
    ...({ action: 'case.work', type: 'case.request', ref: `consignment:${id}`, needsUnmasked: true } as const),
    on: async (db: Tx['db']) =>
      (await db
        .selectFrom('cargo_consignment')
        .selectAll()
        .where('id', '=', id)
        .where('version', '>', 0)
        .executeTakeFirst()) ?? null,
  }
  return access.transaction(intent, async (tx) => {
    const [subject] = await loadSubjects(tx, [id])
    if (subject === undefined) throw fail('not-found')
    if (subject.removed) throw fail('rule-state', { detail: 'This consignment was cancelled.' })
    const before = await caseOf(tx, id)
    if (before?.asked === true) {
      if (before.state !== 'decided') return { caseId: before.id }
      throw fail('case-decided', { detail: 'The case of this consignment was asked for and decided. Reopen it.' })
    }
    const [applied] = await applyRequest(tx, subject, text)
    // A case that is with a colleague takes no hit from here.
    if (applied === undefined) throw fail('refused', { detail: 'A colleague has the case of this consignment.' })
    return { caseId: applied.caseId }
  })
}

/** Adds the hit and no other: nothing else is compared. */
function applyRequest(tx: Tx, subject: CargoSubject, text: string) {
  const rule = builtInRule('officer-request')
  const stated = { ...sentence('cargo.rules.request', { text }), kind: 'request', weight: null }
  const hit = { ...ruleHit(subject, { ...rule, hash: hashOf(rule.body) }, []), evidence: [{ ...notStated, ...stated }] }
  const compared = { context: subject, comparable: true, hits: [hit], otherExplanations: subject.explanations }
  const terms = { sourceName: (source: string) => source, only: new Set<string>(), cause: 'request' }
  return applyHits(tx, { ...terms, keepsHits: cargoVocabulary.keepsHits }, [compared])
}

const notStated = { a: null, b: null, role: null, relation: null, scheme: null, frequency: null }

/** Finds the case of a consignment, and whether an officer asked for it before. */
async function caseOf(tx: Tx, id: string): Promise<{ id: string; state: string; asked: boolean } | undefined> {
  return tx.db
    .selectFrom('case_file as c')
    .select(['c.id', 'c.state'])
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('hit as h')
            .select('h.id')
            .whereRef('h.case_id', '=', 'c.id')
            .where('h.rule_id', '=', builtInRule('officer-request').id)
            .where('h.withdrawn_at', 'is', null),
        )
        .$castTo<boolean>()
        .as('asked'),
    )
    .where('c.subject_id', '=', id)
    .where('c.ended_at', 'is', null)
    .where('c.delete_at', '>', tx.now)
    .executeTakeFirst()
}
