import { plural } from '../plural.ts'

export const blind = {
  title: 'Blind check',
  what: 'Find out whether another member knows a document, address, hash or wallet, without showing what you ask.',
  limits: {
    title: 'What it hides, and what not',
    hides:
      'The other side sees how many items were asked, padded to 1, 16, 64 and so on, and never which. You learn of each of your own items whether it is known, and nothing of what else is known there.',
    honest:
      'That holds while both sides keep to the protocol (semi-honest). It is no protection from a member that invents its list, or spends its quota on guessing.',
    logged: 'Each check is logged on both sides, with its padded count and the quota left, never with the items.',
  },
  form: {
    title: 'Ask',
    agreement: 'Under which agreement',
    choose: 'Choose',
    kind: 'Kind',
    items: 'Items, one a line',
    hints: {
      'travel-document': 'Number and issuing state, such as K4471906B|UTO. Spaces and dashes do not matter.',
      url: 'Addresses.',
      'media-hash': 'Algorithm and hash, such as sha256:9f86d0….',
      wallet: 'Addresses of wallets.',
    } as Record<string, string>,
    file: 'Or drop a text file with one item a line. It is read here; only blinded items leave this node.',
    chooseFile: 'Choose a file',
    count: (n: number) => (n === 0 ? 'No item yet.' : plural('en', n, { one: '1 item', other: `${n} items` })),
    tooMany: (most: string) => `At most ${most} items at once.`,
    act: 'Ask blindly',
    none: 'No agreement in force lets this member ask blindly.',
    noneNext: 'An agreement says who may ask about which kinds.',
    kept: 'Your items are still here.',
    again: 'Try again in a minute.',
  },
  result: {
    title: 'What is known',
    count: (hits: number, asked: number) => `${hits} of ${asked} known`,
    none: (asked: number) =>
      plural('en', asked, {
        one: 'It is known to nobody that was asked.',
        other: `None of the ${asked} is known to anybody that was asked.`,
      }),
    onlyYou: 'Only you see this list. The items are forgotten when you leave the page.',
    item: 'Your item',
    known: 'Known to',
    exact: 'exactly so',
    folded: 'with O read as 0, or I as 1',
    showNone: (n: number) => plural('en', n, { one: '1 item is not known.', other: `${n} items are not known.` }),
    asked: 'What each side was told',
    holder: 'Member',
    padded: 'It saw',
    paddedOf: (n: number) => plural('en', n, { one: '1 item', other: `${n} items` }),
    quota: 'Quota left today',
    hits: 'Known there',
    reveal: 'Show the signals…',
    clear: 'Forget this result',
  },
  reveal: {
    title: (member: string) => `Ask ${member} for what was found?`,
    what: (hits: number, member: string) =>
      `${member} learns which ${plural('en', hits, { one: '1 of its signals was', other: `${hits} of its signals were` })} found, and gives those its terms allow. Your reason is kept in the log here.`,
    reason: 'Why you need to see them',
    reasonHint: '20 to 500 characters.',
    act: 'Ask for them',
    notNow: 'Not now',
    title2: 'What was found',
    shown: (n: number, member: string) =>
      n === 0
        ? `${member} may not give any of them to you.`
        : plural('en', n, {
            one: `1 signal of ${member}. It is shown and not kept.`,
            other: `${n} signals of ${member}. They are shown and not kept.`,
          }),
  },
  log: {
    title: 'Both directions',
    tableName: 'Log of blind checks',
    empty: 'Nothing was asked yet, by us or of us.',
    column: {
      at: 'When',
      direction: 'Who asked',
      agreement: 'Agreement',
      asked: 'Asked',
      padded: 'Seen by the other side',
      hits: 'Known',
      quota: 'Quota left',
      revealed: 'Shown',
    },
    ask: (member: string) => `we asked ${member}`,
    answer: (member: string) => `${member} asked us`,
    unknown: 'hidden from us',
    notShown: 'not asked for',
    more: 'Show earlier checks',
  },
}
