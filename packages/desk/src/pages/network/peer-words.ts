import type { Peer } from '@entente/contracts'
import type { IconName } from '../../parts/icon.tsx'
import { findText, text } from '../../texts/text.ts'

/** Returns the state of a member as one word with its tone. A problem or a lag is shown instead of "Active". */
export function stateOf(peer: Pick<Peer, 'state' | 'trouble' | 'lag'>): {
  tone: 'ok' | 'warn' | 'plain'
  icon: IconName
  word: string
} {
  if (peer.state === 'active' && peer.trouble !== null)
    return { tone: 'warn', icon: 'triangle', word: text('network.inTrouble') }
  if (peer.state === 'active' && (peer.lag ?? 0) > 0)
    return { tone: 'plain', icon: 'clock', word: text('network.behind', { entries: peer.lag ?? 0 }) }
  if (peer.state === 'active') return { tone: 'ok', icon: 'circledTick', word: text('network.upToDate') }
  if (peer.state === 'joined-unconfirmed')
    return { tone: 'warn', icon: 'circledI', word: text(`network.state.${peer.state}`) }
  return {
    tone: 'plain',
    icon: peer.state === 'invited' ? 'clock' : 'circledCross',
    word: text(`network.state.${peer.state}`),
  }
}

/** Describes the problem of a member's log in a sentence; null if there is none. */
export function troubleWords(trouble: string | null): string | null {
  return trouble === null
    ? null
    : (findText(`network.trouble.${trouble}`) ?? text('network.troubleOther', { code: trouble }))
}
