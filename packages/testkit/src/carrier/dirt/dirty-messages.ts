import { createRandom } from '../random.ts'
import { badInput } from './bad-input.ts'
import type { DirtyMessage } from './dirty-message.ts'
import { paxlstPitfalls } from './paxlst-pitfalls.ts'
import { pnrgovPitfalls } from './pnrgov-pitfalls.ts'

/**
 * Returns one message for each known pitfall and each bad input, with the people that a reader must find and the
 * findings it must report. `huge` adds the one above 50 MB.
 */
export function dirtyMessages(seed: number | string, options: { huge?: boolean } = {}): DirtyMessage[] {
  const random = createRandom(`dirty/${seed}`)
  return [...paxlstPitfalls(random), ...pnrgovPitfalls(random), ...badInput(random, options.huge)]
}
