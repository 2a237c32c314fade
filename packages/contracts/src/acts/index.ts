export {
  type Act,
  challengeOfAct,
  commitmentToAct,
  digestOfContent,
  faultOfAct,
  fromBase64Url,
  partsOfAbout,
  toBase64Url,
} from './act.ts'
export {
  agreementContent,
  confirmationContent,
  proposalContent,
  readingOf,
  reversalContent,
  signalReleaseContent,
} from './contents.ts'
export { type ExpectedSigner, verifyAct } from './verify-act.ts'
