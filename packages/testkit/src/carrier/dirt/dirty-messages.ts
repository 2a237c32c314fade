import { createRandom } from '../random.ts'
import { badInput } from './bad-input.ts'
import type { DirtyMessage } from './dirty-message.ts'
import { paxlstPitfalls } from './paxlst-pitfalls.ts'
import { pnrgovPitfalls } from './pnrgov-pitfalls.ts'

/**
 * One message for every pitfall of travel.md 4 and every bad input of travel.md 6, with the people a reader must find in it
 * and the findings it must report. `huge` adds the one of more than 50 MB.
 */
export function dirtyMessages(seed: number | string, options: { huge?: boolean } = {}): DirtyMessage[] {
  const random = createRandom(`dirty/${seed}`)
  return [...paxlstPitfalls(random), ...pnrgovPitfalls(random), ...badInput(random, options.huge)]
}
