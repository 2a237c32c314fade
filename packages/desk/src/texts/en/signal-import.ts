import { plural } from '../plural.ts'
import { number } from './number.ts'

export const signalImport = {
  title: 'Check before import',
  nothingStored: 'Nothing stored yet',
  imported: 'Imported',
  facts: {
    made: (clock: string) => `preview made ${clock}`,
    holds: (minutes: number) => plural('en', minutes, { one: 'holds 1 min more', other: `holds ${minutes} min more` }),
    for: (list: string) => `for ${list}`,
    read: (n: number) => plural('en', n, { one: '1 entry read', other: `${number(n)} entries read` }),
  },
  discard: 'Discard',
  import: (n: number, withdrawn: number) =>
    withdrawn === 0 ? `Import ${number(n)}` : `Import ${number(n)}, withdraw ${number(withdrawn)}`,
  nothingToImport: 'Nothing to import',
  countsName: 'What the file would do; choose which to see',
  counts: {
    new: 'New',
    changed: 'Changed',
    unchanged: 'Unchanged',
    foreign: 'Not ours to change',
    refused: 'Refused',
  },
  under: {
    new: 'will start to match at once',
    changed: (widen: number) =>
      widen === 0
        ? 'none widens what it matches'
        : plural('en', widen, { one: '1 widens what it matches', other: `${number(widen)} widen what they match` }),
    unchanged: 'left as they are',
    foreign: 'kept as foreign objects',
    refused: 'stay out; reasons below',
    refusedNone: 'nothing stays out',
  },
  withdrawnTitle: 'No longer in the file',
  withdrawnWhat: 'They are withdrawn with the import, since their basis ended.',
  firstOnly: (shown: number, all: number) => `The first ${number(shown)} of ${number(all)}.`,
  column: {
    entry: 'Entry',
    first: 'What it says',
    field: 'Field',
    before: 'Stored now',
    after: 'In the file',
    effect: 'What it changes',
    where: 'Where',
    value: 'Entry',
    why: 'Why',
  },
  widens: 'widens what it matches',
  narrows: 'does not widen what it matches',
  absent: 'not there',
  unchangedRows: (n: number) =>
    plural('en', n, {
      one: '1 entry is the same as stored. It is not listed.',
      other: `${number(n)} entries are the same as stored. They are not listed.`,
    }),
  foreignNone: 'No entry of this file belongs to another member.',
  foreignRows: (n: number) => `${number(n)} belong to other members. Only they can change them.`,
  noneOf: 'None in this file.',
  findings: 'Remarks while reading',
  download: 'Download the report',
  trial: {
    title: 'What they would hit',
    before: 'Against the last 7 days of your own records: ',
    hits: (hits: number, people: number) =>
      `${plural('en', hits, { one: '1 hit', other: `${number(hits)} hits` })} on ${plural('en', people, { one: '1 person', other: `${number(people)} people` })}.`,
    heaviest: (signals: number, hits: number) =>
      plural('en', signals, {
        one: `1 of the signals causes ${number(hits)} of them.`,
        other: `${number(signals)} of the signals cause ${number(hits)} of them.`,
      }),
    none: 'Against the last 7 days of your own records they would hit no one.',
    screened: (n: number) =>
      plural('en', n, { one: '1 person was compared.', other: `${number(n)} people were compared.` }),
  },
  termsTitle: 'Terms they come with',
  confirm: {
    title: (n: number) => plural('en', n, { one: 'Import 1 signal?', other: `Import ${number(n)} signals?` }),
    what: (created: number, updated: number, withdrawn: number, refused: number) =>
      [
        plural('en', created, { one: '1 starts to match', other: `${number(created)} start to match` }),
        plural('en', updated, { one: '1 gets a new version', other: `${number(updated)} get a new version` }),
        plural('en', withdrawn, { one: '1 is withdrawn', other: `${number(withdrawn)} are withdrawn` }),
        plural('en', refused, { one: '1 stays out', other: `${number(refused)} stay out` }),
      ].join('; ') +
      '. You can go back to the version before as one step; cases that it opened are then reviewed again.',
    act: (n: number) => plural('en', n, { one: 'Import 1 signal', other: `Import ${number(n)} signals` }),
    notNow: 'Not now',
  },
  expired: 'This preview is over 30 minutes old.',
  expiredNext: 'Check again, since signals may have changed.',
  checkAgain: 'Check again',
  done: (version: number | null) => (version === null ? 'Imported.' : `Imported as version ${version}.`),
  doneCounts: (created: number, updated: number, withdrawn: number) =>
    `${number(created)} new, ${number(updated)} changed, ${number(withdrawn)} withdrawn.`,
  toList: 'To the list',
  report: { file: (list: string, at: string) => `import-report-${list}-${at}.json` },
}
