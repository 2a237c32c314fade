import type { ThresholdTrial } from '@entente/contracts'
import { plural } from '../plural.ts'
import { number } from './number.ts'

const listed = new Intl.ListFormat('en', { type: 'conjunction' })

export const threshold = {
  title: 'Threshold',
  what: 'From which score on a comparison is a hit. One threshold holds for everybody, whatever their script or nationality.',
  tabsName: 'Pages about the threshold',
  tabs: { threshold: 'Threshold', rates: 'Hits by origin' },
  version: (n: number) => `version ${n}`,
  meaning: {
    hit: (value: string) => `A comparison is a hit from a score of ${value} on.`,
    whole: (bands: string[]) => `In words: agreement that is ${listed.format(bands)}.`,
    part: ([first = '', ...rest]: string[]) =>
      rest.length === 0
        ? `In words: the upper part of ${first}.`
        : `In words: the upper part of ${first}, and all that is ${listed.format(rest)}.`,
    even: 'The evidence must outweigh how seldom two people are the same, no more.',
    nats: (nats: string, over: boolean) =>
      over
        ? `The evidence must outweigh how seldom two people are the same by ${nats} nats.`
        : `The evidence may fall short of how seldom two people are the same by ${nats} nats.`,
  },
  inForce: {
    title: 'In force',
    since: 'Since',
    own: 'the start: it is the matcher’s own, which nobody has changed',
    by: 'By',
    two: (proposer: string, second: string) => `${proposer}, confirmed by ${second}`,
    reason: 'Why',
    confirmation: 'The second person',
  },
  proposal: {
    title: (from: string, to: string) => `Proposed: from ${from} to ${to}`,
    by: (name: string, at: string) => `${name} asks for it since ${at}. Nothing changes until a second person agrees.`,
    own: 'You proposed this. Someone else must confirm.',
    waits: 'It waits for a supervisor other than who proposed it.',
    question: 'Your own answer, as second person',
    no: 'No: leave the threshold as it is',
    noMeans: 'The proposal ends here. It stays on record with both reasons.',
    yes: (to: string) => `Yes: from now on ${to}`,
    yesMeans: (higher: boolean) =>
      higher
        ? 'From the next comparison on: fewer new hits. A hit that somebody has already stays.'
        : 'From the next comparison on more is found. Everybody met in the last 7 days is compared again in the background.',
    words: 'Why, in your own words',
    wordsShort: '20 characters or more.',
    wordsEnough: 'It stays in the history with your name.',
    choose: 'Choose an answer',
    agree: 'Record: change the threshold',
    refuse: 'Record: leave it',
    kept: 'What you typed is still here.',
    agreed: (to: string) => `The threshold is ${to} from now on.`,
    refused: 'The proposal is refused. The threshold stays as it was.',
    withdraw: 'Take it back…',
    withdrawTitle: 'Take this proposal back?',
    withdrawWhat: (name: string) =>
      `The threshold stays as it is. That ${name} proposed and took back stays on record.`,
    withdrawAct: 'Take it back',
    withdrawn: 'The proposal is taken back.',
    notNow: 'Not now',
  },
  propose: {
    title: 'Propose another',
    threshold: 'New threshold',
    bounds: (least: string, most: string) => `${least} to ${most}, in hundredths`,
    direction: 'Lower makes more hits and misses fewer people. Higher makes fewer hits and stops fewer innocent ones.',
    reason: 'Why',
    reasonHint: '20 characters or more. The second person reads it, and it stays in the history.',
    act: 'Propose',
    tryOnly: 'Only try it',
    under: 'Either compares the people of the last 30 days again, for counts only: no hit is made and no case changes.',
    proposed: 'Proposed. It waits for a second person; what it would have done is being counted.',
    tried: (value: string) => `What ${value} would have done is being counted.`,
    kept: 'What you typed is still here.',
    summary: (n: number) =>
      plural('en', n, {
        one: 'One field needs another look. Nothing was sent.',
        other: `${n} fields need another look. Nothing was sent.`,
      }),
    faults: {
      empty: (least: string, most: string) => `A number from ${least} to ${most}.`,
      'not-a-threshold': (least: string, most: string) =>
        `A number from ${least} to ${most} with two decimals at most.`,
      unchanged: 'This threshold is in force.',
      short: '20 characters or more.',
    },
  },
  trial: {
    title: 'What other thresholds would have done',
    running: (value: string, days: number) => `Trying ${value} on the people of the last ${days} days`,
    counted: (done: string, total: string) => `${done} of ${total} people`,
    people: (people: string, days: number) =>
      `${people} people of the last ${days} days were compared with the signals of today, at both thresholds.`,
    notComparable: (n: number) =>
      plural('en', n, {
        one: '1 more was left out: masked, or without a name and a document.',
        other: `${number(n)} more were left out: masked, or without a name and a document.`,
      }),
    hitsCaption: 'Hits at both thresholds, by how they were decided',
    row: 'Hits',
    column: {
      inForce: (value: string) => `Now, ${value}`,
      proposed: (value: string) => `Then, ${value}`,
      appear: () => 'New then',
      vanish: () => 'Vanish then',
    },
    rows: { hits: 'Hits', confirmed: 'Confirmed', dismissed: 'Dismissed', undecided: 'Not decided' },
    line: (at: string, threshold: string, inForce: string) =>
      threshold === inForce ? `${at}: ${threshold} as in force` : `${at}: ${threshold} beside ${inForce}`,
    causes: {
      proposal: 'for a proposal',
      asked: 'asked by a person',
      daily: 'daily measurement',
      list: 'after a list changed',
    } satisfies Record<ThresholdTrial['cause'], string>,
  },
  small: {
    few: '<5',
    fewHint: 'One to four: not told exactly, because it would point at somebody.',
    withheld: 'withheld',
    withheldHint: 'Not told, because another count could be reckoned from it.',
    rounded: 'Counts of one to four are not told; totals over them are rounded to five.',
  },
  rates: {
    running: 'Being measured',
    none: 'Nothing is measured yet.',
    noneNext: 'The node measures once a day, and after every change of a list or the threshold.',
    measured: (people: string, days: number, at: string) =>
      `${people} people of the last ${days} days, measured ${at}.`,
    under: (value: string, version: number) => `Threshold ${value}, version ${version}.`,
    what: 'Most people with a hit are somebody else. Where a group is hit more often than all, more of its people are stopped: see how many of their hits were dismissed.',
    byScript: 'By the script of the name',
    byNationality: 'By nationality',
    script: 'Script',
    nationality: 'Nationality',
    people: 'People',
    hit: 'With a hit',
    inForce: 'Now with a hit',
    proposed: 'Then with a hit',
    all: 'All',
    share: (percent: string) => `${percent} %`,
    interval: (low: string, high: string) => `${low} to ${high} %`,
    above: (times: string) => `${times} × all`,
    bars: 'Hollow bars: now. Filled bars: then. Lines: 95 % intervals.',
    leftOut: (groups: number, people: number) =>
      plural('en', groups, {
        one: `One group with ${number(people)} people is too small to be shown.`,
        other: `${number(groups)} groups with ${number(people)} people in all are too small to be shown.`,
      }),
    groups: { other: 'Smaller groups', 'not-said': 'Not said', None: 'No letters' } as Record<string, string>,
  },
  history: {
    title: 'History',
    column: {
      version: 'Version',
      threshold: 'Threshold',
      since: 'Since',
      proposed: 'Proposed by, and why',
      confirmed: 'Confirmed by, and why',
    },
    start: 'the start',
    nobody: 'the matcher’s own',
  },
  notTaken: {
    title: 'Proposals that led to nothing',
    column: { at: 'When', threshold: 'Threshold', proposed: 'Proposed by, and why', end: 'How it ended' },
    refusedBy: (name: string) => `refused by ${name}`,
    withdrawn: 'taken back',
  },
}
