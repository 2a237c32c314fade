import type { ViewingSettings, ViewLevel } from '@entente/contracts'

export interface UploadView {
  level: Exclude<ViewLevel, 'blurred'>
  colour: boolean
  sound: boolean
  whole: boolean
}
/** The current view, or null while only the blurred picture is shown. */
export type Step = UploadView | null

const firstStill: UploadView = { level: 'still', colour: false, sound: false, whole: false }

/**
 * Returns the next step: a grey still, a colour still, then the matching part of the video without sound. Null after the last step. Sound and the
 * whole video are not steps; they are requested separately.
 */
export function nextStep(now: Step, levels: readonly ViewLevel[]): UploadView | null {
  if (now === null) return levels.includes('still') ? firstStill : null
  if (now.level === 'video') return null
  if (!now.colour) return { ...firstStill, colour: true }
  return levels.includes('video') ? { level: 'video', colour: true, sound: false, whole: false } : null
}

const order: readonly ViewLevel[] = ['blurred', 'still', 'video']
/** Tests whether a view exceeds the person's own limits. Such a view is requested for this one case. */
export const isBeyond = ({ level, colour, sound }: UploadView, own: ViewingSettings): boolean =>
  order.indexOf(level) > order.indexOf(own.most) || (colour && !own.colour) || (sound && !own.sound)

/** Returns the options of a view that the request contains. */
export const queryOf = ({ level, colour, sound, whole }: UploadView, at: number | null, beyond: boolean) => ({
  ...(at !== null && { at }),
  ...(colour && { colour: true }),
  ...(level === 'video' && sound && { sound: true }),
  ...(level === 'video' && whole && { whole: true }),
  ...(beyond && { beyond: true }),
})
