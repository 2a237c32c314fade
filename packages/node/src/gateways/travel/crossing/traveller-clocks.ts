import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type ClockFacts, clocksOf } from '../../../safeguards/retention/clocks-of.ts'
import { anyVersion } from '../../../safeguards/retention/regimes.ts'
import { standingOf } from '../../../safeguards/retention/standing.ts'
import type { Clocks } from './open-contents.ts'

/** The facts that decide the clocks of a person on a flight. */
interface Travelling {
  id: string
  flightId: string
  born: string | null
}

/** Returns whether all records that came at one time have the same clocks under a regime. */
const isPlain = (regime: string): boolean =>
  !anyVersion(
    regime,
    (law) =>
      law.start !== 'receipt' ||
      law.minorFactor !== 1 ||
      law.deleteWithoutHitAfter !== null ||
      law.keepBeyondMask !== 'always',
  )

interface FlightClocks {
  /** Computes the clocks of a traveller, from the receipt of the oldest message that the record quotes. */
  ofTraveller(subject: Travelling, oldest: Clocks): Clocks
  /** Computes the clocks of a statement. It ends with its traveller if that is earlier. */
  ofStatement(stated: Omit<Travelling, 'id'>, message: Clocks): Clocks
  /** Returns whether recorded evidence keeps a traveller beyond masking. */
  hasEvidence(id: string): boolean
}

/**
 * Loads what the clocks of travellers on flights depend on under a regime. Evidence about travellers who are merged into another one counts
 * for that one.
 */
export async function flightClocks(
  tx: Pick<Tx, 'db'>,
  regime: string,
  subjects: readonly Pick<Travelling, 'id' | 'flightId'>[],
  merged: readonly { from: string; into: string }[],
): Promise<FlightClocks> {
  if (isPlain(regime))
    return { ofTraveller: (_, oldest) => oldest, ofStatement: (_, message) => message, hasEvidence: () => false }
  const ids = [...subjects.map(({ id }) => id), ...merged.map(({ from }) => from)]
  const standing = await standingOf(tx.db, regime, ids)
  const evident = new Set(merged.filter(({ from }) => standing(from).hasEvidence === true).map(({ into }) => into))
  const hasEvidence = (id: string) => evident.has(id) || standing(id).hasEvidence === true
  const departures = await departuresOf(tx, regime, [...new Set(subjects.map(({ flightId }) => flightId))])
  const factsOf = ({ flightId, born }: Omit<Travelling, 'id'>, { received_at: receivedAt }: Clocks): ClockFacts => ({
    ...{ receivedAt, departsAt: departures.get(flightId) ?? null, born },
  })
  return {
    ofTraveller: (subject, oldest) =>
      withClocks(regime, {
        ...factsOf(subject, oldest),
        ...standing(subject.id),
        hasEvidence: hasEvidence(subject.id),
      }),
    hasEvidence,
    ofStatement: (stated, message) => withClocks(regime, factsOf(stated, message)),
  }
}

function withClocks(regime: string, facts: ClockFacts): Clocks {
  const { maskAt, deleteAt } = clocksOf(regime, facts)
  return { received_at: facts.receivedAt, mask_at: maskAt, delete_at: deleteAt }
}

async function departuresOf(
  tx: Pick<Tx, 'db'>,
  regime: string,
  flightIds: readonly string[],
): Promise<Map<string, Date | null>> {
  if (flightIds.length === 0 || !anyVersion(regime, ({ start }) => start === 'departure')) return new Map()
  const rows = await tx.db.selectFrom('flight').select(['id', 'departs_at']).where('id', 'in', flightIds).execute()
  return new Map(rows.map((row) => [row.id, row.departs_at]))
}
