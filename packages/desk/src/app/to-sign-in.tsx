import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useGo } from '../parts/go.ts'
import { paths } from './paths.ts'

/** Redirects to the sign-in, once, and remembers the requested page. */
export function ToSignIn() {
  const go = useGo()
  const { pathname, searchStr } = useLocation()
  // The location is read at the first render, because it changes while the next page loads.
  const [href] = useState(() => paths.signIn(pathname === '/' ? undefined : `${pathname}${searchStr}`))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => go(href, { replace: true }), [href])
  return null
}
