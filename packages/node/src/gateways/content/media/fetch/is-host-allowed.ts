/**
 * Tells whether a host is on a list of exact hosts and `.suffix`es (all hosts below, not the domain itself). Null
 * allows any host. Case and a final dot are ignored.
 */
export function isHostAllowed(host: string, allowed: readonly string[] | null): boolean {
  if (allowed === null) return true
  const name = plain(host)
  return allowed.map(plain).some((rule) => (rule.startsWith('.') ? name.endsWith(rule) : name === rule))
}

const plain = (host: string): string => host.toLowerCase().replace(/\.$/, '')
