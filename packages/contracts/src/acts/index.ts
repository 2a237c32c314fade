export {
  type Act,
  challengeOfAct,
  commitmentToAct,
  digestOfContent,
  faultOfAct,
  fromBase64Url,
  type PasskeyAct,
  partsOfAbout,
  toBase64Url,
} from './act.ts'
export {
  agreementContent,
  confirmationContent,
  proposalContent,
  readingOf,
  signalReleaseContent,
} from './contents.ts'
export { type ActFault, type ActReading, type ExpectedSigner, verifyAct } from './verify-act.ts'
