/** Column of codes. An empty text is the code of rows without one. */
export interface CategoryColumn {
  name: string
  keys: readonly string[]
}
/** Column of numbers. NaN is an absent number. */
export interface NumberColumn {
  name: string
  values: Float64Array
}
/** The difference of a number from the median of that number among the training rows with the same code. */
export interface DifferenceColumn {
  name: string
  number: NumberColumn
  category: CategoryColumn
}

/**
 * Rows to learn from or to score, by columns. A model fits only rows with the columns on which it was trained. No column
 * describes a person's nationality, religion, sex, ethnicity, age or name: such attributes never enter a model.
 */
export interface TargetingRows {
  count: number
  categories: readonly CategoryColumn[]
  numbers: readonly NumberColumn[]
  differences: readonly DifferenceColumn[]
}

/** Returns the rows at these places, in this order. */
export function pickRows(rows: TargetingRows, places: ArrayLike<number>): TargetingRows {
  const at = Array.from(places)
  const categories = rows.categories.map(({ name, keys }) => ({ name, keys: at.map((row) => keys[row] as string) }))
  const numbers = rows.numbers.map(({ name, values }) => ({
    name,
    values: Float64Array.from(at, (row) => values[row] as number),
  }))
  const differences = rows.differences.map(({ name, number, category }) => ({
    name,
    number: numbers[rows.numbers.indexOf(number)] as NumberColumn,
    category: categories[rows.categories.indexOf(category)] as CategoryColumn,
  }))
  return { count: at.length, categories, numbers, differences }
}
