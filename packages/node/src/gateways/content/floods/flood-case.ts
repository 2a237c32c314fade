import { type Match, mediaStrength, type RegimeId } from '@entente/contracts'
import { engineVersion } from '@entente/matching'
import { soleParty } from '../../../pipeline/cases/case-record.ts'
import type { FoundHit } from '../../../pipeline/gateway/compared-subject.ts'
import type { SubjectInContext } from '../../../pipeline/gateway/gateway.ts'
import { applyHits } from '../../../pipeline/match/apply-hits.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { clocksOf } from '../../../safeguards/retention/clocks-of.ts'
import type { DescribedMatch } from '../match/describe-matches.ts'
import { matchSentence } from '../match/match-sentences.ts'
import { selectorKind } from '../signals/content-signal.ts'

const regime: RegimeId = 'platform-upload'
const team = 'content'
export const floods = matchSentence('content.match.flood')

/**
 * Opens the one case about a flooding signal: its subject is the item, its hit the signal itself, and people decide
 * whether the signal is correct. An open case stays as it is. Returns the case's id.
 */
export async function openFloodCase(
  tx: Tx,
  { match, signal }: DescribedMatch,
  indexSeq: number,
  sourceName: (source: string) => string,
): Promise<string | null> {
  const hit: FoundHit = {
    party: soleParty,
    signal: { id: signal.id, version: signal.version, source: signal.owner, listVersion: null, tlp: signal.tlp },
    ...{ score: 1, logOdds: null, threshold: null, subjectVersion: 1, compared: null, matchedName: null },
    cells: [],
    strength: mediaStrength({ distance: null, radius: null, similarity: 1 }),
    kind: selectorKind(match.signal.type),
    selectors: [0],
    reasons: [floods, matchSentence('content.match.flood-stopped')],
    because: floods,
    evidence: [{ kind: 'flood', ...floods, weight: null, a: null, b: null, relation: 'same' }],
    comparison: [],
    engine: { ...engineVersion, index: String(indexSeq) },
  }
  const context = itemSubject(tx.now, match.itemId, match.bank, [match.signal])
  const otherExplanations = [matchSentence('content.match.harmless'), matchSentence('content.match.attack')]
  const compared = { context, comparable: true, hits: [hit], otherExplanations }
  const [applied] = await applyHits(tx, { sourceName, cause: 'flood' }, [compared])
  return applied?.caseId ?? null
}

/** Closes cases about signals that were withdrawn or released: there is nothing left to decide. */
export async function closeFloodCases(tx: Tx, itemIds: readonly string[], sourceName: (source: string) => string) {
  if (itemIds.length === 0) return
  const quarantined = new Set(
    (
      await tx.db
        .selectFrom('bank_item')
        .select('id')
        .where('id', 'in', [...itemIds])
        .where('state', '<>', 'active')
        .execute()
    ).map(({ id }) => id),
  )
  const over = itemIds.filter((id) => !quarantined.has(id))
  const nothing = over.map((id) => ({
    context: itemSubject(tx.now, id, null, []),
    comparable: true,
    hits: [],
    otherExplanations: [],
  }))
  await applyHits(tx, { sourceName, cause: 'flood over' }, nothing)
}

function itemSubject(
  at: Date,
  id: string,
  bank: string | null,
  signals: readonly Pick<Match['signal'], 'type' | 'value'>[],
): SubjectInContext {
  const clocks = clocksOf(regime, { receivedAt: at })
  return {
    subject: {
      ...{ id, gateway: 'content', recordId: id, recordVersion: 1 },
      label: bank === null ? 'A signal' : `A signal of ${bank}`,
      parties: [
        {
          ...{ id: soleParty, role: 'signal', kind: 'item' },
          selectors: signals.map(({ type, value }, place) => ({
            kind: selectorKind(type),
            value: value.slice(0, 500),
            issuer: type,
            at: `/signals/${place}`,
          })),
        },
      ],
    },
    row: {
      ...{ id, regime, purposes: ['content-safety'], team },
      received_at: at,
      mask_at: clocks.maskAt,
      delete_at: clocks.deleteAt,
    },
    ...{ contextId: null, dueAt: null, removed: false, otherScript: null, explanations: [] },
  }
}
