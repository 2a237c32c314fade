import type { Looking, LookLevel } from '@entente/contracts'

export interface UploadView {
  level: Exclude<LookLevel, 'blurred'>
  colour: boolean
  sound: boolean
  whole: boolean
}
/** What is on screen: the blurred picture alone, or a view. */
export type Step = UploadView | null

const firstStill: UploadView = { level: 'still', colour: false, sound: false, whole: false }

/**
 * Returns the next step: a still in grey, the same in colour, then the motion without sound, limited to the matching stretch. Null after the last.
 * Sound and the whole video are not steps: they are requested separately.
 */
export function nextStep(now: Step, levels: readonly LookLevel[]): UploadView | null {
  if (now === null) return levels.includes('still') ? firstStill : null
  if (now.level === 'video') return null
  if (!now.colour) return { ...firstStill, colour: true }
  return levels.includes('video') ? { level: 'video', colour: true, sound: false, whole: false } : null
}

const order: readonly LookLevel[] = ['blurred', 'still', 'video']
/** Whether a view exceeds the person's own limits: it is then requested for this one case. */
export const isBeyond = ({ level, colour, sound }: UploadView, own: Looking): boolean =>
  order.indexOf(level) > order.indexOf(own.most) || (colour && !own.colour) || (sound && !own.sound)

/** Returns the part of a view that goes into the request. */
export const queryOf = ({ level, colour, sound, whole }: UploadView, at: number | null, beyond: boolean) => ({
  ...(at !== null && { at }),
  ...(colour && { colour: true }),
  ...(level === 'video' && sound && { sound: true }),
  ...(level === 'video' && whole && { whole: true }),
  ...(beyond && { beyond: true }),
})
