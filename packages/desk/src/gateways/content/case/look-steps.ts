import type { Looking, LookLevel } from '@entente/contracts'

export interface Look {
  level: Exclude<LookLevel, 'blurred'>
  colour: boolean
  sound: boolean
  whole: boolean
}
/** What is on screen: nothing but the blurred picture, or a look. */
export type Step = Look | null

const firstStill: Look = { level: 'still', colour: false, sound: false, whole: false }

/**
 * The next step of looking: a still in grey, the same in colour, then the motion, without sound and no more than the matching stretch. Null where there is no
 * further one. Sound and the whole are no steps: they are asked for by themselves.
 */
export function nextStep(now: Step, levels: readonly LookLevel[]): Look | null {
  if (now === null) return levels.includes('still') ? firstStill : null
  if (now.level === 'video') return null
  if (!now.colour) return { ...firstStill, colour: true }
  return levels.includes('video') ? { level: 'video', colour: true, sound: false, whole: false } : null
}

const order: readonly LookLevel[] = ['blurred', 'still', 'video']
/** Whether a look is more than the person allows themselves: it is then asked for in this one case. */
export const isBeyond = ({ level, colour, sound }: Look, own: Looking): boolean =>
  order.indexOf(level) > order.indexOf(own.most) || (colour && !own.colour) || (sound && !own.sound)

/** What of a look goes into the request. */
export const queryOf = ({ level, colour, sound, whole }: Look, at: number | null, beyond: boolean) => ({
  ...(at !== null && { at }),
  ...(colour && { colour: true }),
  ...(level === 'video' && sound && { sound: true }),
  ...(level === 'video' && whole && { whole: true }),
  ...(beyond && { beyond: true }),
})
