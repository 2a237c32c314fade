export {
  type Act,
  challengeOfAct,
  commitmentToAct,
  digestOfContent,
  faultOfAct,
  fromBase64Url,
  keyOfNewPasskey,
  partsOfAbout,
  toBase64Url,
} from './act.ts'
export {
  agreementContent,
  agreementEndContent,
  confirmationContent,
  consentContent,
  enrolmentContent,
  hashOfReleased,
  holdContent,
  listReleaseContent,
  peopleProposalContent,
  proposalContent,
  readingOf,
  reversalContent,
  rollbackContent,
  signalReleaseContent,
  thresholdContent,
} from './contents.ts'
export { type ExpectedSigner, verifyAct } from './verify-act.ts'
