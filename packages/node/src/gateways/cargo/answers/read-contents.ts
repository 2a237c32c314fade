import { type CargoQuestion, RefusalDetails, RfiDetails, RfsDetails } from '@entente/contracts'
import { realSenders } from '../../../pipeline/cases/case-outcome.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FiledContent } from '../classes/content-classes.ts'
import { unlistedRejects } from '../classes/rejected-codes.ts'
import { type AnswerContents, type DecisionContents, type Defects, isUnderReview } from './plan-answers.ts'
import type { Standing } from './standing.ts'

/** The most findings that one request for a correction lists. */
const mostQuestions = 100
const acts: ReadonlySet<string | null> = new Set(['RFI', 'RFS', 'DNL', 'hold'])

/**
 * Opens the contents of answers about these consignments: the details of the proposals of decisions, and the findings that
 * filers must correct. It runs no statement if there are none.
 */
export async function readContents(tx: Tx, standings: readonly Standing[]): Promise<Map<string, AnswerContents>> {
  const open = standings.filter((one) => !isUnderReview(one))
  const decisions = await decisionsOf(
    tx,
    open.filter(({ act }) => acts.has(act)),
  )
  const defects = await defectsOf(tx, open)
  const notRefused = await notRefusedOf(tx, open)
  return new Map(
    open.map((standing) => {
      const { id } = standing
      const contents = { decision: decisions.get(id) ?? null, defects: defects.get(id) ?? new Map() }
      return [id, isRefusedByOne(standing) ? { ...contents, notRefused } : contents]
    }),
  )
}

const isRefusedByOne = ({ adverse, by_one_person }: Standing): boolean => adverse === true && by_one_person === true

/** Returns the filers that a refusal by one person does not reach, because their goods may be real. */
async function notRefusedOf(tx: Tx, standings: readonly Standing[]): Promise<ReadonlySet<string>> {
  const filers = standings.filter(isRefusedByOne).flatMap(({ filings }) => filings.map(({ sender_id }) => sender_id))
  return new Set(await realSenders(tx, [...new Set(filers)]))
}

async function decisionsOf(tx: Tx, standings: readonly Standing[]): Promise<Map<string, DecisionContents>> {
  if (standings.length === 0) return new Map()
  const proposals = standings.flatMap(({ proposal_id: id }) => id ?? [])
  const rows = await tx.db.selectFrom('proposal').select(['id', 'a', 'b']).where('id', 'in', proposals).execute()
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    standings.flatMap((standing) => {
      const row = rowOf.get(standing.proposal_id ?? '')
      const { regime, purposes, mask_at, delete_at, team } = standing
      const opened =
        row && tx.openIfAllowed<{ details: unknown }>({ ...row, regime, purposes, mask_at, delete_at, team })
      return [[standing.id, contentsOf(tx, standing.act, opened?.value.details ?? {})] as const]
    }),
  )
}

function contentsOf(tx: Tx, act: string | null, details: unknown): DecisionContents {
  const rfi = act === 'RFI' ? RfiDetails.safeParse(details).data : undefined
  const rfs = act === 'RFS' ? RfsDetails.safeParse(details).data : undefined
  const refusal = act === 'DNL' || act === 'hold' ? RefusalDetails.safeParse(details).data : undefined
  const questions = (rfi?.questions ?? []).map(({ path, text, finding }) => ({ path, text, finding: finding ?? null }))
  const method = rfs?.method ?? null
  return {
    ...{ questions, method, deadline: rfi?.deadline ?? rfs?.deadline ?? null },
    contact: refusal?.contact ?? null,
    hashFor: (senderId) => hashOf(tx, [act, senderId, method, ...sorted(questions)]),
  }
}

/** Opens the messages in force that have findings with `reject`, and lists these as questions to their filers. */
async function defectsOf(tx: Tx, standings: readonly Standing[]): Promise<Map<string, Map<string, Defects>>> {
  const defective = standings.flatMap(({ filings }) => filings.filter((one) => one.in_force && one.defective))
  if (defective.length === 0) return new Map()
  const ids = defective.map(({ id }) => id)
  const rows = await tx.db
    .selectFrom('cargo_filing')
    .selectAll()
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .orderBy('received_at')
    .orderBy('ordinal')
    .execute()
  const by = new Map<string, Map<string, CargoQuestion[]>>()
  for (const row of rows) {
    const content = tx.openIfAllowed<FiledContent>(row)?.value
    const asked = content === undefined ? [] : correctionsIn(content)
    const ofFilers = by.get(row.consignment_id) ?? new Map<string, CargoQuestion[]>()
    ofFilers.set(row.sender_id, [...(ofFilers.get(row.sender_id) ?? []), ...asked])
    by.set(row.consignment_id, ofFilers)
  }
  return new Map(
    [...by].map(([id, ofFilers]) => [
      id,
      new Map(
        [...ofFilers].flatMap(([senderId, all]) => {
          const questions = all.slice(0, mostQuestions)
          const hash = hashOf(tx, ['data', senderId, ...sorted(questions)])
          return questions.length === 0 ? [] : [[senderId, { questions, hash }] as const]
        }),
      ),
    ]),
  )
}

/** Returns a question for each finding that the filer must correct, and one for each code whose findings are not kept. */
function correctionsIn(content: FiledContent): CargoQuestion[] {
  const listed = content.findings
    .filter(({ reject }) => reject)
    .map(({ at, position, message, code }) => ({
      path: at ?? position?.path ?? '',
      text: message ?? '',
      finding: code,
    }))
  const text = 'The file has more findings of this code than are listed. One of them is about this consignment.'
  return [...listed, ...unlistedRejects(content).map((code) => ({ path: '', text, finding: code }))]
}

/** Returns the digest of questions in hexadecimal digits. It is keyed, because questions may quote values. */
const hashOf = (tx: Tx, parts: readonly (string | null)[]): string =>
  tx.blind('cargo-questions', JSON.stringify(parts)).toString('hex')

/** Leaves the places of findings out: they move when a message is sent again, and the correction is still the same. */
const sorted = (questions: readonly CargoQuestion[]): string[] =>
  questions.map(({ path, text, finding }) => JSON.stringify(finding === null ? [path, text] : [finding, text])).sort()
