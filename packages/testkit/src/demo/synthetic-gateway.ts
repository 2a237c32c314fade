import type { AgreementDraft } from '@entente/contracts'
import type { createSender, RunningNode } from '@entente/node'
import type { SignedIn } from '../client/sign-in.ts'
import type { WatchList } from '../synthetic/watch-list/watched-person.ts'
import type { Desk } from './history/case-steps.ts'
import type { HistoryDay } from './history/plan-history.ts'
import type { OpenSource } from './history/sources.ts'
import type { NewColleague, Staff } from './history/staff.ts'
import type { Shift } from './history/work-on-cases.ts'

/** The senders and the invented traffic of one kind of gateway, for tests and the demonstration. */
export interface SyntheticGateway {
  kind: string
  /** Returns the settings of a sender for a test node. Missing if tests need no sender of this kind. */
  testSender?(settings: { acknowledge: boolean; callbackUrl: string | null }): TestSender
  /** Creates senders and starts their traffic. Resolves when the node has acknowledged the first messages. */
  play(target: DemoTarget): Promise<Playing>
  /** People whom only this gateway's history needs, beside those of every history. */
  colleagues?: readonly NewColleague[]
  /** Prepares the gateway's part of the history: its senders, and what they send on each day. */
  history?(target: HistoryTarget): Promise<GatewayHistory>
  story: GatewayStory
}

/** The node on which a gateway's history is played. Its clock is moved. */
export interface HistoryTarget {
  node: Pick<RunningNode, 'db' | 'url'>
  seed: string
  /** The time at which the history ends: the demonstration begins. */
  end: Date
  /** The address to which the node sends callbacks. */
  callbackUrl: string
  /** Keys of senders by their name, to which the history adds. */
  senderKeys: Map<string, string>
  staff: Staff
  sources: readonly OpenSource[]
}

/** The messages that are sent, and the times when people work on the cases that they open. */
export interface Played {
  events: { at: Date; send(): Promise<void> }[]
  shifts: (Shift & { at: Date })[]
  /** Other work of people, once the node has done all jobs. Returns the number of cases that it decided. */
  works?: { at: Date; run(desk: Desk): Promise<number> }[]
  /** Jobs that the node starts after the day, beside those of every history. */
  jobs?: readonly string[]
}

export interface GatewayHistory {
  day(day: HistoryDay): Played
  /** The hours before the demonstration begins. They leave work for the visitor. */
  eve?(): Played
}

export type TestSender = Parameters<typeof createSender>[1]

/** The node of the demonstration, which receives the traffic. */
export interface DemoTarget {
  node: Pick<RunningNode, 'db' | 'url'>
  /** Password of every account. */
  password: string
  seed: string
  watchList: WatchList
  /** The address to which the node sends callbacks for the senders. */
  callbackUrl: string
  /** Keys of the senders that exist already, by the sender's name. */
  senderKeys: Map<string, string>
  /** When the demonstration began. */
  startedAt: Date
  warn(line: string): void
}

/** The traffic that the demonstration is sending. */
export interface Playing {
  /** The page to open, and sentences that describe what a visitor sees there. */
  announcement: { page: string; text: string }
  stop(): Promise<void>
}

/** The gateway's part of the network demonstration: what members share about the gateway's subjects, and which hits and withdrawals follow. */
export interface GatewayStory {
  /** The signal kinds and purposes that the members' agreement must allow. */
  kinds: AgreementDraft['kinds']
  purposes: AgreementDraft['purposes']
  tell(stage: StoryStage): Promise<void>
}

export interface StoryMember {
  member: string
  name: string
  url: string
  node: Pick<RunningNode, 'db'>
  officer: SignedIn
  secondOfficer: SignedIn
  analyst: SignedIn
}

export interface StoryStage {
  border: StoryMember
  platform: StoryMember
  centre: StoryMember
  /** Id of the agreement that is in force. */
  agreement: string
  seed: string
  /** Runs one step and reports its name, place, duration and result. */
  step<T>(what: string, where: string, work: () => Promise<{ came: string; value: T }>): Promise<T>
}
