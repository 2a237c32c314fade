import type { CargoRuleWritten } from '@entente/contracts'
import { answerOf } from '../../../client/answer-of.ts'
import { type Desk, type Person, personOf } from '../../../demo/history/case-steps.ts'

interface DemoRule {
  title: string
  expression: string
  effect: 'tag' | 'case' | 'lane'
  tag?: string
  lane?: 'red' | 'yellow'
  selectShare?: number
  maxHitsWithoutSelection?: number
  basis?: string
}

const firstVague = "'VAGUE_DESCRIPTION' in c.findings && has(c.description) && !re(c.description, '(?i)consolidat')"
const vagueTitle = 'Vague goods for a new consignee'
const customsAct = 'Invented Customs Act, section 12'

/** The rules of the demonstration. The vague one is edited later, because it meets too much. */
const rules: readonly DemoRule[] = [
  {
    ...{ title: 'The consignee is new', effect: 'tag', tag: 'new-consignee' },
    expression: 'has(c.firstSeen.consignee) && c.firstSeen.consignee',
  },
  { title: vagueTitle, effect: 'case', basis: customsAct, expression: firstVague },
  {
    ...{ title: 'Listed equipment for a new consignee', effect: 'case' },
    basis: 'Invented Export Control Act, section 4',
    expression: "inTable('dual-use-equipment') && 'new-consignee' in c.tags",
  },
  {
    ...{ title: 'Consignor and consignee are the same firm', effect: 'lane', lane: 'yellow' },
    expression: "'PARTIES_IDENTICAL' in c.findings",
  },
  {
    ...{ title: 'Cables with plugs from Mersin or Istanbul', effect: 'lane', lane: 'red' },
    ...{ selectShare: 0.5, maxHitsWithoutSelection: 4 },
    expression: "hsIn(c.hs, '8544') && has(c.origin) && c.origin in ['TRMER', 'IST']",
  },
]
const editedVague: DemoRule = {
  ...{ title: vagueTitle, effect: 'case', basis: customsAct },
  expression: `${firstVague} && 'new-consignee' in c.tags`,
}
/** A rule that was tested and waits for a second person until the end. */
const proposed: DemoRule = {
  ...{ title: 'Plastic goods with a high value by mass', effect: 'case', basis: customsAct },
  expression: "has(c.valuePerKg) && c.valuePerKg > 9.0 && hsIn(c.hs, '39')",
}

const testedDays = 60
/** The people who write, edit and approve rules. */
const staff = { author: 'officer', editor: 'targeter', approver: 'supervisor-2' }
/** A version of a rule. `waits` marks the one that nobody approves. */
export type Written = Pick<CargoRuleWritten, 'id' | 'version'> & { waits?: true }

const as = (desk: Desk, account: string): Promise<Person> => personOf(desk, 'customs-security', account)

/** Asks for a test of a version on the sixty days before. The node tests in the background. */
async function test({ clock }: Desk, who: Person, { id, version }: Written): Promise<void> {
  const to = clock.now()
  const from = new Date(to.getTime() - testedDays * 86_400_000)
  await answerOf(who.call('POST', `/v1/cargo/rules/${id}/versions/${version}/test`, { from, to }))
}

/** Writes the rules and asks for their tests, as a signal officer. Returns what a second person is to approve. */
export async function writeRules(desk: Desk): Promise<Written[]> {
  const author = await as(desk, staff.author)
  const written: Written[] = []
  for (const rule of rules) {
    const one = await answerOf<CargoRuleWritten>(author.call('POST', '/v1/cargo/rules', rule))
    await test(desk, author, one)
    written.push(one)
  }
  return written
}

/** Approves tested versions, as a supervisor who wrote none of them. */
export async function approveRules(desk: Desk, written: readonly Written[]): Promise<void> {
  const approver = await as(desk, staff.approver)
  for (const { id, version, waits } of written)
    if (waits !== true) await answerOf(approver.call('POST', `/v1/cargo/rules/${id}/versions/${version}/approve`))
}

/** Asks a second person for the approval of the tested version that waits. */
export async function requestApproval(desk: Desk, written: readonly Written[]): Promise<void> {
  const editor = await as(desk, staff.editor)
  for (const { id, version, waits } of written)
    if (waits === true) await answerOf(editor.call('POST', `/v1/cargo/rules/${id}/versions/${version}/request`))
}

/** Edits the vague rule of `written`, tests the new version, and writes a rule that waits for its approval. */
export async function editRules(desk: Desk, written: readonly Written[]): Promise<Written[]> {
  const editor = await as(desk, staff.editor)
  const vague = written[rules.findIndex(({ title }) => title === vagueTitle)]
  if (vague === undefined) return []
  const edited = await answerOf<CargoRuleWritten>(editor.call('PUT', `/v1/cargo/rules/${vague.id}`, editedVague))
  await test(desk, editor, edited)
  const waiting = await answerOf<CargoRuleWritten>(editor.call('POST', '/v1/cargo/rules', proposed))
  await test(desk, editor, waiting)
  return [edited, { ...waiting, waits: true }]
}
