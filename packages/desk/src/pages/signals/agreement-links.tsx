import type { AgreementPage } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { text } from '../../texts/text.ts'

/** Returns a function that finds the title of an agreement by its id, or null if this node does not know the agreement. */
export function useAgreementTitles(): (id: string) => string | null {
  const read = useRead<AgreementPage>('/v1/agreements')
  return (id) => read.data?.items.find(({ agreement }) => agreement.id === id)?.agreement.title ?? null
}

/** Links to the agreements under which a signal is shared. */
export function AgreementLinks({ ids }: { ids: readonly string[] }) {
  const titleOf = useAgreementTitles()
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          <GoLink to={paths.agreement(id)}>
            <bdi>{titleOf(id) ?? text('signals.one.noAgreement')}</bdi>
          </GoLink>
        </li>
      ))}
    </ul>
  )
}
