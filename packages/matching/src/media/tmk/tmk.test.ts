import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ArgumentError } from '../../errors/argument-error.ts'
import { syntheticPicture } from '../pdq/synthetic.fixture.ts'
import { TmkBuilder } from './tmk-builder.ts'
import { tmkRead, tmkWrite } from './tmk-format.ts'
import { tmkMatches, tmkScore } from './tmk-score.ts'

// The files of the C++ reference are in the shared data of the project, which is not part of the repository.
const shared = join(import.meta.dirname, '../../../../../../shared/data/content/tmk')
const available = existsSync(shared)
if (!available) console.warn(`SKIPPED: no shared data at ${shared}; TMK is not compared with the reference`)
const reference = (name: string) => new Uint8Array(readFileSync(join(shared, `${name}.tmk`)))

const [door, sharp, barred] = ['doorknob-hd-no-bar', 'pattern-hd-no-bar', 'pattern-sd-grey-bar'] as const

test.skipIf(!available)('scores of the reference files equal those of the reference', () => {
  for (const [a, b, level1, level2] of [
    [door, door, 1, 1],
    [sharp, sharp, 1, 1],
    [barred, barred, 1, 1],
    [sharp, barred, 0.855804, 0.854655],
    [door, barred, -0.017964, 0.024125],
    [door, sharp, -0.005783, 0.021583],
  ] as const) {
    const score = tmkScore(tmkRead(reference(a)), tmkRead(reference(b)))
    // The reference sums in float32; sums in float64 differ in the seventh digit.
    expect(Math.abs(score.level1 - level1), `${a} ${b}`).toBeLessThan(1e-6)
    expect(Math.abs(score.level2 - level2), `${a} ${b}`).toBeLessThan(1e-6)
    expect(tmkMatches(score)).toBe(level1 > 0.7)
  }
})
test.skipIf(!available)('a reference file is read and written byte for byte', () => {
  for (const name of [door, sharp, barred])
    expect(Buffer.compare(tmkWrite(tmkRead(reference(name))), reference(name)), name).toBe(0)
})

/** Makes a clip of synthetic pictures, from the frame `from` to before the frame `to`. */
function clip(kind: number, from: number, to: number): TmkBuilder {
  const builder = new TmkBuilder()
  for (let i = from; i < to; i += 1) builder.add(syntheticPicture(kind, 64 + 2 * i, 64).subarray(0, 64 * 64 * 3))
  return builder
}

test('a clip matches itself and a shorter cut of it, but no other clip', () => {
  const whole = clip(2, 0, 40).finish()
  expect(whole.frameCount).toBe(40)
  const read = tmkRead(tmkWrite(whole))
  expect(read).toEqual(whole)
  const self = tmkScore(whole, read)
  expect(self.level1).toBeCloseTo(1, 6)
  expect(self.level2).toBeCloseTo(1, 5)
  const cut = tmkScore(clip(2, 10, 40).finish(), whole)
  const other = tmkScore(clip(1, 0, 40).finish(), whole)
  expect(cut.level2).toBeGreaterThan(other.level2)
  expect(tmkMatches(cut)).toBe(true)
  expect(tmkMatches(other)).toBe(false)
})
test('a video without frames matches nothing', () => {
  const empty = new TmkBuilder().finish()
  expect(tmkScore(empty, empty)).toEqual({ level1: 0, level2: 0 })
})
test('too few pixels are rejected', () => {
  expect(() => new TmkBuilder().add(new Uint8Array(64 * 64 * 3 - 1))).toThrow(RangeError)
})
test('truncated, damaged and incompatible files are rejected with an error code', () => {
  const good = tmkWrite(clip(2, 0, 3).finish())
  const code = (change: (bytes: Uint8Array, view: DataView) => Uint8Array): string => {
    const bytes = good.slice()
    try {
      tmkRead(change(bytes, new DataView(bytes.buffer)))
      return 'read'
    } catch (error) {
      return error instanceof ArgumentError ? error.code : String(error)
    }
  }
  const setInteger = (at: number, value: number) =>
    code((bytes, view) => {
      view.setInt32(at, value, true)
      return bytes
    })
  expect(code((bytes) => bytes)).toBe('read')
  expect(code((bytes) => bytes.subarray(0, 0))).toBe('tmk-invalid')
  expect(code((bytes) => bytes.subarray(0, 100))).toBe('tmk-invalid')
  expect(code((bytes) => bytes.subarray(0, -1))).toBe('tmk-invalid')
  expect(code((bytes) => new Uint8Array(bytes.length + 1).map((_, i) => bytes[i] ?? 0))).toBe('tmk-invalid')
  expect(code((bytes) => bytes.fill(88, 0, 1))).toBe('tmk-invalid')
  expect(code((bytes) => bytes.fill(88, 8, 9))).toBe('tmk-incompatible')
  expect(setInteger(12, 30)).toBe('tmk-incompatible')
  expect(setInteger(28, -1)).toBe('tmk-invalid')
  expect(setInteger(32, 2730)).toBe('tmk-incompatible')
  expect(setInteger(200, 0x7fc00000)).toBe('tmk-invalid')
  const shifted = (by: number) =>
    code((bytes, view) => {
      view.setFloat32(52, view.getFloat32(52, true) * by, true)
      return bytes
    })
  expect(shifted(1.0000005)).toBe('read')
  expect(shifted(1.00001)).toBe('tmk-incompatible')
})
