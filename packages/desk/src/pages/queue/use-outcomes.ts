import type { CaseList, CaseOutcome } from '@entente/contracts'
import { useRead } from '../../app/query.ts'
import type { ShownRow } from './merge-live.ts'

/** What became of the rows that fell out of the list. Asked only once a row is gone; null: closed, or not told. */
export function useOutcomes(rows: readonly ShownRow[]): (id: string) => CaseOutcome | null {
  const enabled = rows.some((row) => row.gone)
  const decided = useRead<CaseList>('/v1/cases', { state: 'decided', limit: 200 }, { enabled })
  return (id) => decided.data?.items.find((row) => row.id === id)?.decision ?? null
}
