import { randomUUID } from 'node:crypto'
import type {
  CargoRuleBody,
  CargoRuleCheck,
  CargoRuleFault,
  CargoRuleLanguage,
  CargoRuleWrite,
  CargoRuleWritten,
} from '@entente/contracts'
import { fail } from '../../../../errors.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { canonicalJson } from '../../../../safeguards/audit/canonical.ts'
import { ruleLimits } from '../language/environment.ts'
import { fields, nowField } from '../language/fields.ts'
import { ruleFunctions } from '../language/functions.ts'
import { fieldsOf } from '../language/rule-node.ts'
import { isValidityAllowed, periodFrom } from '../life/rule-life.ts'
import { compileRule, hashOf, nodesOf } from '../set/compile-rule.ts'
import { isBuiltIn } from '../tables/built-in-rules.ts'

/** The most rules of a node, and the most versions of a rule. */
const mostRules = 1000
const mostVersions = 500

/**
 * Stores a new rule with its first version as a draft. Errors: `rule-invalid` with every fault of the expression,
 * `rule-validity`, `rule-limit`, `body-invalid`.
 */
export async function createRule(tx: Tx, body: CargoRuleWrite): Promise<CargoRuleWritten> {
  const checked = checkBody(tx, body)
  const { count } = await tx.db
    .selectFrom('cargo_rule')
    .select((e) => e.cast<number>(e.fn.countAll(), 'integer').as('count'))
    .executeTakeFirstOrThrow()
  if (count >= mostRules) throw fail('rule-limit', { detail: `A node has at most ${mostRules} rules.` })
  const id = randomUUID()
  await tx.db.insertInto('cargo_rule').values({ id, created_at: tx.now, newest: 1 }).execute()
  return insertVersion(tx, { id, version: 1, earlier: [] }, checked)
}

/**
 * Stores an edited rule as a new version, a draft. The version in force stays until the new one replaces it. The authors of
 * earlier versions are authors of this one too, because it is based on their text. Errors: as of `createRule`, `not-found`,
 * `rule-state` for a built-in rule.
 */
export async function editRule(tx: Tx, id: string, body: CargoRuleWrite): Promise<CargoRuleWritten> {
  if (isBuiltIn(id)) throw fail('rule-state', { detail: 'This rule is built in and cannot be edited.' })
  const checked = checkBody(tx, body)
  const rule = await tx.db.selectFrom('cargo_rule').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (rule === undefined) throw fail('not-found')
  const { newest } = rule
  if (newest >= mostVersions) throw fail('rule-limit', { detail: `A rule has at most ${mostVersions} versions.` })
  const before = await tx.db
    .selectFrom('cargo_rule_version')
    .select(['authors', 'hash'])
    .where('rule_id', '=', id)
    .where('version', '=', newest)
    .executeTakeFirstOrThrow()
  await tx.db
    .updateTable('cargo_rule')
    .set({ newest: newest + 1 })
    .where('id', '=', id)
    .execute()
  return insertVersion(tx, { id, version: newest + 1, earlier: before.authors }, checked)
}

interface Checked {
  body: CargoRuleBody
  hash: string
  nodes: number
}

async function insertVersion(
  tx: Tx,
  { id, version, earlier }: { id: string; version: number; earlier: readonly string[] },
  { body, hash, nodes }: Checked,
): Promise<CargoRuleWritten> {
  const { person, account } = tx.actor
  await tx.db
    .insertInto('cargo_rule_version')
    .values({
      ...{ rule_id: id, version, body: canonicalJson(body, undefined, true), hash, nodes, written_at: tx.now },
      ...{ author_id: person, account_id: account, authors: [...new Set([...earlier, person])] },
    })
    .execute()
  tx.about(`rule:${id}`)
  tx.note({ version, hash, effect: body.effect })
  await tx.announce('rule.changed', id, version)
  return { id, version, hash, state: 'draft', errors: [] }
}

/** Checks the body of a rule and returns it with its hash and size. */
function checkBody(tx: Tx, body: CargoRuleWrite): Checked {
  const misplaced = misplacedFields(body)
  if (misplaced.length > 0)
    throw fail('body-invalid', { errors: misplaced, detail: misplaced.map(({ message }) => message).join(' ') })
  const compiled = compileRule({ id: '', version: 1, body })
  if ('faults' in compiled) throw invalid(compiled.faults)
  const now = tx.now.toISOString()
  const period = periodFrom(body, now)
  const { validFrom, validUntil } = body
  const isStated = validFrom !== null && validUntil !== null
  // A period in the past, or one that is too long as written, would only be refused at the approval.
  if (!isValidityAllowed(period) || (isStated && !isValidityAllowed({ validFrom, validUntil })))
    throw fail('rule-validity', { at: '/validUntil' })
  return { body, hash: hashOf(body), nodes: nodesOf(compiled.node) }
}

/** Returns the error for an expression with faults, with the place of each in the text. */
function invalid(faults: readonly CargoRuleFault[]) {
  const errors = faults.map((fault) => ({ at: '/expression', ...fault }))
  const detail = faults.map(({ line, column, message }) => `Line ${line}, column ${column}: ${message}`).join(' ')
  return fail('rule-invalid', { at: '/expression', errors, detail })
}

/** Returns the fields that do not belong to the effect of a rule, or that it lacks. */
function misplacedFields({ effect, lane, tag, selectShare, maxHitsWithoutSelection: most }: CargoRuleBody) {
  const wrong: { code: string; at: string; message: string }[] = []
  const add = (at: string, code: string, message: string) => wrong.push({ code, at, message })
  if (effect === 'lane' && lane === null) add('/lane', 'missing', 'A rule of effect lane names its lane.')
  if (effect !== 'lane' && lane !== null) add('/lane', 'unexpected', 'Only a rule of effect lane has a lane.')
  if (effect === 'tag' && tag === null) add('/tag', 'missing', 'A rule of effect tag names its tag.')
  if (effect !== 'tag' && tag !== null) add('/tag', 'unexpected', 'Only a rule of effect tag has a tag.')
  if (effect !== 'lane' && selectShare !== null)
    add('/selectShare', 'unexpected', 'Only a rule of effect lane selects a share.')
  if (effect !== 'lane' && most !== null)
    add('/maxHitsWithoutSelection', 'unexpected', 'Only a rule of effect lane selects a share.')
  return wrong
}

/** The fields, functions and limits of expressions, for people who write them. */
export const ruleLanguage: CargoRuleLanguage = {
  fields: [...fields, nowField].map(({ path, type, ground, meaning }) => ({ path, type, ground, meaning })),
  functions: ruleFunctions.map(({ name, signature, meaning }) => ({ name, signature, meaning })),
  limits: { characters: ruleLimits.source, parts: ruleLimits.maxAstNodes },
}

const noBody: Omit<CargoRuleBody, 'expression'> = {
  ...{ title: '-', effect: 'case', lane: null, tag: null, selectShare: null, maxHitsWithoutSelection: null },
  ...{ basis: null, validFrom: null, validUntil: null },
}

/** Checks an expression as `createRule` does. Returns every fault with its place, or the fields that it reads. Stores nothing. */
export function checkRule(expression: string): CargoRuleCheck {
  const compiled = compileRule({ id: '', version: 1, body: { ...noBody, expression } })
  if ('faults' in compiled) return { faults: compiled.faults, reads: [] }
  return { faults: [], reads: [...new Set(fieldsOf(compiled.node))].sort() }
}
