import type { PersonRef } from '@entente/contracts'
import type { z } from 'zod'
import { useRead } from './query.ts'

type Person = z.infer<typeof PersonRef>

/** Returns the colleagues of this node by person id, to show their names and to hand cases over. */
export function usePeople(enabled = true): {
  people: Person[]
  nameOf: (person: string) => string
  error: Error | null
} {
  const query = useRead<Person[] | { items: Person[] }>('/v1/people', {}, { enabled, staleTime: 5 * 60_000 })
  const people = Array.isArray(query.data) ? query.data : (query.data?.items ?? [])
  return {
    people,
    nameOf: (person) => people.find((each) => each.person === person)?.name ?? person,
    error: query.error,
  }
}
