export type ArgumentCode =
  | 'name-empty'
  | 'name-too-long'
  | 'names-too-many'
  | 'identity-invalid'
  | 'birth-date-invalid'
  | 'birth-date-implausible'
  | 'threshold-invalid'
  | 'snapshot-invalid'
  | 'snapshot-version'
  | 'not-shared'
  | 'hash-invalid'
  | 'digest-invalid'
  | 'tmk-invalid'
  | 'tmk-incompatible'
  | 'id-invalid'
  | 'radius-out-of-range'
  | 'limit-out-of-range'
  | 'option-invalid'

/**
 * The library throws this error for an argument that it cannot use. `code` does not change between releases; `at` is a JSON pointer into the
 * argument.
 */
export class ArgumentError extends Error {
  readonly code: ArgumentCode
  readonly at: string
  constructor(code: ArgumentCode, message: string, at: string) {
    super(message)
    this.name = 'ArgumentError'
    this.code = code
    this.at = at
  }
}
