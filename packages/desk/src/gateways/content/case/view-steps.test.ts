import { defaultViewingSettings, type ViewLevel } from '@entente/contracts'
import { expect, test } from 'vitest'
import { isBeyond, nextStep, queryOf, type Step } from './view-steps.ts'

const walk = (levels: ViewLevel[]): string[] => {
  const steps: string[] = []
  for (let now: Step = nextStep(null, levels); now !== null; now = nextStep(now, levels))
    steps.push(
      `${now.level}${now.colour ? ' colour' : ' grey'}${now.sound ? ' sound' : ''}${now.whole ? ' whole' : ''}`,
    )
  return steps
}

test('the steps are a grey still, a colour still, and the matching part without sound', () => {
  expect(walk(['blurred', 'still', 'video'])).toEqual(['still grey', 'still colour', 'video colour'])
  expect(walk(['blurred', 'still'])).toEqual(['still grey', 'still colour'])
  expect(walk([])).toEqual([])
})
test('a view that exceeds the own limits is recognised', () => {
  const view = { level: 'still' as const, colour: true, sound: false, whole: false }
  expect(isBeyond(view, defaultViewingSettings)).toBe(false)
  expect(isBeyond(view, { ...defaultViewingSettings, colour: false })).toBe(true)
  expect(isBeyond({ ...view, colour: false }, { ...defaultViewingSettings, most: 'blurred' })).toBe(true)
  expect(isBeyond({ ...view, level: 'video', sound: true }, { ...defaultViewingSettings, sound: false })).toBe(true)
})
test('a request contains only the requested options', () => {
  const still = { level: 'still' as const, colour: false, sound: true, whole: true }
  expect(queryOf(still, null, false)).toEqual({})
  expect(queryOf({ ...still, level: 'video', colour: true }, 12.5, true)).toEqual({
    at: 12.5,
    colour: true,
    sound: true,
    whole: true,
    beyond: true,
  })
})
