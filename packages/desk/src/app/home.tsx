import { useEffect } from 'react'
import { useGo } from '../parts/go.ts'
import { useGateways } from './gateway.ts'
import { homeOf } from './navigation.ts'
import { useMe } from './session.ts'

/** Leads to the page where the day of the signed-in person begins. */
export function Home() {
  const go = useGo()
  const home = homeOf(useMe(), useGateways())
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => go(home, { replace: true }), [home])
  return null
}
