import type { AgreementDraft } from '@entente/contracts'
import type { createSender, RunningNode } from '@entente/node'
import type { SignedIn } from '../client/sign-in.ts'
import type { WatchList } from '../synthetic/watch-list/watched-person.ts'

/** The senders and the invented traffic of one kind of gateway, for tests and the demonstration. */
export interface SyntheticGateway {
  kind: string
  /** Returns the settings of a sender for a test node. Missing if tests need no sender of this kind. */
  testSender?(settings: { acknowledge: boolean; callbackUrl: string | null }): TestSender
  /** Creates senders and starts their traffic. Resolves when the node has acknowledged the first messages. */
  play(target: DemoTarget): Promise<Playing>
  story: GatewayStory
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
  warn(line: string): void
}

/** The traffic that the demonstration is sending. */
export interface Playing {
  /** A sentence that describes the traffic to a visitor. */
  announcement: string
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
