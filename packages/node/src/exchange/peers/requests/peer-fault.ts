/**
 * A failed request to a peer. The code says why there is no usable answer, or is the code with which the peer refused.
 */
export class PeerFault extends Error {
  readonly code: string
  readonly detail: string | null
  constructor(code: string, detail: string | null = null) {
    super(code)
    this.code = code
    this.detail = detail
  }
}
