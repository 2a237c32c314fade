import { plural } from '../plural.ts'

/** The queue of uploads. */
export const content = {
  title: 'Content',
  label: 'Uploads to review',
  count: (n: number, words: string) =>
    plural('en', n, { one: '1 upload to review', other: `${words} uploads to review` }),
  order:
    'Order: incidents and what is owed first, then how closely it agrees. Never more than three of one violent label in a row.',
  views: { tiles: 'Tiles', list: 'List without pictures' },
  viewLabel: 'How the uploads are listed',
  with: { all: 'All', me: 'Mine', none: 'Unassigned' },
  withLabel: 'Whose uploads',
  anyLabel: 'Any label',
  labelFilter: 'Label',
  keys: {
    next: 'next upload',
    previous: 'previous upload',
    open: 'open',
    list: 'list without pictures, or tiles',
    move: 'move',
  },
  blurred: (looks: string) => `Everything is blurred and grey. Looked at today: ${looks}`,
  noPictures: (looks: string) => `No picture is loaded. Looked at today: ${looks}`,
  takeBreak: 'Take a break',
  breakTime: 'Time for a break?',
  breakWhy: (looks: number, minutes: number) =>
    `${plural('en', looks, { one: '1 look', other: `${looks} looks` })} and ${plural('en', minutes, {
      one: '1 minute',
      other: `${minutes} minutes`,
    })} since the last one. Cases you have go back to the queue; nothing counts against you.`,
  breakAct: 'Break, 15 min',
  later: 'Later',
  onBreak: (clock: string) => `You are on a break until ${clock}. Until then nothing but blurred pictures is shown.`,
  breakEnd: 'End the break',
  leftToOthers: (n: number) =>
    plural('en', n, {
      one: '1 upload of a label that you leave to others is not listed.',
      other: `${n} uploads of labels that you leave to others are not listed.`,
    }),
  choices: 'Change what you leave to others',
  incident: 'Incident',
  incidentOpen: (name: string) => `Incident “${name}” is open.`,
  incidentFirst: (n: number) =>
    plural('en', n, { one: 'Its upload comes first.', other: `Its ${n} uploads come first.` }),
  incidentOnly: 'Only its uploads',
  incidentAll: 'All uploads',
  kinds: { image: 'Image', video: 'Video', text: 'Text', other: 'File', address: 'Address', none: 'Hashes only' },
  kindLength: (kind: string, length: string) => `${kind} ${length}`,
  noLabel: 'No label',
  sources: (n: number) => plural('en', n, { one: '1 source', other: `${n} sources` }),
  ago: { minutes: (n: number) => `${n} min ago`, hours: (n: number) => `${n} h ago` },
  justNow: 'just now',
  picture: 'Blurred picture',
  noPicture: 'No picture',
  column: {
    due: 'Reply',
    what: 'What, and why it is here',
    difference: 'Difference',
    sources: 'Sources',
    came: 'Came',
    with: 'With',
  },
  you: 'you',
  nobody: 'nobody',
  more: 'Show more uploads',
  empty: 'No upload waits for you.',
  emptyNext: (decided: number) =>
    decided === 0
      ? 'New ones appear here by themselves.'
      : plural('en', decided, {
          one: '1 was decided today. New ones appear here by themselves.',
          other: `${decided} were decided today. New ones appear here by themselves.`,
        }),
  emptyBanks: 'See the banks',
  emptyFilter: 'No upload fits this filter.',
  emptyFilterNext: (open: number) =>
    plural('en', open, { one: '1 is open without it.', other: `${open} are open without it.` }),
  clear: 'Clear filter',
  decided: 'Decided uploads',
  wrongPurpose: 'Uploads are reviewed for content safety.',
  support: 'If something you saw stays with you, talk to someone: your team lead or your member’s support contact.',
}
