import type { AgreementDraft } from '@entente/contracts'
import type { createSender, RunningNode } from '@entente/node'
import type { SignedIn } from '../client/sign-in.ts'
import type { WatchList } from '../synthetic/watch-list/watched-person.ts'

/** Synthetic counterpart of one kind of gateway: senders and traffic for tests and the demonstration. */
export interface SyntheticGateway {
  kind: string
  /** Returns the settings of a sender for a test node, if tests need one. */
  testSender?(settings: { acknowledge: boolean; callbackUrl: string | null }): TestSender
  /** Creates senders and starts their traffic. Resolves when the node has acknowledged the first of it. */
  play(target: DemoTarget): Promise<Playing>
  story: GatewayStory
}

export type TestSender = Parameters<typeof createSender>[1]

/** The node of the demonstration that receives the traffic. */
export interface DemoTarget {
  node: Pick<RunningNode, 'db' | 'url'>
  /** Password of every account. */
  password: string
  seed: string
  watchList: WatchList
  /** Address for callbacks to the senders. */
  callbackUrl: string
  warn(line: string): void
}

/** Traffic of the demonstration that is being sent. */
export interface Playing {
  /** One sentence that tells a visitor what arrives. */
  announcement: string
  stop(): Promise<void>
}

/** Part of the network demonstration: what members share about this gateway's subjects, and what follows. */
export interface GatewayStory {
  /** Signal kinds and purposes that the members' agreement must allow. */
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
