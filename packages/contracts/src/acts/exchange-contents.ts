import { hexOf, utf8 } from '../log/bytes.ts'
import type { Signal } from '../signals/signal.ts'
import { canonicalJson } from '../terms/canonical.ts'
import { sha256 } from './act.ts'

/**
 * Returns the content that an officer signs to release a signal about a person: its version, the hash of the value that was
 * read, and the agreements under which it will be shared.
 */
export async function signalReleaseContent({
  id,
  version,
  value,
  agreements,
}: Pick<Signal, 'id' | 'version' | 'value' | 'agreements'>): Promise<{
  release: { signal: string; version: number; valueSha256: string; agreements: string[] }
}> {
  const valueSha256 = hexOf(await sha256(utf8(canonicalJson(value, undefined, true))))
  return { release: { signal: id, version, valueSha256, agreements: [...agreements].sort() } }
}

/** Returns the content that a person signs to approve an agreement: the digest of the bytes that the member will sign. */
export const agreementContent = (agreement: string, version: number, digest: string) => ({
  agreement: { id: agreement, version, digest },
})
