import { defineSentences } from '@entente/contracts'

/** The item or signal that a match agrees with. `labels` are names of labels; `labelled` is `yes` where there are any. */
export interface Known {
  source: 'harmless' | 'signal' | 'item'
  name: string
  labelled: 'yes' | 'no'
  labels: string
  /** `yes` for content that was uploaded before its signal came. */
  retro: 'yes' | 'no'
}
interface Near {
  distance: number
  radius: number
}
interface Turned {
  turn: keyof typeof turns
}
interface Share {
  percent: number
}

const turns = {
  none: '',
  rotate90: ', turned by 90°,',
  rotate180: ', turned by 180°,',
  rotate270: ', turned by 270°,',
  flipX: ', mirrored top to bottom,',
  flipY: ', mirrored left to right,',
  flipPlus1: ', mirrored on a diagonal,',
  flipMinus1: ', mirrored on the other diagonal,',
}
const sources = { harmless: 'known harmless content of', signal: 'a signal of', item: 'an item of' }

const write = (agreement: string, { source, name, labelled, labels, retro }: Known): string =>
  `${retro === 'yes' ? 'Uploaded before this signal came. ' : ''}${agreement} ${sources[source]} ${name}${labelled === 'yes' ? ` (${labels})` : ''}.`

/** The English sentences of matches by key. The desk's texts of this gateway have the same keys with the same values. */
export const matchEnglish = {
  'content.match.pdq-same': (v: Known & Turned) => write(`The picture${turns[v.turn]} has the PDQ hash of`, v),
  'content.match.pdq-near': (v: Known & Turned & Near) =>
    write(
      `The picture’s PDQ hash${turns[v.turn]} differs in ${v.distance} of 256 bits (${v.radius} allowed) from that of`,
      v,
    ),
  'content.match.vpdq': (v: Known & Share) => write(`${v.percent} % of the video’s frames agree with`, v),
  'content.match.vpdq-part': (v: Known & Share & { from: number; to: number }) =>
    write(`${v.percent} % of the video’s frames, from ${v.from} s to ${v.to} s, agree with`, v),
  'content.match.tmk': (v: Known & Share) => write(`The video agrees to ${v.percent} % with`, v),
  'content.match.tlsh': (v: Known & Near) =>
    write(`The text’s TLSH digest is ${v.distance} apart (${v.radius} allowed) from that of`, v),
  'content.match.text-near': (v: Known & Share) => write(`The text has ${v.percent} % in common with`, v),
  'content.match.text': (v: Known) => write('The text is, spelling apart, that of', v),
  'content.match.md5': (v: Known) => write('The file has the MD5 hash of', v),
  'content.match.sha1': (v: Known) => write('The file has the SHA-1 hash of', v),
  'content.match.sha256': (v: Known) => write('The file has the SHA-256 hash of', v),
  'content.match.url': (v: Known) => write('The address is, or lies within, that of', v),
  'content.match.flood': () => 'It found more uploads in ten minutes than a signal of its bank does.',
  'content.match.flood-stopped': () => 'It opens no further case until a person has reviewed it.',
  'content.match.reporting': () => 'News, research or counter-speech that shows the same content.',
  'content.match.same-scene': () => 'Another picture of the same scene, or one with the same frame or background.',
  'content.match.quotation': () => 'A quotation of the same words.',
  'content.match.near-harmless': () => 'Known harmless content is near to it as well.',
  'content.match.address-changed': () => 'An address that now shows something else.',
  'content.match.harmless': () =>
    'Harmless content that many show: a frame, a logo, a news picture. It belongs in a negative bank then.',
  'content.match.attack': () => 'An attack that is being filmed: its signals belong under an incident then.',
} as const satisfies Record<string, (values: never) => string>

export const matchSentence = defineSentences(matchEnglish)
