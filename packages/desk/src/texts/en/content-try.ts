import { plural } from '../plural.ts'

export const contentTry = {
  title: 'Try',
  what: 'Looks a file or a pasted value up in the banks as an upload would be. Nothing is stored and no case is opened.',
  wrongPurpose: 'Content is looked up for content safety.',
  fileWhat: 'Drop a picture, a video or a text here. It is hashed on this node and not kept.',
  choose: 'Choose a file…',
  hashing: (name: string) => `Hashing and looking up ${name}`,
  pasted: 'Or a hash, an address or a text',
  pastedHint: 'Hashes by their length: MD5, SHA-1, SHA-256, PDQ, TLSH. Everything else is an address or a text.',
  takenFor: (kinds: string) => `Looked up as: ${kinds}`,
  options: 'How',
  radius: 'Radius for pictures',
  radiusHint: 'Empty: as each bank has it. 0 to 31.',
  dihedral: 'Also turned and mirrored',
  shadow: 'Also banks that only watch',
  act: 'Look up',
  clear: 'Clear',
  logged: 'That you tried, why and how many signals were read for it is logged; what you tried is not kept.',
  before: 'What it matches appears here, the nearest first.',
  results: 'Result',
  nothing: 'Paste something, or drop a file.',
  radiusFault: 'A whole number from 0 to 31, or nothing.',
  summary: (n: number) =>
    plural('en', n, {
      one: 'One field needs another look. Nothing was looked up.',
      other: `${n} fields need another look. Nothing was looked up.`,
    }),
  kept: 'What you pasted is still here.',
  none: 'No bank has this.',
  noneNext: 'Try it turned and mirrored, or with banks that only watch.',
  count: (n: number, total: string, truncated: boolean) =>
    truncated
      ? `The ${n} nearest of more than ${total} matches.`
      : plural('en', n, { one: 'One match.', other: `${n} matches, the nearest first.` }),
  looked: (kinds: string) => `Looked up: ${kinds}.`,
  noSignal: 'Nothing could be looked up of it.',
  findings: 'What was odd',
  asOf: (seq: string) => `The banks as of change ${seq}.`,
}
