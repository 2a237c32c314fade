import { type Channels, checkPixels } from '../pdq/check-pixels.ts'
import { transform } from '../pdq/transform.ts'
import { coefficients, featureSize, frequencies, periods, type Tmk } from './tmk-format.ts'
import { waveOf } from './tmk-score.ts'

/** Builds the TMK+PDQF of a video from its frames, in order, at 64 x 64 pixels and 15 frames per second (Davis and Rosen 2019). */
export class TmkBuilder {
  #frames = 0
  readonly #sum = new Float64Array(featureSize)
  readonly #cosines = new Float64Array(periods.length * frequencies * featureSize)
  readonly #sines = new Float64Array(periods.length * frequencies * featureSize)

  /**
   * Adds the next frame, given as pixels row by row from the top left.
   * @throws RangeError where there are fewer bytes than 64 x 64 x channels.
   */
  add(pixels: Uint8Array, channels: Channels = 3): void {
    checkPixels(pixels, 64, 64, channels)
    const feature = transform(pixels, 64, 64, channels, true).frequencies
    const unit = scaled(feature, 1)
    for (let i = 0; i < featureSize; i += 1) this.#sum[i]! += feature[i]!
    for (const [p, period] of periods.entries()) {
      const { cosines, sines } = waveOf(period)
      for (let j = 0; j < frequencies; j += 1) {
        const at = (p * frequencies + j) * featureSize
        const k = (j * this.#frames) % period
        const [cosine, sine] = [cosines[k]!, sines[k]!]
        for (let i = 0; i < featureSize; i += 1) {
          this.#cosines[at + i]! += unit[i]! * cosine
          this.#sines[at + i]! += unit[i]! * sine
        }
      }
    }
    this.#frames += 1
  }

  /** Returns the TMK+PDQF of the frames so far. */
  finish(): Tmk {
    const weigh = (vectors: Float64Array): Float32Array => {
      const weighted = new Float32Array(vectors.length)
      for (let at = 0; at < vectors.length; at += featureSize) {
        const weight = Math.sqrt(coefficients[(at / featureSize) % frequencies]!)
        weighted.set(scaled(vectors.subarray(at, at + featureSize), weight), at)
      }
      return weighted
    }
    return {
      frameCount: this.#frames,
      average: Float32Array.from(this.#sum, (sum) => (this.#frames === 0 ? 0 : sum / this.#frames)),
      cosines: weigh(this.#cosines),
      sines: weigh(this.#sines),
    }
  }
}

/** Scales a vector to a length. A zero vector stays unchanged. */
function scaled(vector: Float32Array | Float64Array, length: number): Float64Array {
  let squares = 0
  for (const value of vector) squares += value * value
  const factor = squares === 0 ? 0 : length / Math.sqrt(squares)
  return Float64Array.from(vector, (value) => value * factor)
}
