import type { ReactNode } from 'react'
import { WaysOut } from '../parts/refused-clauses.tsx'
import { useGateways } from './gateway.ts'
import { homeOf } from './navigation.ts'
import { paths } from './paths.ts'
import { useMeQuery } from './session.ts'
import { openPurposes } from './top-bar.tsx'

/** Offers a refused person the ways that the desk has: their first page, and another purpose where their role has several. */
export function DeskWaysOut({ children }: { children: ReactNode }) {
  const { data: me } = useMeQuery()
  const gateways = useGateways()
  const home = me ? homeOf(me, gateways) : paths.queue()
  return (
    <WaysOut
      value={{
        home,
        homeIsQueue: home === paths.queue(),
        changePurpose: (me?.purposes.length ?? 0) > 0 ? openPurposes : null,
      }}
    >
      {children}
    </WaysOut>
  )
}
