const scale = Math.fround(Math.sqrt(2 / 64))

/** Rows 1 to 16 of the matrix of the discrete cosine transform of 64 values: 16 x 64 numbers, row by row. */
export const dctMatrix: Float32Array = Float32Array.from(
  { length: 16 * 64 },
  (_, at) => scale * Math.cos((Math.PI / 2 / 64) * ((at >> 6) + 1) * (2 * (at & 63) + 1)),
)

/** Multiplies the matrices a (`rows` x `inner`) and b (`inner` x `columns`), summing in ascending order in float32. */
function multiply(a: Float32Array, b: Float32Array, rows: number, inner: number, columns: number): Float32Array {
  const product = new Float32Array(rows * columns)
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1) {
      let sum = 0
      for (let k = 0; k < inner; k += 1) sum = Math.fround(sum + Math.fround(a[i * inner + k]! * b[k * columns + j]!))
      product[i * columns + j] = sum
    }
  return product
}

/** `dctMatrix` transposed: 64 x 16 numbers. */
export const dctTransposed: Float32Array = Float32Array.from(
  { length: 64 * 16 },
  (_, at) => dctMatrix[(at & 15) * 64 + (at >> 4)]!,
)

/** Computes the 16 x 16 lowest frequencies of a 64 x 64 plane, without the constant one. */
export const plainTransform = (plane: Float32Array): Float32Array =>
  multiply(multiply(dctMatrix, plane, 16, 64, 64), dctTransposed, 16, 64, 16)
