import { useRouter } from '@tanstack/react-router'

/** Returns a function that opens an address of `paths`. `replace` adds no entry to the browser's history; filters use it. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return (href, options = {}) => void router.navigate({ href, replace: options.replace ?? false })
}
