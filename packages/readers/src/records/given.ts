/** Facts about the bytes that the caller knows; they are copied into the reading. `receivedAt` is RFC 3339. */
export interface Given {
  file?: string
  sha256?: string
  receivedAt?: string
}
