import { type CargoFiler, type CargoFilerList, CargoSenderSettings } from '@entente/contracts'
import { sql } from 'kysely'
import { rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { qualityOfFilers } from '../features/filer-quality.ts'

/** The time over which questions, inspections and findings count. */
export const monthsShown = 12
/** More filers are not listed. */
const mostFilers = 1000

export const sinceShown = sql`interval ${sql.lit(`${monthsShown} months`)}`

/** Lists the filers whose consignments the actor may see, by name; with `only`, that one. */
export async function listFilers(tx: Tx, only?: string): Promise<CargoFilerList> {
  const measured = new Map((await qualityOfFilers(tx)).map((row) => [row.filer, row]))
  const questions = await questionsOf(tx, only)
  const inspections = await inspectionsOf(tx, only)
  const known = [...new Set([...measured.keys(), ...questions.keys(), ...inspections.keys()])]
  const wanted = only === undefined ? known : [only]
  if (wanted.length === 0) return { items: [] }
  const rows = await tx.db
    .selectFrom('sender as s')
    .select(['s.id', 's.name', 's.settings'])
    .where((e) => e('s.id', '=', e.fn.any(e.val(wanted))))
    .where('s.gateway', '=', 'cargo')
    .where((e) =>
      e.exists(
        e.selectFrom('cargo_filing as f').select('f.id').whereRef('f.sender_id', '=', 's.id').where(rowsSeen(tx, 'f')),
      ),
    )
    .orderBy('s.name')
    .limit(mostFilers)
    .execute()
  return {
    items: rows.map(({ id, name, settings }): CargoFiler => {
      const { filer, tier } = settingsOf(settings)
      const own = measured.get(id)
      return {
        ...{ filer: id, filerName: name, kind: filer, tier },
        quality: own ? { consignments: own.consignments, withErrors: own.withErrors, quality: own.quality } : null,
        filings: own ? { timed: own.timed, late: own.late } : null,
        questions: { open: 0, answered: 0, missed: 0, withdrawn: 0, ...questions.get(id) },
        inspections: {
          ...{ open: 0, found: 0, nothingFound: 0, dataError: 0, notInspected: 0, ...inspections.get(id) },
        },
      }
    }),
  }
}

/** Settings that this release cannot read count as those of a new filer. */
export const settingsOf = (settings: unknown): CargoSenderSettings =>
  CargoSenderSettings.safeParse(settings ?? {}).data ?? CargoSenderSettings.parse({})

async function questionsOf(tx: Tx, only: string | undefined): Promise<Map<string, Partial<CargoFiler['questions']>>> {
  const { rows } = await sql<{ filer: string; counts: Partial<CargoFiler['questions']> }>`
    select filer, json_object_agg(state, n) as counts from (
      select r.sender_id as filer, r.state, count(*)::int as n from cargo_referral r
      where r.asked_at > ${tx.now}::timestamptz - ${sinceShown} and (${only ?? null}::uuid is null or r.sender_id = ${only ?? null}) and ${rowsSeen(tx, 'r')}
      group by r.sender_id, r.state
    ) s group by filer`.execute(tx.db)
  return new Map(rows.map(({ filer, counts }) => [filer, counts]))
}

/** The names of the outcomes in the answer. */
const outcomes = { found: 'found', 'nothing-found': 'nothingFound', 'data-error': 'dataError' } as const

async function inspectionsOf(
  tx: Tx,
  only: string | undefined,
): Promise<Map<string, Partial<CargoFiler['inspections']>>> {
  const { rows } = await sql<{ filer: string; outcome: string | null; n: number }>`
    select c.filer, case when i.state = 'closed' then i.outcome end as outcome, count(*)::int as n
    from cargo_inspection i join cargo_consignment c on c.id = i.consignment_id
    where i.ordered_at > ${tx.now}::timestamptz - ${sinceShown} and (${only ?? null}::uuid is null or c.filer = ${only ?? null}) and ${rowsSeen(tx, 'c')}
    group by c.filer, 2`.execute(tx.db)
  const counts = new Map<string, Partial<CargoFiler['inspections']>>()
  for (const { filer, outcome, n } of rows) {
    const name = outcome === null ? 'open' : (outcomes[outcome as keyof typeof outcomes] ?? 'notInspected')
    counts.set(filer, { ...counts.get(filer), [name]: n })
  }
  return counts
}
