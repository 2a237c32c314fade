/** Data that cannot be used. `code` is one of the codes below, `message` names the file, the line and the column where there is one. */
export class TargetingError extends Error {
  readonly code: TargetingErrorCode
  constructor(code: TargetingErrorCode, message: string) {
    super(message)
    this.name = 'TargetingError'
    this.code = code
  }
}

export type TargetingErrorCode =
  | 'csv-limit'
  | 'csv-quote'
  | 'dataset-column-missing'
  | 'dataset-empty'
  | 'dataset-row-invalid'
  | 'dataset-too-large'
  | 'model-changed'
  | 'training-data-too-small'
