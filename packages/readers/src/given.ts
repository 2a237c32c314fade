/** What the caller knows about the bytes; it is copied into the reading. `receivedAt` is RFC 3339. */
export interface Given {
  file?: string
  sha256?: string
  receivedAt?: string
}
