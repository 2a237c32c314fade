import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useGo } from '../parts/go.ts'
import { paths } from './paths.ts'

/** Leads to signing in, once, and remembers the requested page. */
export function ToSignIn() {
  const go = useGo()
  const { pathname, searchStr } = useLocation()
  // Taken when first drawn: while the next page loads, the location is already that page's.
  const [href] = useState(() => paths.signIn(pathname === '/' ? undefined : `${pathname}${searchStr}`))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => go(href, { replace: true }), [href])
  return null
}
