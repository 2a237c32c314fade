import type { CaseList, PersonRef } from '@entente/contracts'
import type { z } from 'zod'
import { useRead } from '../../app/query.ts'
import type { ShownRow } from './merge-live.ts'

type People = z.infer<typeof PersonRef>[] | { items: z.infer<typeof PersonRef>[] }

/** Who decided the rows that fell out of the list, as far as the node tells. Asked only once a row is gone. */
export function useDeciders(rows: readonly ShownRow[]): (id: string) => string | null {
  const gone = rows.filter((row) => row.gone)
  const enabled = gone.length > 0
  const decided = useRead<CaseList>('/v1/cases', { state: 'decided', limit: 50 }, { enabled })
  const people = useRead<People>('/v1/people', {}, { enabled })
  const list = Array.isArray(people.data) ? people.data : (people.data?.items ?? [])
  return (id) => {
    const decision = decided.data?.items.find((row) => row.id === id)?.decision
    const person = decision?.confirmedBy ?? decision?.proposedBy
    return list.find((each) => each.person === person)?.name ?? null
  }
}
