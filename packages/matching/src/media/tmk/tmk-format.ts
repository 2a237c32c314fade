import { ArgumentError } from '../../errors/argument-error.ts'

/** The TMK+PDQF of a video: the mean of its frame features, and their weighted sums along waves of four periods (Davis and Rosen 2019). */
export interface Tmk {
  frameCount: number
  /** The mean of the frame features: 256 values. */
  average: Float32Array
  /** The sums weighted by cosines, by period, frequency and feature: 4 x 32 x 256 values. `sines` has the same layout. */
  cosines: Float32Array
  sines: Float32Array
}

const framesPerSecond = 15
export const periods = [2731, 4391, 9767, 14_653] as const
export const frequencies = 32
export const featureSize = 256
const tmkBytes = 263_344
const vectors = periods.length * frequencies * featureSize

/** The weights of the frequencies. A file states them, and only files with equal weights can be compared. */
export const coefficients: Float32Array = Float32Array.of(
  0.0708041893112,
  0.13937789309,
  0.132897260304,
  0.122765735552,
  0.109878684888,
  0.09529606433,
  0.0800986647852,
  0.0652590650356,
  0.0515478238322,
  0.0394851531195,
  0.0293374252025,
  0.0211492623679,
  0.0147973073245,
  0.0100512818746,
  0.0066306408014,
  0.00424947117334,
  0.0026467615764,
  0.00160270959695,
  0.000943882629639,
  0.000540841638603,
  0.000301633183798,
  0.000163800158855,
  8.66454753015e-5,
  4.46626303151e-5,
  2.24429442235e-5,
  1.09982139799e-5,
  5.25823487999e-6,
  2.45358229988e-6,
  1.11781474895e-6,
  4.97406489221e-7,
  2.16265487234e-7,
  9.19087006565e-8,
)

const magic = 'TMK1FVECPDQF'
const [settingsAt, countAt, periodsAt, coefficientsAt, averageAt] = [12, 28, 32, 48, 176]
const settings = [framesPerSecond, periods.length, frequencies, featureSize]

/**
 * Reads a TMK+PDQF file.
 * @throws ArgumentError `tmk-invalid` for bytes that are damaged or no such file; `tmk-incompatible` for another algorithm, frame rate, list of
 * periods or coefficients, because a score would then mean nothing.
 */
export function tmkRead(bytes: Uint8Array): Tmk {
  const head = String.fromCharCode(...bytes.subarray(0, magic.length))
  if (head.slice(0, 8) !== magic.slice(0, 8) || bytes.length < averageAt)
    throw new ArgumentError('tmk-invalid', 'A TMK file begins with TMK1FVEC and a header of 176 bytes.', '')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const integers = (at: number, count: number) =>
    Array.from({ length: count }, (_, i) => view.getInt32(at + 4 * i, true))
  const floats = (at: number, count: number) =>
    Float32Array.from({ length: count }, (_, i) => view.getFloat32(at + 4 * i, true))

  const weights = floats(coefficientsAt, frequencies)
  const compatible =
    head === magic &&
    integers(settingsAt, 4).join() === settings.join() &&
    integers(periodsAt, periods.length).join() === periods.join() &&
    weights.every((weight, i) => Math.abs(weight - coefficients[i]!) <= 1e-6 * coefficients[i]!)
  if (!compatible)
    throw new ArgumentError(
      'tmk-incompatible',
      'The file was made with another algorithm, frame rate, list of periods or coefficients than TMK+PDQF at 15 frames a second.',
      '',
    )
  const frameCount = view.getInt32(countAt, true)
  if (bytes.length !== tmkBytes || frameCount < 0)
    throw new ArgumentError('tmk-invalid', `A TMK+PDQF file has ${tmkBytes} bytes, this one ${bytes.length}.`, '')
  const tmk = {
    frameCount,
    average: floats(averageAt, featureSize),
    cosines: floats(averageAt + 4 * featureSize, vectors),
    sines: floats(averageAt + 4 * (featureSize + vectors), vectors),
  }
  if (![tmk.average, tmk.cosines, tmk.sines].every((values) => values.every(Number.isFinite)))
    throw new ArgumentError('tmk-invalid', 'The file holds values that are no numbers.', '')
  return tmk
}

/** Writes a TMK+PDQF file of 263,344 bytes. */
export function tmkWrite(tmk: Tmk): Uint8Array {
  const bytes = new Uint8Array(tmkBytes)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < magic.length; i += 1) bytes[i] = magic.charCodeAt(i)
  for (const [i, value] of [...settings, tmk.frameCount, ...periods].entries())
    view.setInt32(settingsAt + 4 * i, value, true)
  let at = coefficientsAt
  for (const values of [coefficients, tmk.average, tmk.cosines, tmk.sines])
    for (const value of values) {
      view.setFloat32(at, value, true)
      at += 4
    }
  return bytes
}
