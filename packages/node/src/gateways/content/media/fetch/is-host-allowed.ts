/** Whether a host is on a list of exact hosts and `.suffix`es (all hosts under it, not itself). Null allows any. Case and a dot at the end do not count. */
export function isHostAllowed(host: string, allowed: readonly string[] | null): boolean {
  if (allowed === null) return true
  const name = plain(host)
  return allowed.map(plain).some((rule) => (rule.startsWith('.') ? name.endsWith(rule) : name === rule))
}

const plain = (host: string): string => host.toLowerCase().replace(/\.$/, '')
