/** The root key is missing, is another one, or cannot be read. The message says what to do. A start then ends, and no key is made. */
export class RootKeyError extends Error {
  readonly code = 'root-key'
}
