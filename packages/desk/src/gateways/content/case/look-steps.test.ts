import { defaultLooking, type LookLevel } from '@entente/contracts'
import { expect, test } from 'vitest'
import { isBeyond, nextStep, queryOf, type Step } from './look-steps.ts'

const walk = (levels: LookLevel[]): string[] => {
  const steps: string[] = []
  for (let now: Step = nextStep(null, levels); now !== null; now = nextStep(now, levels))
    steps.push(
      `${now.level}${now.colour ? ' colour' : ' grey'}${now.sound ? ' sound' : ''}${now.whole ? ' whole' : ''}`,
    )
  return steps
}

test('looking goes a step at a time: grey still, colour, motion without sound of the matching stretch', () => {
  expect(walk(['blurred', 'still', 'video'])).toEqual(['still grey', 'still colour', 'video colour'])
  expect(walk(['blurred', 'still'])).toEqual(['still grey', 'still colour'])
  expect(walk([])).toEqual([])
})
test('what a person does not allow themselves is asked for beyond that, and nothing else is', () => {
  const look = { level: 'still' as const, colour: true, sound: false, whole: false }
  expect(isBeyond(look, defaultLooking)).toBe(false)
  expect(isBeyond(look, { ...defaultLooking, colour: false })).toBe(true)
  expect(isBeyond({ ...look, colour: false }, { ...defaultLooking, most: 'blurred' })).toBe(true)
  expect(isBeyond({ ...look, level: 'video', sound: true }, { ...defaultLooking, sound: false })).toBe(true)
})
test('a request carries what was asked for and nothing more', () => {
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
