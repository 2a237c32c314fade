/** Packs a segment tag into a 24-bit integer, so that two tags are compared as numbers. */
export const packTag = (tag: string): number => (tag.charCodeAt(0) << 16) | (tag.charCodeAt(1) << 8) | tag.charCodeAt(2)

export const tagText = (packed: number): string =>
  packed === 0 ? '' : String.fromCharCode((packed >> 16) & 255, (packed >> 8) & 255, packed & 255)

export const UNA = packTag('UNA')
export const UNB = packTag('UNB')
export const UNG = packTag('UNG')
export const UNH = packTag('UNH')
export const UNS = packTag('UNS')
export const UNT = packTag('UNT')
export const UNE = packTag('UNE')
export const UNZ = packTag('UNZ')

// The largest number of elements of each segment; 99 means no limit. A segment with more elements contains an unescaped separator.
const SERVICE = { UNA: 99, UNB: 11, UNG: 8, UNH: 7, UNS: 1, UNT: 2, UNE: 2, UNZ: 2 }
const PAXLST = {
  ...{ BGM: 4, RFF: 1, DTM: 4, NAD: 9, COM: 9, TDT: 10, LOC: 5, ATT: 4, MEA: 4, GEI: 5, FTX: 6, EMP: 5, NAT: 2 },
  ...{ DOC: 5, CNT: 2, CTA: 9, PDT: 4 },
}
const PNRGOV = {
  ...{ MSG: 3, ORG: 9, TVL: 9, EQN: 99, SRC: 9, RCI: 99, SSR: 99, DAT: 99, IFT: 99, ADD: 99, EBD: 99, TIF: 2 },
  ...{ FTI: 99, REF: 99, FAR: 9, TKT: 9, MON: 99, PTK: 15, TXD: 99, FOP: 99, TRA: 9, RPI: 9, APD: 9, TRI: 99 },
  ...{ SSD: 9, TBD: 99, ABI: 9, SAC: 9, LTS: 1 },
}
const RESPONSE = { BGM: 4, RFF: 1, DTM: 1, LOC: 5, ERP: 3, ERC: 2, FTX: 6, MSG: 3, GIS: 4 }

/** Tests whether this segment ends the current message because it belongs to the envelope. */
export const isEnvelope = (tag: number): boolean =>
  tag === UNT || tag === UNH || tag === UNZ || tag === UNE || tag === UNB || tag === UNG || tag === UNA

/** A set of tags with constant-time lookup: 5 bits of each letter index a table. */
export class TagSet {
  private readonly table = new Int32Array(32768)
  private readonly longest = new Uint8Array(32768)

  constructor(tags: Record<string, number>) {
    for (const [tag, elements] of Object.entries({ ...SERVICE, ...tags })) {
      const packed = packTag(tag)
      this.table[slot(packed)] = packed
      this.longest[slot(packed)] = elements
    }
  }

  has(packed: number): boolean {
    return packed !== 0 && this.table[slot(packed)] === packed
  }

  /** Returns the most elements of a segment with this (known) tag. */
  mostElements(packed: number): number {
    const most = this.longest[slot(packed)]!
    return most === 99 ? Number.POSITIVE_INFINITY : most
  }
}

const slot = (packed: number): number => (((packed >> 16) & 31) << 10) | (((packed >> 8) & 31) << 5) | (packed & 31)

export type MessageKind = 'PAXLST' | 'PNRGOV' | 'CUSRES' | 'ACKRES'

const response = new TagSet(RESPONSE)
export const knownTags: Record<MessageKind | 'envelope' | 'cargo', TagSet> = {
  PAXLST: new TagSet(PAXLST),
  PNRGOV: new TagSet(PNRGOV),
  CUSRES: response,
  ACKRES: response,
  // The segments at the start of a message also count as known between messages, because UNH may have lost its terminator.
  envelope: new TagSet({ BGM: 4, CTA: 9, MSG: 3, ORG: 9, TDT: 10, TVL: 9 }),
  // The segments that begin a group of CUSCAR or BAPLIE: a terminator that is missing before them would merge two groups.
  cargo: new TagSet({ CNI: 9, GID: 9, EQD: 9 }),
}
