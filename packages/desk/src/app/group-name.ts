import type { ChipTone } from '../parts/chip.tsx'
import type { IconName } from '../parts/icon.tsx'
import { findText } from '../texts/text.ts'

/** Names a group of people by script or nationality. Countries are named by their codes, as in a passport. */
export function groupName(value: string): string {
  return findText(`threshold.rates.groups.${value}`) ?? value
}

/** The chip of each result of comparing a group with all others. */
export const groupChips: Record<'alarm' | 'watch' | 'ok', { tone: ChipTone; icon: IconName }> = {
  alarm: { tone: 'bad', icon: 'triangle' },
  watch: { tone: 'warn', icon: 'circledI' },
  ok: { tone: 'plain', icon: 'tick' },
}
