import type { Peer } from '@entente/contracts'
import type { IconName } from '../../parts/icon.tsx'
import { textsOf } from '../../texts/catalogue.ts'

/** The state of a member in one word, with the weight it has: trouble and lag show before "Active". */
export function stateOf(peer: Pick<Peer, 'state' | 'trouble' | 'lag'>): {
  tone: 'ok' | 'warn' | 'plain'
  icon: IconName
  word: string
} {
  const t = textsOf('network')
  if (peer.state === 'active' && peer.trouble !== null) return { tone: 'warn', icon: 'triangle', word: t.inTrouble }
  if (peer.state === 'active' && (peer.lag ?? 0) > 0)
    return { tone: 'plain', icon: 'clock', word: t.behind(peer.lag ?? 0) }
  if (peer.state === 'active') return { tone: 'ok', icon: 'circledTick', word: t.upToDate }
  if (peer.state === 'joined-unconfirmed') return { tone: 'warn', icon: 'circledI', word: t.state[peer.state] }
  return { tone: 'plain', icon: peer.state === 'invited' ? 'clock' : 'circledCross', word: t.state[peer.state] }
}

/** What keeps a member's log from being taken, in a sentence; null where nothing does. */
export function troubleWords(trouble: string | null): string | null {
  const t = textsOf('network')
  return trouble === null ? null : (t.trouble[trouble] ?? t.troubleOther(trouble))
}
