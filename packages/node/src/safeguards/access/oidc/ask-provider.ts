/** The most that one request to the provider may take, and the largest answer that is read. */
export interface ProviderLimits {
  milliseconds: number
  bytes: number
}

/**
 * The provider did not answer as it must: not in time, with too much, with an error of its own, or from another place. It is a TypeError, as
 * those of `fetch` are, because openid-client passes these on as they are.
 */
export class ProviderSilent extends TypeError {
  readonly reason: string

  constructor(reason: string) {
    super(`the OpenID provider: ${reason}`)
    this.reason = reason
  }
}

/**
 * Returns a `fetch` for one provider. It asks only the origin of the issuer, which the operator named, so an answer of the provider cannot
 * send the node, or its secret, to another place. It may be a private address. It follows no redirect, and reads a whole answer within the
 * limits. Throws ProviderSilent.
 */
export function askOnly(issuer: string, { milliseconds, bytes }: ProviderLimits) {
  const { origin } = new URL(issuer)
  return async (address: string, init?: object): Promise<Response> => {
    if (new URL(address).origin !== origin) throw new ProviderSilent('an address of another host')
    const signal = AbortSignal.timeout(milliseconds)
    try {
      const reply = await fetch(address, { ...init, redirect: 'manual', signal })
      const body = await readWithin(reply, bytes)
      if (reply.status >= 500) throw new ProviderSilent(`status ${reply.status}`)
      if (reply.status >= 300 && reply.status < 400) throw new ProviderSilent('a redirect')
      return new Response(body, { status: reply.status, headers: reply.headers })
    } catch (error) {
      if (error instanceof ProviderSilent) throw error
      throw new ProviderSilent(signal.aborted ? 'no answer in time' : 'unreachable')
    }
  }
}

/** Returns the whole body; null if there is none. A larger one is not read to its end. */
async function readWithin({ body }: Response, most: number): Promise<Buffer<ArrayBuffer> | null> {
  if (body === null) return null
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > most) throw new ProviderSilent('an answer that is too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
