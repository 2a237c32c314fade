import { useRouter } from '@tanstack/react-router'

/** Goes to an address of the desk, from `paths`. `replace` keeps the browser's history as it is, for filters. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return (href, options = {}) => void router.navigate({ href, replace: options.replace ?? false })
}
