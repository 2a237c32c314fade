import {
  bytesOfHex,
  type DrawFault,
  type DrawnConsignment,
  drawFaultOf,
  drawOfBits,
  hexOf,
  type PublicDraw,
} from '@entente/contracts'
import { webLogCrypto } from '../../../../app/web-log-crypto.ts'

/** The draws of a day, computed in the browser from its revealed key. */
interface OpenDraw {
  /** SHA-256 of the key in hexadecimal digits. */
  commitment: string
  /** The two draws of a consignment, from 0 to 1: the first 53 bits of HMAC-SHA256 (RFC 2104) of a label and its key. */
  of(key: string): Promise<{ random: number; explore: number }>
}

/** Opens the draws of a day from its key in hexadecimal digits. */
export async function openDraw(key: string): Promise<OpenDraw> {
  const secret = bytesOfHex(key)
  const share = async (text: string): Promise<number> => {
    const signed = await webLogCrypto.hmacSha256(secret, new TextEncoder().encode(text))
    const view = new DataView(signed.buffer, signed.byteOffset)
    return drawOfBits(view.getUint32(0), view.getUint32(4))
  }
  return {
    commitment: hexOf(await webLogCrypto.sha256(secret)),
    of: async (name) => ({ random: await share(`random:${name}`), explore: await share(`explore:${name}`) }),
  }
}

/** The result of a check: what was recomputed, and what contradicts the published draw. */
export interface DrawCheck {
  fitsCommitment: boolean
  /** The published numbers of drawn and selected consignments are those of the list. */
  fitsCounts: boolean
  checked: number
  faults: { key: string; fault: DrawFault }[]
}

/** Recomputes every draw of a day whose key is revealed. */
export async function checkDraw(draw: PublicDraw, drawn: readonly DrawnConsignment[]): Promise<DrawCheck> {
  const open = await openDraw(draw.key ?? '')
  const faults: DrawCheck['faults'] = []
  for (const one of drawn) {
    const fault = drawFaultOf(one, await open.of(one.key), draw.rates)
    if (fault !== null) faults.push({ key: one.key, fault })
  }
  return {
    fitsCommitment: open.commitment === draw.commitment,
    fitsCounts:
      draw.drawn === drawn.length && draw.selected === drawn.filter(({ selected }) => selected !== null).length,
    checked: drawn.length,
    faults,
  }
}
