import type { Match, RegimeId, TravellerRecord } from '@entente/contracts'
import { bandOf } from '@entente/contracts'
import { engineVersion } from '@entente/matching'
import type { SubjectInContext } from '../../../pipeline/gateway.ts'
import type { FoundHit } from '../../../pipeline/match/screen-subject.ts'
import { settleCases } from '../../../pipeline/match/settle-cases.ts'
import { firstThreshold } from '../../../pipeline/match/threshold/threshold-in-force.ts'
import type { Tx } from '../../../safeguards/access/door.ts'
import { clocksOf } from '../../../safeguards/retention/regimes.ts'
import { readItemsOf } from '../items/read-items.ts'
import type { DescribedMatch } from '../match/describe-matches.ts'
import { selectorKind } from '../uploads/upload-subject.ts'

const regime: RegimeId = 'platform-upload'
const team = 'content'
export const floods = 'It found more uploads in ten minutes than a signal of its bank does.'

/**
 * Opens the one case about a signal that floods: its subject is the item, its hit the signal itself, and what is decided is whether it is right (content.md 3.11). A case that is
 * open already stays as it is. Returns the case's id.
 */
export async function openFloodCase(
  tx: Tx,
  { match, signal }: DescribedMatch,
  indexSeq: number,
  sourceName: (source: string) => string,
): Promise<string | null> {
  const hit: FoundHit = {
    signal: { id: signal.id, version: signal.version, source: signal.owner, listVersion: null, tlp: signal.tlp },
    ...{ score: 1, logOdds: null, threshold: null, subjectVersion: 1, compared: null, matchedName: null },
    band: bandOf(1),
    kind: selectorKind(match.signal.type),
    selectors: [0],
    explanation: `${floods} It opens no further case until somebody has looked at it.`,
    reason: floods,
    evidence: [{ kind: 'flood', text: floods, weight: null, a: null, b: null, relation: 'same' }],
    comparison: [],
    engine: { ...engineVersion, index: String(indexSeq) },
  }
  const context = itemSubject(tx.now, match.itemId, match.bank, [match.signal])
  const index = { get: () => undefined, version: String(indexSeq) }
  const settling = { index, sourceName, cause: 'flood', threshold: firstThreshold }
  const otherExplanations = [
    'Harmless content that many show: a frame, a logo, a news picture. It belongs in a negative bank then.',
    'An attack that is being filmed: its signals belong under an incident then.',
  ]
  const [settled] = await settleCases(tx, settling, [{ context, comparable: true, hits: [hit], otherExplanations }])
  return settled?.caseId ?? null
}

/** Cases about signals that were withdrawn, or that somebody let answer again, have nothing left to decide. */
export async function settleFloodCases(tx: Tx, itemIds: readonly string[], sourceName: (source: string) => string) {
  if (itemIds.length === 0) return
  const held = new Set(
    (
      await tx.db
        .selectFrom('bank_item')
        .select('id')
        .where('id', 'in', [...itemIds])
        .where('state', '<>', 'active')
        .execute()
    ).map(({ id }) => id),
  )
  const over = itemIds.filter((id) => !held.has(id))
  const index = { get: () => undefined, version: '0' }
  const settling = { index, sourceName, cause: 'flood over', threshold: firstThreshold }
  const nothing = over.map((id) => ({
    context: itemSubject(tx.now, id, null, []),
    comparable: true,
    hits: [],
    otherExplanations: [],
  }))
  await settleCases(tx, settling, nothing)
}

/** Items as subjects, where these ids are some. */
export async function itemSubjects(tx: Tx, ids: readonly string[]): Promise<SubjectInContext[]> {
  const items = await readItemsOf(tx, ids)
  return [...items.values()].map(({ id, bank, signals, createdAt }) =>
    itemSubject(new Date(createdAt), id, bank, signals),
  )
}

/** What a case page shows of an item, in the shape of every record; nothing where it was withdrawn meanwhile. */
export async function itemRecord(tx: Tx, id: string): Promise<TravellerRecord> {
  const item = (await readItemsOf(tx, [id])).get(id)
  const field = (name: string, value: string | null | undefined) =>
    value == null ? [] : [{ field: name, value, masked: false, messageId: null, at: null }]
  return {
    travellerId: id,
    role: 'signal',
    seat: null,
    state: 'present',
    masked: item === undefined,
    maskAt: null,
    deleteAt: item?.validUntil ?? tx.now.toISOString(),
    fields: [
      ...field('bank', item?.bank),
      ...field('createdAt', item?.createdAt),
      ...field('state', item?.state),
      ...field('because', item?.because),
      ...field('note', item?.note),
      ...(item?.signals ?? []).flatMap(({ type, value }) => field(type, value.slice(0, 200))),
    ],
    ...{ documents: [], journey: [], reservations: [], sameBooking: [], linked: [] },
    ...{ versions: [], statements: [], messages: [] },
  }
}

function itemSubject(
  at: Date,
  id: string,
  bank: string | null,
  signals: readonly Pick<Match['signal'], 'type' | 'value'>[],
): SubjectInContext {
  const clocks = clocksOf(regime, at)
  return {
    subject: {
      ...{ id, gateway: 'content', recordId: id, recordVersion: 1, role: 'signal' },
      label: bank === null ? 'A signal' : `A signal of ${bank}`,
      selectors: signals.map(({ type, value }, place) => ({
        kind: selectorKind(type),
        value: value.slice(0, 500),
        issuer: type,
        of: null,
        at: `/signals/${place}`,
      })),
    },
    row: {
      ...{ id, regime, purposes: ['content-safety'], team },
      received_at: at,
      mask_at: clocks.maskAt,
      delete_at: clocks.deleteAt,
    },
    ...{ flightId: null, dueAt: null, removed: false, otherScript: null, explanations: [] },
  }
}
